import { expect, test } from 'vitest';
import type { Json } from '../core/json.ts';
import { jsonBody, operationOf } from '../testing.ts';
import { books, exchangeOf, json } from './testing.ts';
import { mismatchesIn, type OfValues } from './state.ts';

/** The places at which a response lacks a change, by the schema of the response. */
function lostIn(schema: object, body: Json, value: Json, pointer = '/status'): string[] {
  const operation = operationOf({ responses: { 200: jsonBody(schema) } });
  const exchange = exchangeOf({ operation, status: 200, type: json, body });
  const expects = {
    ...{ thing: 'the book /books/1', names: ['book'], since: 'it was changed', of: 'changed' },
    ...{ mustExist: true, values: [{ pointer, value, before: 'open' }] },
    ...(Array.isArray(body) && { identifier: 1, by: { resource: books, rank: 0 } }),
  };
  return mismatchesIn(exchange, expects as OfValues).map((mismatch) => mismatch.pointer);
}

const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const status = { enum: ['open', 'closed'] };
const open = { id: 1, status: 'open' };
const needsMoment = {
  if: { properties: { status: { const: 'closed' } } },
  then: { required: ['closedAt'] },
};
const [isOpen, isClosed] = ['open', 'closed'].map((value) => object({ status: { const: value } }));
const resourceObject = (attributes: object, relationships: object) =>
  object({ data: object({ id: {}, attributes, relationships: object(relationships) }) });
const inData = (more: object) => ({ data: { id: 1, ...more } }) as Json;

test.each<readonly [string, object, Json]>([
  ['it may show', object({ status }), open],
  ['it may show beside another value', object({ status }, needsMoment), open],
  ['a member of the answer is wrong', object({ id: { type: 'string' }, status }), open],
  ['an element of a list may show', { type: 'array', items: object({ status }) }, [open]],
  [
    'the attributes may show',
    resourceObject(object({ status }), {}),
    inData({ attributes: { status: 'open' } }),
  ],
])('a server loses what %s', (_, schema, body) => {
  expect(lostIn(schema, body, 'closed')).toEqual(['/status']);
});

test('a server loses what stands beside its attributes', () => {
  const schema = resourceObject(object({}, { additionalProperties: false }), { owner: {} });
  const body = inData({ attributes: {}, relationships: { owner: 'open' } });
  const place = '/relationships/owner';
  expect(lostIn(schema, body, 'closed', place)).toEqual([place]);
});

test.each<readonly [string, object, Json]>([
  ['a member', object({ status }), open],
  ['a member of an answer that is wrong elsewhere', object({ id: false, status }), open],
  ['any kind of answer', { oneOf: [isOpen, isClosed] }, open],
  ['an element of a list', { type: 'array', items: object({ status }) }, [open]],
  [
    'the attributes',
    resourceObject(object({ status }), {}),
    inData({ attributes: { status: 'open' } }),
  ],
])('a server is right not to show what %s cannot hold', (_, schema, body) => {
  expect(lostIn(schema, body, 'film')).toEqual([]);
});
