import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { schemaOf } from './testing.ts';

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
  { schema: { uniqueItems: true }, instance: [1, 1], message: 'must have unique elements' },
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
  { schema: { not: {} }, instance: 1, message: 'must not match the schema of `not`' },
  {
    schema: { contains: { type: 'string' }, minContains: 1 },
    instance: [],
    message: 'must have at least 1 element that matches `contains`',
  },
  {
    schema: { additionalProperties: false },
    instance: { a: 1 },
    message: 'must not be present: it is not documented',
  },
];
for (const { schema, instance, message } of wordings)
  test(`says: ${message}`, () =>
    expect(
      schemaOf(schema)
        .validate(instance)
        .map((violation) => violation.message),
    ).toEqual([message]));
