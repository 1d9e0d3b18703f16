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
const closedTree = {
  Tree: {
    type: 'object',
    properties: {
      data: {},
      children: {
        type: 'array',
        items: { $ref: '#/components/schemas/Tree', unevaluatedProperties: false },
      },
    },
  },
};
testViolations([
  { schema: { not: { type: 'string' } }, instance: 'a', found: [' not'], why: 'not' },
  { schema: { not: { type: 'string' } }, instance: 1, found: [], why: 'not' },
  {
    schema: { if: { type: 'string' }, then: { minLength: 2 }, else: { minimum: 2 } },
    instance: 'a',
    found: [' minLength'],
    why: 'then',
  },
  {
    schema: { if: { type: 'string' }, then: { minLength: 2 }, else: { minimum: 2 } },
    instance: 1,
    found: [' minimum'],
    why: 'else',
  },
  {
    schema: { contains: { type: 'string' } },
    instance: [1, 2],
    found: [' contains'],
    why: 'contains',
  },
  { schema: { contains: { type: 'string' } }, instance: [1, 'a'], found: [], why: 'contains' },
  {
    schema: { contains: { type: 'string' }, minContains: 2 },
    instance: [1, 'a'],
    found: [' minContains'],
    why: 'minContains',
  },
  {
    schema: { contains: { type: 'string' }, minContains: 2 },
    instance: ['b', 'a'],
    found: [],
    why: 'minContains',
  },
  {
    schema: { contains: { type: 'string' }, maxContains: 1 },
    instance: ['b', 'a'],
    found: [' maxContains'],
    why: 'maxContains',
  },
  {
    schema: { contains: { type: 'string' }, maxContains: 1 },
    instance: [1],
    found: [' contains'],
    why: 'contains beside maxContains',
  },
  {
    schema: { contains: { $ref: '#/components/schemas/T' }, items: { maxLength: 3 } },
    schemas: { T: { type: 'string' } },
    instance: [1, 2],
    found: [' contains'],
    why: 'contains by reference',
  },
  {
    schema: { propertyNames: { pattern: '^a', maxLength: 2 } },
    instance: { ab: 1, 'b/bb': 1, abc: 1 },
    found: ['/b~1bb propertyNames', '/abc propertyNames'],
    why: 'propertyNames',
  },
  {
    schema: { propertyNames: { $ref: '#/components/schemas/T' } },
    schemas: { T: { pattern: '^a', maxLength: 2 } },
    instance: { ab: 1, bbb: 1 },
    found: ['/bbb propertyNames'],
    why: 'propertyNames by reference',
  },
  {
    schema: { prefixItems: [text], items: false },
    instance: ['ab', 1],
    found: [' items'],
    why: 'one element too many',
  },
  { schema: { items: false }, instance: [1, 2], found: [' items'], why: 'no elements at all' },
  { schema: { items: false }, instance: [], found: [], why: 'no elements at all' },
  {
    schema: { uniqueItems: true },
    instance: [1, 1],
    found: [' uniqueItems'],
    why: 'uniqueItems',
  },
  {
    schema: { dependentRequired: { a: ['b'] } },
    instance: { a: 1 },
    found: ['/b dependentRequired'],
    why: 'dependentRequired',
  },
  {
    schema: { dependentSchemas: { a: { required: ['b'] } } },
    instance: { a: 1 },
    found: ['/b required'],
    why: 'dependentSchemas',
  },
  {
    schema: { anyOf: kinds, unevaluatedProperties: false },
    instance: { kind: 'circle', size: 0 },
    found: ['/size minimum'],
    why: 'a composite that failed leaves nothing unevaluated',
  },
  {
    schema: { anyOf: kinds, unevaluatedProperties: false },
    instance: { kind: 'circle', size: 1, more: 1 },
    found: ['/more unevaluatedProperties'],
    why: 'a member of no branch is unevaluated',
  },
  {
    schema: { $ref: '#/components/schemas/T', unevaluatedProperties: false },
    schemas: { T: { properties: { a: { type: 'string' }, b: {} } } },
    instance: { a: 1, b: 1 },
    found: ['/a type'],
    why: 'a failed reference leaves nothing unevaluated',
  },
  {
    schema: { $ref: '#/components/schemas/T', unevaluatedProperties: false },
    schemas: { T: { properties: { a: { type: 'string' }, b: {} } } },
    instance: { a: 'a', b: 1, c: 1 },
    found: ['/c unevaluatedProperties'],
    why: 'unevaluatedProperties sees through references',
  },
  {
    schema: { $ref: '#/components/schemas/Tree', unevaluatedProperties: false },
    schemas: closedTree,
    instance: { data: 1, children: [{ data: 2, children: [{ data: 3, more: 4 }] }] },
    found: ['/children/0/children/0/more unevaluatedProperties'],
    why: 'only the innermost unevaluated member is the cause',
  },
  {
    schema: { $ref: '#/components/schemas/Tree', unevaluatedProperties: false },
    schemas: closedTree,
    instance: { data: 1, children: [{ data: 2 }], more: 4 },
    found: ['/more unevaluatedProperties'],
    why: 'an unevaluated member beside inner objects without one',
  },
  {
    schema: { prefixItems: [{}], unevaluatedItems: false },
    instance: [1, 2],
    found: [' unevaluatedItems'],
    why: 'unevaluatedItems',
  },
  {
    schema: { prefixItems: [{}], contains: { type: 'string' }, unevaluatedItems: false },
    instance: [1, 'a'],
    found: [],
    why: 'an element that matches contains is evaluated',
  },
  {
    schema: { contentEncoding: 'base64' },
    instance: '*',
    found: [' contentEncoding'],
    why: 'contentEncoding',
  },
  {
    schema: { contentEncoding: 'BASE64url' },
    instance: 'a b',
    found: [' contentEncoding'],
    why: 'contentEncoding',
  },
  {
    schema: { contentEncoding: 'quoted-printable' },
    instance: '*',
    found: [],
    why: 'another encoding',
  },
  {
    schema: { contentEncoding: 'base64' },
    instance: 7,
    found: [],
    why: 'contentEncoding applies to strings only',
  },
  {
    schema: { pattern: '^\\-\\_a$' },
    instance: '-_a',
    found: [],
    why: 'a pattern that Unicode mode refuses',
  },
  {
    schema: { pattern: '^\\-\\_a$' },
    instance: 'b',
    found: [' pattern'],
    why: 'a pattern that Unicode mode refuses',
  },
  {
    schema: { $dynamicRef: '#node' },
    schemas: {
      Node: {
        $dynamicAnchor: 'node',
        type: 'object',
        properties: { next: { $dynamicRef: '#node' } },
      },
    },
    instance: { next: { next: 7 } },
    found: ['/next/next type'],
    why: 'a dynamic reference',
  },
]);
