import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { schemaOf, testViolations } from './testing.ts';

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
  Meow: { type: 'object', properties: { kind: { enum: ['meow', 'purr'] } } },
  Bark: { allOf: [{ type: 'object', properties: { kind: { const: 'bark' } } }] },
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
testViolations(
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
      why: 'reports the violations of the branch that the tag names',
    },
    {
      schema: tagged(),
      instance: { kind: 'Cow', lives: 'a' },
      found: ['/kind discriminator'],
      why: 'a tag that names no branch, of what one branch accepts',
    },
    {
      schema: tagged(undefined, [pet('Cat'), pet('Cat')]),
      instance: { kind: 'Cow' },
      found: ['/kind discriminator'],
      why: 'a tag that names no branch, of what none accepts',
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
      why: 'the name of a schema is valid beside a mapping',
    },
    {
      schema: tagged({ moo: 'Cow.yaml' }),
      instance: { kind: 'moo' },
      found: [],
      why: 'a mapping to a schema that is no branch is ignored',
    },
    {
      schema: tagged(),
      instance: { lives: 1 },
      found: ['/kind required'],
      why: 'a missing tag that the branches require',
    },
    {
      schema: tagged(undefined, [pet('Tagless')]),
      instance: {},
      found: ['/kind discriminator'],
      why: 'a missing tag that no branch requires',
    },
    {
      schema: tagged(undefined, [pet('Tagless'), { type: 'object' }], 'anyOf'),
      instance: { kind: 'Cow' },
      found: [],
      why: 'an inline branch has no name',
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
    {
      schema: tagged(undefined, [pet('Meow'), pet('Bark')]),
      instance: { kind: 'purr' },
      found: [],
      why: 'a branch names its own tags',
    },
    {
      schema: tagged(undefined, [pet('Meow'), pet('Bark')]),
      instance: { kind: 'Bark' },
      found: ['/kind discriminator'],
      why: 'a branch that does not allow the name of its schema',
    },
    { schema: tagged(), instance: 7, found: [' oneOf'], why: 'a number has no tag' },
    {
      schema: tagged(),
      instance: { kind: 7, lives: 1 },
      found: [' oneOf'],
      why: 'a tag of the wrong type is left to the branches',
    },
  ].map((row) => ({ ...row, schemas: pets })),
);

const judged: readonly [
  why: string,
  schema: object,
  instance: Json,
  reading: string | undefined,
][] = [
  ['a tag of what one branch accepts', tagged(), { kind: 'Cow', bark: true }, 'strict'],
  ['no tag, of what one branch accepts', tagged(undefined, [pet('Tagless')]), {}, 'strict'],
  ['a tag of what none accepts', tagged(), { kind: 'Cow', bark: 1 }, 'loose'],
  ['no tag, of what none accepts', tagged(), {}, 'loose'],
  ['a tag that has a branch', tagged(), { kind: 'Dog', bark: true }, undefined],
  [
    'a tag of one of several branches that match',
    tagged(undefined, [pet('Dog'), pet('Tagless')]),
    { kind: 'Dog' },
    'strict',
  ],
  [
    'several branches that match, but not the one that the tag names',
    tagged(undefined, [pet('Cat'), pet('Dog'), pet('Tagless')]),
    { kind: 'Cat' },
    'loose',
  ],
  [
    'a branch that matches by the tag of an inner choice',
    { oneOf: [tagged(undefined, [pet('Dog'), pet('Tagless')]), { type: 'null' }] },
    { kind: 'Dog' },
    'strict',
  ],
];
test.for(judged)('%s: %j, %j, %s', ([, schema, instance, reading]) => {
  const found = schemaOf(schema, pets).validate(instance);
  expect(found.map((violation) => violation.reading)).toEqual(reading ? [reading] : []);
});

test('lists the tags of the branches', () => {
  expect(schemaOf(tagged(), pets).validate({ kind: 'Cow' })[0]?.message).toBe(
    'must name one of the documented alternatives: "Cat", "Dog"',
  );
});
