import { expect, test } from 'vitest';
import { operationOf } from '../../testing.ts';
import { absentLike, absentValue } from './absent.ts';
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
