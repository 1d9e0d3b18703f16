import { expect, test } from 'vitest';
import { readFiles } from './testing.ts';

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
  test(`follows a $ref ${why}`, () => expect(readFiles(files).place(at)).toBe(place));

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
    files: { 'a.yaml': 'x:\n  $ref: b.yaml\n', 'b.yaml': 'y: 1\ny: 2' },
    reason: 'b.yaml:2: this is not YAML: ',
    why: 'a file that is no YAML',
  },
  {
    files: { 'a.yaml': 'x:\n  $ref: b.json\n', 'b.json': '{\n  "y": 1,\n}' },
    reason: 'b.json:3: this is no JSON: ',
    why: 'a file that is no JSON',
  },
  {
    files: { 'a.yaml': 'x:\n  $ref: b.json\n', 'b.json': '{\n  "y": 1\n' },
    reason: 'b.json:3: this is no JSON: ',
    why: 'JSON that is cut short',
  },
  {
    files: { 'a.yaml': 'x:\n  $ref: "#/y"\ny: 5\n' },
    reason: 'this $ref points to "#/y", which is no object.',
    why: 'a number',
  },
  {
    files: { 'a.yaml': 'y:\n  $ref: b.yaml\nx: { $ref: "#/y" }\n' },
    reason: "this $ref can't be read: ",
    why: 'a reference to a missing file',
  },
  {
    files: { 'a.yaml': 'y:\n  $ref: "#/y"\nx: { $ref: "#/y" }\n' },
    reason: 'this $ref leads back to itself.',
    why: 'a circle, from outside of it',
  },
  {
    files: { 'a.yaml': 'y:\n  $ref: other\n$id: https://example.com/one\n' },
    reason:
      'this $ref points to nothing: the $id above makes it "https://example.com/other", which no schema is',
    why: 'what no schema and no file is, below an $id',
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
    const { documents } = readFiles(files);
    const [first] = documents.broken.values();
    expect(first?.reason).toContain(reason);
    expect(documents.line(first!.source)).toBe(2);
    expect(documents.deref(documents.root.x ?? documents.root.y) ?? undefined).toBe(undefined);
  });
}

const named: readonly { text: string; why: string; more?: string }[] = [
  { text: 'x: { $ref: "#a" }\n\ny: { $anchor: a }', why: 'an anchor' },
  {
    text: '$id: https://example.com/own\nx: { $ref: "#a" }\ny: { $anchor: a }',
    why: 'an anchor in a file with an $id',
  },
  {
    text: 'x: { $ref: "https://example.com/s" }\n\ny: { $id: "https://example.com/s" }',
    why: 'an $id',
  },
  {
    text: 'x: { $ref: "https://example.com/s#" }\n\ny: { $id: "https://example.com/s#" }',
    why: 'an $id with an empty fragment',
  },
  {
    text: 'x: { $ref: "#/z/y" }\nz: { $id: "https://example.com/z/",\n  y: { $ref: two },\n  w: { $id: two } }',
    why: 'a relative $id, from a relative $ref',
    more: '4 /z/w',
  },
  {
    text: 'x: { $ref: "#/z/y" }\nz: { $id: urn:example:z,\n  y: { $ref: "#/w" },\n  w: {} }\nw: {}',
    why: 'a fragment of an $id that is a URN',
    more: '4 /z/w',
  },
  {
    text: 'x: { $ref: "#/z/y" }\nz: { $id: one,\n  y: { $ref: "#a" },\n  w: { $anchor: a } }\nw: { $anchor: a }',
    why: 'an anchor below an $id, where the file has another one of that name',
    more: '4 /z/w',
  },
  {
    text: 'x: { $ref: "one#/y" }\nz: { $id: one, y: {} }\ny: {}',
    why: 'a pointer into a schema with an $id',
    more: '2 /z/y',
  },
  {
    text: 'x: { $ref: "#/z/w" }\nz: { $id: https://example.com/z, w: { $ref: "#/y" } }\ny: {}',
    why: 'the file, where nothing below the $id is meant',
  },
  { text: 'x: { $dynamicRef: "#a" }\n\ny: { $dynamicAnchor: a }', why: 'a dynamic anchor' },
];
for (const { text, why, more = '3 /y' } of named)
  test(`follows a $ref to ${why}`, () =>
    expect(readFiles({ 'a.yaml': text }).place('/x')).toBe(`a.yaml:${more}`));

test('an $id in a file that is read later is found', () => {
  const { place } = readFiles({
    'a.yaml': 'x: { $ref: https://example.com/s }\ny: { $ref: b.yaml }',
    'b.yaml': 'z:\n  $id: https://example.com/s',
  });
  expect(place('/x')).toBe('b.yaml:1 /z');
});

test('a file beside one with an $id is read for a relative reference in it', () => {
  const { place } = readFiles({
    'a.yaml': 'x: { $ref: "b.yaml#/y" }',
    'b.yaml': '$id: https://example.com/b.yaml\ny: { $ref: c.yaml }',
    'c.yaml': '$id: https://example.com/c.yaml',
  });
  expect(place('/x')).toBe('c.yaml:1 ');
});

test('a reference of OpenAPI 3.0 is relative to its file, whatever is called $id', () => {
  const { place } = readFiles({
    'a.yaml':
      'openapi: 3.0.3\nx: { $ref: "#/z/y" }\nz: { $id: https://example.com/z, y: { $ref: "#/y" }, z: {} }\ny: {}',
  });
  expect(place('/x')).toBe('a.yaml:4 /y');
});
