import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isObject, valueAt } from '../pointer.ts';
import { complaintOf, folderWith } from '../../testing.ts';
import { readDocuments } from './documents.ts';
import { readFiles } from './testing.ts';

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
    expect(valueAt(readFiles({ 'a.yaml': text }).documents.root, at)).toEqual({
      $ref: 'nowhere.yaml',
    }));

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
    const { documents, followed } = readFiles({ 'a.yaml': text });
    expect(isObject(followed(at))).toBe(true);
    expect(documents.sourceOf(valueAt(documents.root, at) as object).pointer).toBe(at);
  });
}

test('files that refer to each other are each read once', () => {
  const { documents } = readFiles({
    'a.yaml': 'x: { $ref: b.yaml }',
    'b.yaml': 'y: { $ref: a.yaml }\nz: { $ref: "b.yaml#/y" }',
  });
  expect(documents.files).toHaveLength(2);
});

test('the line of a missing position is that of its nearest ancestor', () => {
  const { documents } = readFiles({ 'a.yaml': 'x:\n  y: 1\n' });
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
];
for (const { files, complaint, why } of bad) {
  test(`complains of ${why}`, () => {
    const folder = folderWith(files);
    expect(complaintOf(() => readDocuments(join(folder, 'a.yaml')), folder)).toContain(complaint);
  });
}

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
