import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isObject, valueAt } from '../pointer.ts';
import { complaintOf, folderWith } from '../../testing.ts';
import { readDocuments } from './documents.ts';

/** Reads files whose entry is a.yaml; sources are given without the folder. */
function read(files: { readonly [name: string]: string }) {
  const folder = folderWith(files);
  const documents = readDocuments(join(folder, 'a.yaml'));
  const followed = (pointer: string) => documents.deref(valueAt(documents.root, pointer));
  const place = (pointer: string) => {
    const { file, pointer: at } = documents.sourceOf(followed(pointer) as object);
    return `${file.replace(`${folder}/`, '')}:${documents.line({ file, pointer: at })} ${at}`;
  };
  return { documents, followed, place };
}

const references: readonly {
  files: { readonly [name: string]: string };
  at: string;
  place: string;
  why: string;
}[] = [
  {
    files: { 'a.yaml': 'x:\n  $ref: "#/y"\n\ny:\n  type: object\n' },
    at: '/x',
    place: 'a.yaml:4 /y',
    why: 'in the same file',
  },
  {
    files: { 'a.yaml': 'x: { $ref: ./b.yaml }', 'b.yaml': 'type: object' },
    at: '/x',
    place: 'b.yaml:1 ',
    why: 'to a whole file',
  },
  {
    files: { 'a.yaml': 'x: { $ref: b.yaml }', 'b.yaml': 'type: object' },
    at: '/x',
    place: 'b.yaml:1 ',
    why: 'to a file without ./',
  },
  {
    files: { 'a.yaml': 'x: { $ref: "b.yaml#" }', 'b.yaml': 'type: object' },
    at: '/x',
    place: 'b.yaml:1 ',
    why: 'with an empty fragment',
  },
  {
    files: { 'a.yaml': 'x: { $ref: "deep/b.json#/y" }', 'deep/b.json': '{\n  "y": {}\n}' },
    at: '/x',
    place: 'deep/b.json:2 /y',
    why: 'to JSON',
  },
  {
    files: {
      'a.yaml': 'x: { $ref: deep/b.yaml }',
      'deep/b.yaml': '$ref: ../c.yaml#/z',
      'c.yaml': '\nz: {}',
    },
    at: '/x',
    place: 'c.yaml:2 /z',
    why: 'through another file, relative to that',
  },
  {
    files: { 'a.yaml': 'x: { $ref: deep/b.yaml }\ny: {}', 'deep/b.yaml': '$ref: ../a.yaml#/y' },
    at: '/x',
    place: 'a.yaml:2 /y',
    why: 'back into the entry document',
  },
  {
    files: { 'a.yaml': 'x: { $ref: "#/p~1q~0r" }\np/q~r: {}' },
    at: '/x',
    place: 'a.yaml:2 /p~1q~0r',
    why: 'with ~1 and ~0',
  },
  {
    files: { 'a.yaml': 'x: { $ref: "#/a%20b%C3%BC%7Bc%7D%25" }\na bü{c}%: {}' },
    at: '/x',
    place: 'a.yaml:2 /a bü{c}%',
    why: 'percent-encoded',
  },
  {
    files: { 'a.yaml': 'x: { $ref: "a%20b.yaml" }', 'a b.yaml': '{}' },
    at: '/x',
    place: 'a b.yaml:1 ',
    why: 'to a file name, percent-encoded',
  },
  {
    files: { 'a.yaml': 'x: { $ref: "#/list/1" }\nlist:\n  - {}\n  - {}' },
    at: '/x',
    place: 'a.yaml:4 /list/1',
    why: 'into a list',
  },
  {
    files: { 'a.yaml': 'x: { $ref: "#/responses/200" }\nresponses:\n  200: {}' },
    at: '/x',
    place: 'a.yaml:3 /responses/200',
    why: 'to a key that YAML reads as a number',
  },
];
for (const { files, at, place, why } of references)
  test(`follows a $ref ${why}`, () => expect(read(files).place(at)).toBe(place));

const data = [
  { text: 'example: { $ref: nowhere.yaml }', at: '/example', why: 'an example' },
  { text: 'default: { $ref: nowhere.yaml }', at: '/default', why: 'a default' },
  { text: 'const: { $ref: nowhere.yaml }', at: '/const', why: 'a const' },
  { text: 'enum: [{ $ref: nowhere.yaml }]', at: '/enum/0', why: 'a member of an enum' },
  { text: 'examples: [{ $ref: nowhere.yaml }]', at: '/examples/0', why: "a schema's examples" },
  {
    text: 'examples: { one: { value: { $ref: nowhere.yaml } } }',
    at: '/examples/one/value',
    why: 'the value of an Example Object',
  },
];
for (const { text, at, why } of data)
  test(`${why} may hold a $ref, which is data`, () =>
    expect(valueAt(read({ 'a.yaml': text }).documents.root, at)).toEqual({ $ref: 'nowhere.yaml' }));

const names = [
  {
    text: 'properties: { $ref: { type: string } }',
    at: '/properties/$ref',
    why: 'a property named $ref',
  },
  {
    text: 'properties: { example: { $ref: "#/x" } }\nx: {}',
    at: '/properties/example',
    why: 'a property named example',
  },
  {
    text: 'properties: { properties: { properties: { value: { $ref: "#/x" } } } }\nx: {}',
    at: '/properties/properties/properties/value',
    why: 'a property of a property named properties',
  },
  {
    text: 'responses: { default: { $ref: "#/x" } }\nx: {}',
    at: '/responses/default',
    why: 'a default response',
  },
  {
    text: 'components: { schemas: { enum: { $ref: "#/x" } } }\nx: {}',
    at: '/components/schemas/enum',
    why: 'a schema named enum',
  },
];
for (const { text, at, why } of names) {
  test(`${why} is no keyword`, () => {
    const { documents, followed } = read({ 'a.yaml': text });
    expect(isObject(followed(at))).toBe(true);
    expect(documents.sourceOf(valueAt(documents.root, at) as object).pointer).toBe(at);
  });
}

test('files that refer to each other are each read once', () => {
  const { documents } = read({
    'a.yaml': 'x: { $ref: b.yaml }',
    'b.yaml': 'y: { $ref: a.yaml }\nz: { $ref: "b.yaml#/y" }',
  });
  expect(documents.files).toHaveLength(2);
});

test('the line of a missing position is that of its nearest ancestor', () => {
  const { documents } = read({ 'a.yaml': 'x:\n  y: 1\n' });
  for (const [pointer, line] of [
    ['/x/y', 2],
    ['/x/z', 1],
    ['/nothing', 1],
    ['', 1],
  ] as const) {
    expect(documents.line({ file: documents.file, pointer })).toBe(line);
  }
});

const bad: readonly {
  files: { readonly [name: string]: string };
  complaint: string;
  why: string;
}[] = [
  { files: {}, complaint: 'a.yaml: there is no such file.', why: 'no entry document' },
  {
    files: { 'a.yaml': 'x: 1\ny: [\n' },
    complaint: 'a.yaml:3: this is not YAML: ',
    why: 'no YAML',
  },
  {
    files: { 'a.yaml': 'x: 1\nx: 2\n' },
    complaint: 'a.yaml:2: this is not YAML: Map keys must be unique',
    why: 'a duplicate key',
  },
  {
    files: { 'a.yaml': 'x: 1\ny: *nowhere\n' },
    complaint: 'a.yaml:2: this is not YAML: there is no anchor "nowhere" before this alias.',
    why: 'an alias without an anchor',
  },
  {
    files: { 'a.yaml': 'x: { <<: 5 }\n' },
    complaint: 'a.yaml: this is not YAML: Merge sources must be maps',
    why: 'a merge key without a map',
  },
  {
    files: { 'a.yaml': '- x\n' },
    complaint: 'a.yaml: this is no OpenAPI description: it holds no object.',
    why: 'a list',
  },
  {
    files: { 'a.yaml': '' },
    complaint: 'a.yaml: the file is empty.',
    why: 'an empty file',
  },
  {
    files: { 'a.yaml': `a: 1\nb: ${'['.repeat(501)}${']'.repeat(501)}` },
    complaint: 'a.yaml:2: this is nested deeper than 500 levels',
    why: 'deep nesting in YAML',
  },
  {
    files: {
      'a.yaml': 'x: {$ref: a.json}',
      'a.json': `{"a":\n${'{"b":'.repeat(501)}1${'}'.repeat(502)}`,
    },
    complaint: 'a.json:2: this is nested deeper than 500 levels',
    why: 'deep nesting in JSON, in another file',
  },
  {
    files: { 'a.yaml': 'x:\n  $ref: b.yaml\n', 'b.yaml': 'y: 1\ny: 2' },
    complaint: 'b.yaml:2: this is not YAML: ',
    why: 'no YAML in another file',
  },
  {
    files: { 'a.yaml': 'x:\n  $ref: b.json\n', 'b.json': '{\n  "y": 1,\n}' },
    complaint: 'b.json:3: this is no JSON: ',
    why: 'no JSON in another file',
  },
  {
    files: { 'a.yaml': 'x:\n  $ref: b.json\n', 'b.json': '{\n  "y": 1\n' },
    complaint: 'b.json:3: this is no JSON: ',
    why: 'JSON that is cut short',
  },
];
for (const { files, complaint, why } of bad) {
  test(`complains of ${why}`, () => {
    const folder = folderWith(files);
    expect(complaintOf(() => readDocuments(join(folder, 'a.yaml')), folder)).toContain(complaint);
  });
}

const broken: readonly {
  files: { readonly [name: string]: string };
  reason: string;
  why: string;
}[] = [
  {
    files: { 'a.yaml': 'x:\n  $ref: b.yaml\n' },
    reason: 'b.yaml: there is no such file.',
    why: 'a missing file',
  },
  {
    files: { 'a.yaml': 'x:\n  $ref: b.yaml\n', 'b.yaml': '# nothing yet\n' },
    reason: 'this $ref points to nothing: there is no "b.yaml".',
    why: 'another file that is empty',
  },
  {
    files: { 'a.yaml': 'x:\n  $ref: "#/y/z"\n' },
    reason: 'this $ref points to nothing: there is no "#/y/z".',
    why: 'a missing position',
  },
  {
    files: { 'a.yaml': 'x:\n  $ref: "b.yaml#/y%20z"\n', 'b.yaml': '{}' },
    reason: 'this $ref points to nothing: there is no "b.yaml#/y%20z".',
    why: 'a missing position in another file',
  },
  {
    files: { 'a.yaml': 'x:\n  $ref: "#/100%"\n' },
    reason: 'this $ref points to nothing: there is no "#/100%".',
    why: 'a percent sign that encodes nothing',
  },
  {
    files: { 'a.yaml': 'x:\n  $ref: "https://example.com/a.yaml"\n' },
    reason: '$ref "https://example.com/a.yaml" points to the network, which is never read.',
    why: 'the network',
  },
  {
    files: { 'a.yaml': 'y:\n  $ref: "#/z"\nz: { $ref: "#/y" }\n' },
    reason: 'this $ref leads back to itself.',
    why: 'a circle',
  },
  {
    files: { 'a.yaml': 'x:\n  $ref: "#nowhere"\n' },
    reason: 'this $ref points to nothing: there is no "#nowhere".',
    why: 'a missing anchor',
  },
  {
    files: { 'a.yaml': 'x:\n  $ref: "#a"\ny: { $anchor: a }\nz: { $anchor: a }\n' },
    reason: 'this $ref points to "#a", which is the name of two schemas.',
    why: 'a duplicate anchor',
  },
  {
    files: {
      'a.yaml':
        'x:\n  $ref: https://example.com/s\ny: { $id: "https://example.com/s" }\nz: { $id: "https://example.com/s" }\n',
    },
    reason: 'which is the name of two schemas.',
    why: 'a duplicate $id',
  },
];
for (const { files, reason, why } of broken) {
  test(`a $ref to ${why} is broken, and nothing else is`, () => {
    const { documents } = read(files);
    const [first] = documents.broken.values();
    expect(first?.reason).toContain(reason);
    expect(documents.line(first!.source)).toBe(2);
    expect(documents.deref(documents.root.x ?? documents.root.y) ?? undefined).toBe(undefined);
  });
}

const named: readonly { text: string; why: string }[] = [
  { text: 'x: { $ref: "#a" }\n\ny: { $anchor: a }', why: 'an anchor' },
  {
    text: '$id: https://example.com/own\nx: { $ref: "#a" }\ny: { $anchor: a }',
    why: 'an anchor in a file with an $id',
  },
  {
    text: 'x: { $ref: "https://example.com/s" }\n\ny: { $id: "https://example.com/s" }',
    why: 'an $id',
  },
  { text: 'x: { $dynamicRef: "#a" }\n\ny: { $dynamicAnchor: a }', why: 'a dynamic anchor' },
];
for (const { text, why } of named)
  test(`follows a $ref to ${why}`, () =>
    expect(read({ 'a.yaml': text }).place('/x')).toBe('a.yaml:3 /y'));

test('members from a merge key keep their own lines', () => {
  const folder = folderWith({
    'a.yaml': [
      'openapi: 3.1.1',
      'x-shared: &shared',
      '  "400":',
      '    description: no',
      'responses:',
      '  <<: *shared',
      '  "200":',
      '    description: yes',
    ].join('\n'),
  });
  const documents = readDocuments(join(folder, 'a.yaml'));
  expect(Object.keys(documents.root.responses as object)).toEqual(['200', '400']);
  expect(documents.line({ file: documents.file, pointer: '/responses/400/description' })).toBe(4);
});

test('ignores a byte-order mark', () => {
  const folder = folderWith({
    'a.json': '\ufeff{"openapi":"3.1.1"}',
    'b.yaml': '\ufeffopenapi: 3.1.1\n',
  });
  for (const file of ['a.json', 'b.yaml'])
    expect(readDocuments(join(folder, file)).root.openapi).toBe('3.1.1');
});

test('JSON without line breaks is located by column and JSON Pointer', () => {
  const padding = 'x'.repeat(300);
  const folder = folderWith({ 'a.json': JSON.stringify({ padding, paths: { '/a': {} } }) });
  const documents = readDocuments(join(folder, 'a.json'));
  const short = (text: string) => text.replace(`${folder}/`, '');
  const source = { file: documents.file, pointer: '/paths/~1a' };
  expect(short(documents.place(source))).toBe('a.json:1:324');
  expect(short(documents.at(source))).toBe('a.json:1:324 (#/paths/~1a)');
  expect(short(documents.at({ ...source, pointer: '/padding' }))).toBe('a.json:1');
});
