import { expect, test } from 'vitest';
import type { Json } from '../../core/json.ts';
import { requestOf } from '../../core/instances/plain-request.ts';
import { sketched } from './testing.ts';
import { unusual } from './unusual.ts';

const text = { type: 'string' };
const flag = { type: 'boolean', default: false, examples: [false] };

/** The body of a request with all members, and its unusual form. */
function formsOf(properties: object, value: Json) {
  const [operation] = sketched({
    'POST /things': { body: { type: 'object', properties } },
  }).operations;
  const plain = requestOf(operation!, 'all', true);
  const request = { ...plain, body: { ...plain.body!, value } };
  return unusual(operation!, request, (place) => place.endsWith('/kept')).body?.value;
}

test.each<readonly [string, object, Json, Json]>([
  ['a boolean', { isVip: flag }, { isVip: false }, { isVip: true }],
  [
    'a number at its limit',
    { quantity: { type: 'integer', minimum: 1 } },
    { quantity: 1 },
    { quantity: 4 },
  ],
  [
    'a number between limits',
    { percent: { type: 'integer', minimum: 1, maximum: 2 } },
    { percent: 1 },
    { percent: 2 },
  ],
  ['a fraction', { price: { type: 'number' } }, { price: 0 }, { price: 2.25 }],
  [
    'the first of the listed values',
    { size: { enum: ['small', 'large'] } },
    { size: 'small' },
    { size: 'large' },
  ],
  [
    'a value in an object',
    { place: { type: 'object', properties: { floor: { type: 'integer' } } } },
    { place: { floor: 0 } },
    { place: { floor: 3 } },
  ],
])('%s is another one', (_, properties, value, other) => {
  expect(formsOf(properties, value)).toEqual(other);
});

test.each<readonly [string, object, Json]>([
  [
    'what hides a thing',
    { isArchived: flag, isDraft: flag },
    { isArchived: false, isDraft: false },
  ],
  ['a status', { status: { enum: ['open', 'done'] } }, { status: 'open' }],
  ['a value that hides it', { kind: { enum: ['public', 'private'] } }, { kind: 'public' }],
  ['a text', { title: text }, { title: 'a' }],
  ['what names a thing', { kept: { type: 'integer' } }, { kept: 1 }],
  [
    'a number without another one',
    { only: { type: 'integer', minimum: 1, maximum: 1 } },
    { only: 1 },
  ],
])('%s stays', (_, properties, value) => {
  expect(formsOf(properties, value)).toEqual(value);
});
