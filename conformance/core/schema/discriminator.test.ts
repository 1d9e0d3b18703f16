import { expect, test } from 'vitest';
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
);

test('says which tags there are', () => {
  expect(schemaOf(tagged(), pets).validate({ kind: 'Cow' })[0]?.message).toBe(
    'must name one of the documented alternatives: "Cat", "Dog"',
  );
});
