import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { contractOf, description, jsonBody } from '../../testing.ts';
import { testViolations } from './testing.ts';

const text = { type: 'string', minLength: 2 };
const kinds = ['circle', 'square'].map((kind) => ({
  type: 'object',
  required: ['kind', 'size'],
  properties: {
    kind: { const: kind },
    size: { type: 'integer', minimum: 1 },
    color: { enum: ['red', 'blue'] },
  },
}));
const enums = [
  { properties: { kind: { enum: ['a', 'b'] }, n: { minimum: 1 } } },
  { properties: { kind: { enum: ['c', 'd'] }, n: { minimum: 2 } } },
];
const nullable = { anyOf: [{ type: 'object', required: ['a'] }, { type: 'null' }] };
testViolations([
  {
    schema: { anyOf: [text, { type: 'null' }] },
    instance: null,
    found: [],
    why: 'the branch of null',
  },
  {
    schema: { anyOf: [text, { type: 'null' }] },
    instance: 'a',
    found: [' minLength'],
    why: 'reports the violations of the only branch with the type',
  },
  {
    schema: { anyOf: [text, { type: 'null' }] },
    instance: 7,
    found: [' anyOf'],
    why: 'no branch has the type',
  },
  {
    schema: { properties: { a: nullable } },
    instance: { a: {} },
    found: ['/a/a required'],
    why: 'below the root',
  },
  {
    schema: { items: { oneOf: [text, { type: 'integer', maximum: 9 }] } },
    instance: ['ab', 7, 'a', 10, true],
    found: ['/2 minLength', '/3 maximum', '/4 oneOf'],
    why: 'each element has its branch',
  },
  {
    schema: { oneOf: kinds },
    instance: { kind: 'circle', size: 1 },
    found: [],
    why: 'a branch that a constant selects',
  },
  {
    schema: { oneOf: kinds },
    instance: { kind: 'square', size: 0 },
    found: ['/size minimum'],
    why: 'a constant selects the branch',
  },
  {
    schema: { oneOf: kinds },
    instance: { kind: 'square', size: 1, color: 'no' },
    found: ['/color enum'],
    why: 'a constant selects the branch before an enum',
  },
  {
    schema: { oneOf: kinds },
    instance: { kind: 'oval', size: 1 },
    found: [' oneOf'],
    why: 'no branch has the constant',
  },
  {
    schema: { oneOf: kinds },
    instance: { size: 1 },
    found: [' oneOf'],
    why: 'the constant is missing',
  },
  {
    schema: { oneOf: kinds },
    instance: 'circle',
    found: [' oneOf'],
    why: 'no branch has the type of the instance',
  },
  {
    schema: { anyOf: enums },
    instance: { kind: 'd', n: 0 },
    found: ['/n minimum'],
    why: 'an enum selects the branch',
  },
  {
    schema: { oneOf: [{ minimum: 1 }, { multipleOf: 2 }] },
    instance: 4,
    found: [' oneOf'],
    why: 'two branches match',
  },
  {
    schema: { oneOf: [{ minimum: 1 }, { multipleOf: 2 }] },
    instance: -1,
    found: [' oneOf'],
    why: 'no branch matches, and none is selected',
  },
  {
    schema: { anyOf: [{ required: ['a'] }, { required: ['b'] }] },
    instance: {},
    found: [' anyOf'],
    why: 'branches that require members',
  },
  {
    schema: { anyOf: [{ required: ['a'] }] },
    instance: {},
    found: ['/a required'],
    why: 'the only branch',
  },
  {
    schema: { anyOf: [{ anyOf: [text, { type: 'null' }] }, { type: 'integer' }] },
    instance: 'a',
    found: [' minLength'],
    why: 'a branch of a branch',
  },
  {
    schema: { type: 'object', oneOf: kinds },
    instance: 7,
    found: [' type'],
    why: 'a wrong type hides other violations at the same position',
  },
  {
    schema: { anyOf: [false, text] },
    instance: 'a',
    found: [' minLength'],
    why: 'a branch without instances',
  },
  {
    schema: { $ref: '#/components/schemas/Node' },
    schemas: {
      Node: {
        properties: {
          next: { anyOf: [{ $ref: '#/components/schemas/Node' }, { type: 'null' }] },
          n: { type: 'integer' },
        },
      },
    },
    instance: { next: { next: { n: 'a', next: null } } },
    found: ['/next/next/n type'],
    why: 'branches that contain themselves',
  },
]);

const lines: readonly { schema: string; instance: Json; place: string }[] = [
  { schema: 'oneOf:\n  - minimum: 1\n  - multipleOf: 2\n', instance: 4, place: '1 /oneOf' },
  {
    schema:
      'type: object\nanyOf:\n  - required: [a]\n    properties:\n      a:\n        type: string\n  - type: "null"\n',
    instance: { a: 7 },
    place: '6 /anyOf/0/properties/a/type',
  },
  { schema: 'contains: {}\nmaxContains: 1\n', instance: [1, 2], place: '2 /maxContains' },
  {
    schema: 'minLength: 0\nproperties:\n  a: false\n',
    instance: { a: 7 },
    place: '3 /properties/a',
  },
  {
    schema: 'items:\n  contentEncoding: base64\n',
    instance: ['*'],
    place: '2 /items/contentEncoding',
  },
];
for (const { schema, instance, place } of lines) {
  test(`names the line of ${place}`, () => {
    const contract = contractOf(
      description({ '/a': { post: { requestBody: jsonBody({ $ref: 'S.yaml' }), responses: {} } } }),
      { 'S.yaml': schema },
    );
    const [{ source } = { source: { file: '', pointer: '' } }, ...more] =
      contract.operations[0]!.requestBody!.content[0]!.schema!.validate(instance);
    expect(more).toEqual([]);
    expect(`${contract.line(source)} ${source.pointer}`).toBe(place);
  });
}
