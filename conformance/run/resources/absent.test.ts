import { expect, test } from 'vitest';
import { plainRequest, withValue } from '../../core/instances/plain-request.ts';
import type { Json } from '../../core/json.ts';
import { jsonBody, operationOf } from '../../testing.ts';
import { absentIn, absentLike, absentValue } from './absent.ts';
import { parameter } from './fake/testing.ts';

const reading = (schema: object) =>
  operationOf({ parameters: [parameter('id', schema)] }, {}, '/things/{id}');

test.each([
  [{ type: 'string' }, 'no-such-thing-00dead'],
  [{ type: 'string', format: 'uuid' }, '00000000-0000-4000-8000-00000000dead'],
  [{ type: 'string', pattern: '^[0-9a-f]{24}$' }, '000000000000000000dead00'],
  [{ type: 'string', pattern: '^[A-Z0-9]+$' }, 'NOSUCH0DEAD'],
  [{ type: 'string', maxLength: 17 }, 'NOSUCH0DEAD'],
  [{ type: 'integer' }, 2_147_480_321],
  [{ type: 'integer', maximum: 100_000 }, 99_991],
  [{ enum: ['a', 'b'] }, undefined],
])('what %j allows and names nothing is %s', (schema, expected) =>
  expect(absentValue(reading(schema).parameters[0]!)).toBe(expected),
);

test('where no usual one is allowed, it is like one that was given, and never that one', () => {
  const operation = reading({ type: 'string', pattern: '^shop-\\d{3}$' });
  expect(absentLike(operation, 'id', 'shop-123')).toBe('shop-999');
  expect(absentLike(operation, 'id', 'shop-999')).toBeUndefined();
  expect(absentLike(operation, 'other', 'shop-123')).toBeUndefined();
  expect(absentLike(reading({ type: 'string' }), 'id', 'shop-123')).toBe('no-such-thing-00dead');
});

const uuid = '0f8fad5b-d9cb-469f-a165-70867728950e';
const text = { type: 'string' };

test.each<[schema: object, sent: Json, expected: Json | undefined]>([
  [text, 'corner', 'no-such-thing-00dead'],
  [text, uuid, '00000000-0000-4000-8000-00000000dead'],
  [text, '17', '2147480321'],
  [text, '507f1f77bcf86cd799439011', '000000000000000000dead00'],
  [{ ...text, pattern: '^[A-Z0-9]+$' }, 'CORNER', 'NOSUCH0DEAD'],
  [{ type: 'integer' }, 17, 2_147_480_321],
  [{ type: 'integer', maximum: 100_000 }, 17, 99_991],
  [{ enum: ['corner', 'market'] }, 'corner', undefined],
  [{ type: 'boolean' }, true, undefined],
])('in a body with %j, what names nothing instead of %j is %j', (schema, sent, expected) => {
  const operation = operationOf({
    requestBody: {
      required: true,
      ...jsonBody({ type: 'object', properties: { shopId: schema } }),
    },
  });
  const request = withValue(plainRequest(operation), '$request.body', { shopId: sent });
  expect(absentIn(operation, request, '$request.body#/shopId')).toBe(expected);
});
