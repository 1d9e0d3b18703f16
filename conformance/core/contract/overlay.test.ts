import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { complaintOf, folderWith } from '../../testing.ts';
import { loadContract } from './load.ts';

const description = `openapi: 3.1.1
info: { title: Things, version: 1.0.0 }
paths:
  /things:
    post:
      operationId: makeThing
      parameters:
        - { name: a, in: query, schema: &text { type: string } }
        - { name: b, in: query, schema: *text }
        - name: c
          in: query
          schema:
            type: string
            maxLength: 9
      responses:
        200:
          description: Made.
  /others:
    get:
      operationId: listOthers
      responses:
        200:
          description: Listed.
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`;

/** A description with overlays, each of which is a list of actions. */
function overlaid(...overlays: string[]) {
  const files = Object.fromEntries(
    overlays.map((text, index) => [
      `overlay-${index}.yaml`,
      text.startsWith('-') ? `overlay: 1.0.0\nactions:\n${text}` : text,
    ]),
  );
  const folder = folderWith({ 'things.yaml': description, ...files });
  const paths = Object.keys(files).map((name) => join(folder, name));
  const load = () => loadContract('things', join(folder, 'things.yaml'), paths);
  const short = (text: string) => text.replaceAll(`${folder}/`, '');
  return {
    folder,
    load,
    short,
    made: () => load().operations.find(({ id }) => id === 'makeThing')!,
  };
}

test('an update merges objects, extends lists and replaces plain values', () => {
  const { load } = overlaid(`- target: $
  update:
    info: { title: Others }
    security: [{ token: [] }]
- target: $.paths.*.*
  update: { tags: [all] }
- target: $.paths['/things'].post.tags
  update: made
- target: $.paths['/things'].post.parameters
  update: { name: d, in: query, schema: { type: integer } }
`);
  const { title, operations } = load();
  expect(title).toBe('Others');
  expect(
    operations.map(({ id, tags, security, parameters }) => ({
      ...{ id, tags },
      schemes: security.flat().map(({ name }) => name),
      names: parameters.map(({ name }) => name),
    })),
  ).toEqual([
    { id: 'makeThing', tags: ['all', 'made'], schemes: ['token'], names: ['a', 'b', 'c', 'd'] },
    { id: 'listOthers', tags: ['all'], schemes: ['token'], names: [] },
  ]);
});

test('an update at one use of a YAML anchor leaves the others alone', () => {
  const { made } = overlaid(`- target: $.paths.*.post.parameters[?@.name == 'a'].schema
  update: { type: integer }
`);
  const types = made().parameters.map(({ schema }) => schema.validate('x').length);
  expect(types).toEqual([1, 0, 0]);
});

test('removing takes nodes out, also several of one list, and later actions see the result', () => {
  const { load } = overlaid(
    `- target: $.paths['/things'].post.parameters[?@.name != 'b']
  remove: true
- target: $.paths['/others']
  remove: true
`,
    `- target: $.paths['/things'].post.parameters[0]
  update: { name: z }
`,
  );
  const { operations } = load();
  expect(operations.map(({ id }) => id)).toEqual(['makeThing']);
  expect(operations[0]!.parameters.map(({ name }) => name)).toEqual(['z']);
});

test('a copy of a node is added in another place, as the version 1.1 has it', () => {
  const { load } = overlaid(`overlay: 1.1.0
info: { title: Copies, version: 1.0.0 }
actions:
  - target: $.paths
    update: { /copies: {} }
  - target: $.paths['/copies']
    copy: $.paths['/others']
  - target: $.paths['/copies'].get.operationId
    update: listCopies
`);
  expect(load().operations.map(({ id }) => id)).toEqual(['makeThing', 'listOthers', 'listCopies']);
});

test('positions of what an overlay adds are in the overlay, others stay', () => {
  const { load, short } = overlaid(
    `- target: $.paths['/things'].post
  update:
    parameters:
      - name: d
        in: query
        schema:
          maxLength: 3
    summary: New
- target: $.paths['/things'].post.parameters[0]
  remove: true
- target: $.paths['/others'].get.responses['200']
  update:
    description: Changed.
`,
  );
  const contract = load();
  const at = (pointer: string) => short(contract.place({ file: contract.file, pointer }));
  const [made] = contract.operations;
  expect(
    made!.parameters.map(({ name, source }) => `${name} ${short(contract.place(source))}`),
  ).toEqual(['b things.yaml:9', 'c things.yaml:10', 'd overlay-0.yaml:6']);
  const post = '/paths/~1things/post';
  expect(at(`${post}/parameters/1/schema/maxLength`)).toBe('things.yaml:14');
  expect(at(`${post}/parameters/2/schema/maxLength`)).toBe('overlay-0.yaml:9');
  expect(at(`${post}/summary`)).toBe('overlay-0.yaml:10');
  expect(at(`${post}/operationId`)).toBe('things.yaml:6');
  expect(at('/paths/~1others/get/responses/200/description')).toBe('overlay-0.yaml:15');
  expect(at('/paths/~1others/get/responses/200')).toBe('things.yaml:22');
});

test('an action that matches nothing is a note with its line', () => {
  const { load, short } = overlaid(`- target: $.paths['/thing']
  update: { summary: x }
`);
  const { notes, at } = load();
  expect(notes.map(({ source, reason }) => short(`${at(source)}: ${reason}`))).toEqual([
    "overlay-0.yaml:3: nothing matches $.paths['/thing'], so that this action changes nothing.",
  ]);
});

const mistakes: readonly { why: string; text: string; says: string }[] = [
  {
    why: 'no overlay',
    text: 'actions: []\n',
    says: 'overlay-0.yaml:1: "overlay" is missing here: the version of the Overlay Specification',
  },
  {
    why: 'another version',
    text: 'overlay: 2.0.0\nactions: []\n',
    says: 'overlay-0.yaml:1: "overlay" is "2.0.0": overlays of the versions 1.0 and 1.1 are read.',
  },
  {
    why: 'no JSONPath',
    text: '- target: $.paths[\n  remove: true\n',
    says: 'overlay-0.yaml:3: $.paths[ is no JSONPath: ',
  },
  {
    why: 'a misspelt member',
    text: '- target: $.paths\n  updte: {}\n',
    says: 'overlay-0.yaml:4: there is no "updte" here: did you mean "update"?',
  },
  {
    why: 'an action that says nothing',
    text: '- target: $.paths\n',
    says: 'overlay-0.yaml:3: this action has no "update", no "remove" and no "copy".',
  },
  {
    why: 'a list in the place of an object',
    text: '- target: $.paths\n  update:\n    /things:\n      post: []\n',
    says: 'overlay-0.yaml:6: this is a list, and can\'t be merged with an object at "post" of the description.',
  },
  {
    why: 'the whole description removed',
    text: '- target: $\n  remove: true\n',
    says: "overlay-0.yaml:3: the whole description can't be removed.",
  },
  {
    why: 'a copy of several nodes',
    text: '- target: $.paths\n  copy: $.paths.*\n',
    says: 'overlay-0.yaml:4: $.paths.* matches 2 nodes, not one.',
  },
];
for (const { why, text, says } of mistakes)
  test(`a mistake with file and line: ${why}`, () => {
    const { folder, load } = overlaid(text);
    expect(complaintOf(load, folder)).toContain(says);
  });

test('the path of an overlay is resolved once, wherever the user is', () => {
  const { folder } = overlaid('- target: $.info\n  update: { title: Others }\n');
  process.env.INIT_CWD = join(process.cwd(), 'conformance');
  try {
    const file = relative('.', join(folder, 'overlay-0.yaml'));
    expect(loadContract('things', join(folder, 'things.yaml'), [file]).title).toBe('Others');
  } finally {
    delete process.env.INIT_CWD;
  }
});

test('an overlay that is not there', () => {
  const folder = folderWith({ 'things.yaml': description });
  const load = () => loadContract('things', join(folder, 'things.yaml'), [join(folder, 'o.yaml')]);
  expect(complaintOf(load, folder)).toBe('o.yaml: there is no such file.');
});
