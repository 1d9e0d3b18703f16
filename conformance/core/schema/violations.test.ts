import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { contractOf, description, jsonBody, operationOf } from '../../testing.ts';

const schemaOf = (schema: unknown, schemas: object = {}) =>
  operationOf({ requestBody: jsonBody(schema) }, { components: { schemas } }).requestBody!
    .content[0]!.schema!;
const answerOf = (schema: unknown, schemas: object = {}) =>
  operationOf({ responses: { 200: jsonBody(schema) } }, { components: { schemas } }).responses[0]!
    .content[0]!.schema!;
type Row = {
  readonly schema: unknown;
  readonly schemas?: object;
  readonly instance: Json;
  readonly found: readonly string[];
  readonly why: string;
};
const told = (rows: readonly Row[], of: typeof schemaOf) => {
  for (const { schema, schemas, instance, found, why } of rows) {
    test(`${why}: ${JSON.stringify(instance)}`, () =>
      expect(
        of(schema, schemas)
          .validate(instance)
          .map(({ pointer, keyword }) => `${pointer} ${keyword}`),
      ).toEqual(found));
  }
};

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
told(
  [
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
      why: 'the one branch of the type says what is wrong',
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
      why: 'a branch that a constant tells',
    },
    {
      schema: { oneOf: kinds },
      instance: { kind: 'square', size: 0 },
      found: ['/size minimum'],
      why: 'a constant tells the branch',
    },
    {
      schema: { oneOf: kinds },
      instance: { kind: 'square', size: 1, color: 'no' },
      found: ['/color enum'],
      why: 'an enum of several values tells no branch that a constant tells',
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
      why: 'the type is that of no branch',
    },
    {
      schema: { anyOf: enums },
      instance: { kind: 'd', n: 0 },
      found: ['/n minimum'],
      why: 'an enum tells the branch',
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
      why: 'no branch matches, and none is told',
    },
    {
      schema: { anyOf: [{ required: ['a'] }, { required: ['b'] }] },
      instance: {},
      found: [' anyOf'],
      why: 'branches that ask for members',
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
      why: 'a wrong type hides what else is wrong at the place',
    },
    {
      schema: { anyOf: [false, text] },
      instance: 'a',
      found: [' minLength'],
      why: 'a branch that nothing matches',
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
  ],
  schemaOf,
);

const pets = {
  Cat: {
    type: 'object',
    required: ['kind', 'lives'],
    properties: { kind: { type: 'string' }, lives: { type: 'integer' } },
  },
  Dog: {
    type: 'object',
    required: ['kind'],
    properties: { kind: { type: 'string' }, bark: { type: 'boolean' } },
  },
  Tagless: { type: 'object' },
};
const pet = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const tagged = (
  mapping?: object,
  branches: readonly object[] = [pet('Cat'), pet('Dog')],
  keyword = 'oneOf',
) => ({
  [keyword]: branches,
  discriminator: { propertyName: 'kind', ...(mapping ? { mapping } : {}) },
});
told(
  [
    {
      schema: tagged(undefined, [pet('Cat'), pet('Dog')], 'anyOf'),
      instance: { kind: 'Cat', lives: 7 },
      found: [],
      why: 'the tag names the schema',
    },
    {
      schema: tagged(),
      instance: { kind: 'Cat', lives: 'a' },
      found: [],
      why: 'a discriminator changes no verdict',
    },
    {
      schema: tagged(undefined, [pet('Cat'), { ...pet('Dog'), required: ['bark'] }]),
      instance: { kind: 'Cat', lives: 'a' },
      found: ['/lives type'],
      why: 'the branch that the tag names says what is wrong',
    },
    {
      schema: tagged(),
      instance: { kind: 'Cow' },
      found: ['/kind discriminator'],
      why: 'a tag that names nothing',
    },
    {
      schema: tagged({ meow: pet('Cat').$ref, wuff: 'Dog' }),
      instance: { kind: 'wuff', bark: 1 },
      found: ['/bark type'],
      why: 'a mapping names the schema',
    },
    {
      schema: tagged({ meow: pet('Cat').$ref }),
      instance: { kind: 'Dog' },
      found: [],
      why: 'a name counts beside a mapping',
    },
    {
      schema: tagged({ moo: 'Cow.yaml' }),
      instance: { kind: 'moo' },
      found: [],
      why: 'a mapping to what is no branch is let be',
    },
    {
      schema: tagged(),
      instance: { lives: 1 },
      found: ['/kind required'],
      why: 'a missing tag that the branches ask for',
    },
    {
      schema: tagged(undefined, [pet('Tagless')]),
      instance: {},
      found: ['/kind discriminator'],
      why: 'a missing tag that no branch asks for',
    },
    {
      schema: tagged(undefined, [pet('Tagless'), { type: 'object' }], 'anyOf'),
      instance: { kind: 'Cow' },
      found: [],
      why: 'a branch in place has no name to tell',
    },
    {
      schema: tagged(undefined, [pet('Cat'), { type: 'null' }]),
      instance: { kind: 'Cow', lives: 1 },
      found: ['/kind discriminator'],
      why: 'a branch of null needs none',
    },
    {
      schema: tagged(undefined, [pet('Cat'), { type: 'null' }]),
      instance: null,
      found: [],
      why: 'null has no tag',
    },
    { schema: tagged(), instance: 7, found: [' oneOf'], why: 'nor has a number' },
    {
      schema: tagged(),
      instance: { kind: 7, lives: 1 },
      found: [' oneOf'],
      why: "a tag of the wrong type is the branches' business",
    },
  ].map((row) => ({ ...row, schemas: pets })),
  schemaOf,
);

told(
  [
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
      why: 'an element too many',
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
      why: 'what no branch knows is unevaluated',
    },
    {
      schema: { $ref: '#/components/schemas/T', unevaluatedProperties: false },
      schemas: { T: { properties: { a: { type: 'string' }, b: {} } } },
      instance: { a: 1, b: 1 },
      found: ['/a type'],
      why: 'so does a reference that failed',
    },
    {
      schema: { $ref: '#/components/schemas/T', unevaluatedProperties: false },
      schemas: { T: { properties: { a: { type: 'string' }, b: {} } } },
      instance: { a: 'a', b: 1, c: 1 },
      found: ['/c unevaluatedProperties'],
      why: 'unevaluatedProperties sees through references',
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
      why: 'what contains matched is evaluated',
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
      why: 'an encoding speaks of strings only',
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
  ],
  schemaOf,
);

const user = {
  type: 'object',
  required: ['id', 'name', 'secret'],
  properties: {
    id: { type: 'string', readOnly: true },
    name: text,
    secret: { $ref: '#/components/schemas/Secret' },
  },
};
const parts = {
  Secret: { type: 'string', writeOnly: true },
  User: user,
  Id: { allOf: [{ type: 'string' }, { readOnly: true }] },
  More: {
    allOf: [
      { $ref: '#/components/schemas/User' },
      { required: ['id', 'more'], properties: { more: {} } },
    ],
  },
};
const whole: Json = { id: 'a', name: 'ab', secret: 'c' };
told(
  [
    {
      schema: user,
      instance: { name: 'ab', secret: 'a' },
      found: [],
      why: 'a request needs no read-only member',
    },
    { schema: user, instance: whole, found: [], why: 'and may have it' },
    {
      schema: user,
      instance: {},
      found: ['/name required', '/secret required'],
      why: 'it needs the others',
    },
    {
      schema: { required: ['id'], properties: { id: { $ref: '#/components/schemas/Id' } } },
      instance: {},
      found: [],
      why: 'readOnly through references',
    },
    {
      schema: { $ref: '#/components/schemas/More' },
      instance: { name: 'ab', secret: 'c', more: 1 },
      found: [],
      why: 'readOnly beside in an allOf',
    },
    {
      schema: { allOf: [{ required: ['id'] }, { properties: { id: { readOnly: true } } }] },
      instance: {},
      found: [],
      why: 'readOnly and required side by side',
    },
    {
      schema: { anyOf: [user, { type: 'null' }], unevaluatedProperties: false },
      instance: { name: 'ab', secret: 'c' },
      found: [],
      why: 'branches are judged alike',
    },
    {
      schema: {
        required: ['id'],
        properties: { id: {}, other: { properties: { id: { readOnly: true } } } },
      },
      instance: {},
      found: ['/id required'],
      why: 'readOnly elsewhere',
    },
  ].map((row) => ({ ...row, schemas: parts })),
  schemaOf,
);
told(
  [
    {
      schema: user,
      instance: { id: 'a', name: 'ab' },
      found: [],
      why: 'an answer needs no write-only member',
    },
    { schema: user, instance: whole, found: ['/secret writeOnly'], why: 'and may not have it' },
    {
      schema: user,
      instance: { name: 'ab' },
      found: ['/id required'],
      why: 'it needs the read-only ones',
    },
    {
      schema: { items: { $ref: '#/components/schemas/More' } },
      instance: [{ id: 'a', name: 'ab', more: 1, secret: 'c' }],
      found: ['/0/secret writeOnly'],
      why: 'writeOnly in elements',
    },
    {
      schema: { oneOf: [user, { type: 'null' }] },
      instance: whole,
      found: ['/secret writeOnly'],
      why: 'writeOnly in a branch',
    },
    {
      schema: { $ref: '#/components/schemas/Secret' },
      instance: 'a',
      found: [],
      why: 'writeOnly speaks of members',
    },
  ].map((row) => ({ ...row, schemas: parts })),
  answerOf,
);

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

const wordings: readonly { schema: object; instance: Json; message: string }[] = [
  { schema: { type: ['string', 'null'] }, instance: 1, message: 'must be string or null' },
  { schema: { enum: ['a', 1, null] }, instance: 'b', message: 'must be one of "a", 1, null' },
  { schema: { minLength: 1 }, instance: '', message: 'must have at least 1 character' },
  { schema: { maxItems: 2 }, instance: [1, 2, 3], message: 'must have at most 2 elements' },
  { schema: { minProperties: 1 }, instance: {}, message: 'must have at least 1 member' },
  { schema: { minimum: 3 }, instance: 1, message: 'must be at least 3' },
  { schema: { maximum: 3 }, instance: 4, message: 'must be at most 3' },
  { schema: { exclusiveMinimum: 3 }, instance: 3, message: 'must be more than 3' },
  { schema: { exclusiveMaximum: 3 }, instance: 3, message: 'must be less than 3' },
  { schema: { multipleOf: 5 }, instance: 3, message: 'must be a multiple of 5' },
  { schema: { pattern: '^a' }, instance: 'b', message: 'must match pattern "^a"' },
  { schema: { format: 'uuid' }, instance: 'b', message: 'must match format "uuid"' },
  { schema: { contentEncoding: 'base64' }, instance: '*', message: 'must be base64' },
  { schema: { uniqueItems: true }, instance: [1, 1], message: 'must not hold an element twice' },
  { schema: { items: false }, instance: [1], message: 'must have at most 0 elements' },
  {
    schema: { anyOf: [{ minimum: 1 }, { multipleOf: 2 }] },
    instance: -1,
    message: 'must match one of the documented alternatives',
  },
  {
    schema: { oneOf: [{ minimum: 1 }, { multipleOf: 2 }] },
    instance: -1,
    message: 'must match exactly one of the documented alternatives',
  },
  { schema: { not: {} }, instance: 1, message: 'must not match what is excluded' },
  {
    schema: { contains: { type: 'string' }, minContains: 1 },
    instance: [],
    message: 'must have at least 1 element that matches what is documented',
  },
  {
    schema: { additionalProperties: false },
    instance: { a: 1 },
    message: 'must not be there: no such member is documented',
  },
];
for (const { schema, instance, message } of wordings)
  test(`says: ${message}`, () =>
    expect(
      schemaOf(schema)
        .validate(instance)
        .map((violation) => violation.message),
    ).toEqual([message]));

test('says which tags there are', () => {
  expect(schemaOf(tagged(), pets).validate({ kind: 'Cow' })[0]?.message).toBe(
    'must name one of the documented alternatives: "Cat", "Dog"',
  );
});
