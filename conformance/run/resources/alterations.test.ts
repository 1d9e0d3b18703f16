import { expect, test } from 'vitest';
import type { Json } from '../../core/json.ts';
import { contractOf, description } from '../../testing.ts';
import {
  toEmpty,
  toNull,
  toOtherList,
  toOtherListed,
  toOtherValue,
  type Alteration,
} from './alterations.ts';
import { changesOf } from './changes.ts';
import { isTelling } from './left-out.ts';

const operationWith = (properties: object, method = 'patch') =>
  contractOf(
    description({
      '/things/{id}': {
        parameters: [{ in: 'path', name: 'id', required: true, schema: { type: 'string' } }],
        [method]: {
          operationId: 'write',
          requestBody: {
            required: true,
            content: { 'application/json': { schema: { type: 'object', properties } } },
          },
          responses: { 200: { description: 'Done.' } },
        },
      },
    }),
  ).operations[0]!;

const bodiesOf = (properties: object, thing: Json, by: Alteration) =>
  changesOf(operationWith(properties), thing, { tail: 'x1', needed: new Set(), names: [], by }).map(
    ({ request }) => request.body?.value,
  );

const text = { type: 'string', minLength: 1 };
const texts = { type: 'array', items: text };

test.each([
  ['of two elements, the last one stays', texts, ['a', 'b'], ['b']],
  ['of one element, none stays', texts, ['a'], []],
  ['where it may not be empty, it gets another text', { ...texts, minItems: 1 }, ['a'], ['a-x1']],
])('a list is altered: %s', (_, schema, now, other) => {
  expect(bodiesOf({ tags: schema }, { tags: now }, toOtherList)[0]).toEqual({ tags: other });
});

test.each([
  ['an empty list', texts, []],
  ['a list of objects', { type: 'array', items: { type: 'object' } }, [{ a: 1 }]],
  ['what is no list', text, 'a'],
])('it is not altered as a list: %s', (_, schema, now) => {
  expect(bodiesOf({ tags: schema }, { tags: now }, toOtherList)).toEqual([]);
});

test.each([
  ['the default', { type: ['string', 'null'], default: 'usual' }, 'usual'],
  ['an empty text', { type: ['string', 'null'] }, ''],
])('null is not given for %s', (_, schema, now) => {
  expect(bodiesOf({ note: schema }, { note: now }, toNull)).toEqual([]);
});

test('no change hides a thing', () => {
  const properties = {
    archived: { type: 'boolean' },
    vip: { type: 'boolean' },
    status: { enum: ['open', 'archived', 'done'] },
  };
  const thing = { archived: false, vip: false, status: 'open' };
  expect(bodiesOf(properties, thing, toOtherValue).slice(0, 2)).toEqual([
    { vip: true },
    { status: 'done' },
  ]);
  expect(bodiesOf(properties, thing, toOtherListed)[0]).toEqual({ status: 'done' });
});

test('values are emptied, but for listed ones', () => {
  const properties = { count: { type: 'integer' }, tags: texts, kind: { enum: ['a', ''] } };
  const thing = { count: 2, tags: ['a'], kind: 'a' };
  expect(bodiesOf(properties, thing, toEmpty)).toEqual([{ count: 0 }, { tags: [] }]);
});

test('null is given only where it is allowed and there is a value', () => {
  const nullable = { type: ['string', 'null'] };
  const properties = { note: nullable, title: text, other: nullable };
  const thing = { note: 'a', title: 'b', other: null };
  expect(bodiesOf(properties, thing, toNull)[0]).toEqual({ note: null });
});

test.each<readonly [string, object, Json, boolean]>([
  ['a text', text, 'Once upon a time', true],
  ['a short text', text, 'en', false],
  ['one of few texts', { enum: ['normal', 'urgent'] }, 'urgent', false],
  ['the default', { type: 'string', default: 'Untitled' }, 'Untitled', false],
  ['a number', { type: 'number' }, 19.5, true],
  ['a number that servers begin with', { type: 'number' }, 1, false],
  ['a boolean', { type: 'boolean' }, true, false],
  ['a list', texts, ['a'], true],
  ['an empty list', texts, [], false],
])('what a replacement leaves out tells of a merge: %s', (_, schema, value, isSo) => {
  const operation = operationWith({ member: schema }, 'put');
  expect(isTelling(operation, '', { pointer: '/member', value })).toBe(isSo);
});
