import { expect, test } from 'vitest';
import { relocated } from './relocate.ts';

const moved = new Map([
  ['/work/api/petstore.yaml', 'openapi.yaml'],
  ['/work/api/schemas/Pet.yaml', 'schemas/Pet.yaml'],
  ['/work/common/Error Body.yaml', 'external/Error Body.yaml'],
]);
const entry = '/work/api/petstore.yaml';
const pet = '/work/api/schemas/Pet.yaml';

const rows: { why: string; file: string; from: string; to: string }[] = [
  {
    why: 'a file that stays beside the other',
    file: entry,
    from: "schema: { $ref: './schemas/Pet.yaml#/properties/id' }",
    to: "schema: { $ref: './schemas/Pet.yaml#/properties/id' }",
  },
  {
    why: 'a place in the file itself',
    file: entry,
    from: '$ref: "#/components/schemas/Pet"',
    to: '$ref: "#/components/schemas/Pet"',
  },
  {
    why: 'the entry document under its new name',
    file: pet,
    from: "$ref: '../petstore.yaml#/components/schemas/Tag'",
    to: "$ref: '../openapi.yaml#/components/schemas/Tag'",
  },
  {
    why: 'a file that lay elsewhere, with a blank in its name',
    file: entry,
    from: '{ "$ref": "../common/Error%20Body.yaml" }',
    to: '{ "$ref": "external/Error Body.yaml" }',
  },
  {
    why: 'the same, from a folder and without quotes',
    file: pet,
    from: 'owner: { $ref: ../../common/Error%20Body.yaml#/x }',
    to: 'owner: { $ref: ../external/Error Body.yaml#/x }',
  },
  {
    why: 'what is no file of the description',
    file: entry,
    from: '$ref: other.yaml',
    to: '$ref: other.yaml',
  },
];

for (const { why, file, from, to } of rows)
  test(`a reference to ${why}`, () => expect(relocated(from, file, moved)).toBe(to));

test('a URL of the same server becomes a path', () => {
  const files = new Map([
    ['https://api.example.com/v1/openapi.json', 'openapi.json'],
    ['https://api.example.com/common.json', 'external/common.json'],
  ]);
  const text = '{"$ref":"https://api.example.com/common.json#/a"}';
  expect(relocated(text, 'https://api.example.com/v1/openapi.json', files)).toBe(
    '{"$ref":"external/common.json#/a"}',
  );
});
