import { expect, test } from 'vitest';
import { jsonBody, operationOf } from '../testing.ts';
import { planCases, planOperation } from './plan.ts';
import { verifyAgain } from './testing.ts';

const text = { type: 'string' };
const node = {
  type: 'object',
  properties: { name: text, next: { $ref: '#/components/schemas/Node' } },
};
const wide = Object.fromEntries(
  Array.from({ length: 20 }, (_, index) => [
    `child${index}`,
    { $ref: '#/components/schemas/Wide' },
  ]),
);
const schemas = {
  Node: node,
  List: {
    type: 'object',
    required: ['next'],
    properties: { next: { anyOf: [{ $ref: '#/components/schemas/List' }, { type: 'null' }] } },
  },
  Tree: {
    type: 'object',
    required: ['children'],
    properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
  },
  Wide: { type: 'object', properties: wide },
  Ping: { type: 'object', properties: { pong: { $ref: '#/components/schemas/Pong' } } },
  Pong: { type: 'object', properties: { ping: { $ref: '#/components/schemas/Ping' } } },
  Endless: {
    type: 'object',
    required: ['self'],
    properties: { self: { $ref: '#/components/schemas/Endless' } },
  },
  Nested: { type: 'array', minItems: 1, items: { $ref: '#/components/schemas/Nested' } },
};
const ref = (name: keyof typeof schemas) => ({ $ref: `#/components/schemas/${name}` });

const bodies: readonly { schema: unknown; why: string; satisfiable?: false }[] = [
  { schema: true, why: 'anything' },
  { schema: {}, why: 'an empty schema' },
  { schema: false, why: 'the schema false', satisfiable: false },
  { schema: { enum: ['a', 'B', 1, '1', null, true, { a: 1 }, [1]] }, why: 'an enum of every type' },
  { schema: { enum: ['', ' '] }, why: 'an enum of blanks' },
  { schema: { const: { a: 1 } }, why: 'a const' },
  {
    schema: { type: 'object', required: ['kind'], properties: { kind: { const: 'cat' } } },
    why: 'a const in an object',
  },
  {
    schema: {
      type: 'array',
      items: {
        type: 'array',
        minItems: 1,
        items: { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } },
      },
    },
    why: 'arrays in arrays',
  },
  { schema: { type: 'array', items: text, minItems: 3 }, why: 'an array with a minimum length' },
  { schema: { type: 'array' }, why: 'an array without items' },
  {
    schema: {
      type: 'object',
      properties: {
        a: { type: 'object', properties: { b: { type: 'object', properties: { c: text } } } },
      },
    },
    why: 'optional objects in optional objects',
  },
  {
    schema: { type: 'object', required: ['undescribed'] },
    why: 'a required member without a schema',
  },
  {
    schema: { type: 'object', properties: { a: text }, additionalProperties: false },
    why: 'no further members',
  },
  {
    schema: {
      type: 'object',
      properties: { '': text, 'a/b': text, '~': text, $ref: text, 0: text, missing: text },
    },
    why: 'unusual names',
  },
  { schema: { type: ['string', 'null'], minLength: 1, maxLength: 1 }, why: 'a text or null' },
  { schema: { type: 'string', maxLength: 0 }, why: 'only the empty text' },
  { schema: { type: 'integer', minimum: -5, maximum: -3 }, why: 'negative integers' },
  { schema: { type: 'number', minimum: 0.5, maximum: 0.75 }, why: 'a narrow range' },
  {
    schema: {
      oneOf: [
        { type: 'object', required: ['a'], properties: { a: text } },
        { type: 'object', required: ['b'], properties: { b: text } },
      ],
    },
    why: 'oneOf',
  },
  {
    schema: {
      allOf: [{ type: 'object', required: ['a'] }, { properties: { a: { type: 'integer' } } }],
    },
    why: 'allOf',
  },
  {
    schema: { type: 'object', properties: { a: { allOf: [{ enum: ['x'] }, { enum: ['y'] }] } } },
    why: 'an enum without members',
  },
  { schema: ref('Node'), why: 'a list of nodes' },
  { schema: ref('List'), why: 'a list that ends with null' },
  { schema: ref('Tree'), why: 'a tree' },
  { schema: ref('Wide'), why: 'a tree of twenty branches' },
  { schema: ref('Ping'), why: 'two schemas that contain each other' },
  { schema: ref('Endless'), why: 'an object that requires itself', satisfiable: false },
  { schema: ref('Nested'), why: 'an array that requires itself', satisfiable: false },
  ...[
    'date-time',
    'date',
    'time',
    'duration',
    'email',
    'hostname',
    'ipv4',
    'ipv6',
    'uri',
    'uri-reference',
    'uuid',
    'json-pointer',
    'regex',
    'int32',
    'byte',
    'unknown',
  ].map((format) => ({
    schema: { type: 'object', required: ['a'], properties: { a: { type: 'string', format } } },
    why: `the format ${format}`,
  })),
];
for (const { schema, why, satisfiable = true } of bodies) {
  for (const required of [true, false]) {
    test(`plans ${required ? 'a required' : 'an optional'} body: ${why}`, () => {
      const operation = operationOf(
        { requestBody: { required, ...jsonBody(schema) } },
        { components: { schemas } },
      );
      if (!satisfiable && required) {
        expect(planOperation(operation, {})).toEqual({
          unusable: expect.stringMatching(/^doThing: no valid request could be made: /) as string,
        });
        return;
      }
      verifyAgain(operation);
      const { cases } = planCases(operation);
      expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
      if (!satisfiable) return;
      // the values of an unknown format are unknown
      const intent = why === 'the format unknown' ? 'unspecified' : 'valid';
      const accepted = cases.filter((each) => each.intent === intent);
      expect(accepted.some(({ request }) => request.body !== undefined)).toBe(true);
      expect(cases.length).toBeLessThan(500);
    });
  }
}

const parameterSchemas: readonly { schema: object; why: string }[] = [
  { schema: text, why: 'text' },
  { schema: { ...text, minLength: 1, maxLength: 3 }, why: 'text with length bounds' },
  { schema: { ...text, minLength: 3, example: 'a b c' }, why: 'text with blanks' },
  { schema: { ...text, enum: ['asc', 'desc'] }, why: 'an enum' },
  { schema: { ...text, format: 'uuid' }, why: 'a format' },
  { schema: { type: 'integer', minimum: 1 }, why: 'an integer' },
  { schema: { type: 'boolean' }, why: 'a boolean' },
  { schema: { type: 'array', items: text }, why: 'an array' },
  { schema: { type: 'object', properties: { a: text, b: { type: 'integer' } } }, why: 'an object' },
  { schema: {}, why: 'anything' },
];
for (const place of ['path', 'query', 'header', 'cookie']) {
  for (const { schema, why } of parameterSchemas) {
    test(`plans a ${place} parameter: ${why}`, () => {
      for (const required of place === 'path' ? [true] : [true, false]) {
        const operation = operationOf(
          { parameters: [{ name: 'p-1', in: place, required, schema }] },
          {},
          place === 'path' ? '/things/{p-1}' : '/things',
        );
        verifyAgain(operation);
        const { cases } = planCases(operation);
        expect(cases.some(({ intent }) => intent === 'valid')).toBe(true);
        if (required && place !== 'path')
          expect(cases.map(({ id }) => id)).toContain(`doThing/required/${place}/p-1/missing`);
      }
    });
  }
}
