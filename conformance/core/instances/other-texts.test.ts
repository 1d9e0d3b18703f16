import { expect, test } from 'vitest';
import { jsonBody, operationOf } from '../../testing.ts';
import type { Json } from '../json.ts';
import { valueIn, withOtherText, withOtherValue } from './other-texts.ts';
import { plainRequest, withValue } from './plain-request.ts';

const place = '$request.body#/it';

/** What a member with a schema gets in place of a value. */
function other(schema: object, sent: Json, by = withOtherValue, tail = 'r1p7') {
  const operation = operationOf({
    requestBody: { required: true, ...jsonBody({ type: 'object', properties: { it: schema } }) },
  });
  const request = withValue(plainRequest(operation), '$request.body', { it: sent });
  const changed = by(operation, request, place, tail);
  return changed && valueIn(changed, place);
}

const text = { type: 'string' };

test.each<[schema: object, sent: string, expected: RegExp]>([
  [text, 'apollo', /^apollo-r1p7$/],
  [{ ...text, maxLength: 8 }, 'apollo', /^o-r1p7$/],
  [text, 'ada@example.com', /^ada-r1p7@example\.com$/],
  [text, '0f8fad5b-d9cb-469f-a165-70867728950e', /^(?!0f8fad5b-d9cb)[0-9a-f-]{36}$/],
  [text, '+491701234567', /^\+49170123\d{4}$/],
  [text, '+1 (555) 010-4477', /^\+1 \(555\) 010-\d{4}$/],
])('with %j, another text than %s', (schema, sent, expected) => {
  const made = other(schema, sent);
  expect(made).toMatch(expected);
  expect(made).not.toBe(sent);
  expect(other(schema, sent)).toBe(made);
  expect(other(schema, sent, withOtherValue, 'r1p8')).not.toBe(made);
});

test('another number is one that the contract allows', () => {
  const number = { type: 'integer', minimum: 1 };
  expect(other(number, 1)).toBeGreaterThan(1);
  expect(other(number, 1)).not.toBe(other(number, 1, withOtherValue, 'r1p8'));
  expect(other({ ...number, maximum: 99 }, 1)).toBeLessThanOrEqual(99);
  expect(other({ enum: [1] }, 1)).toBeUndefined();
  expect(other(number, 1, withOtherText)).toBeUndefined();
  expect(other({}, true)).toBeUndefined();
});
