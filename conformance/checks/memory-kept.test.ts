import { expect, test } from 'vitest';
import type { Json } from '../core/json.ts';
import type { Recollection } from '../generators/case.ts';
import { jsonBody, operationOf } from '../testing.ts';
import { memoryKept } from './index.ts';
import { exchangeOf, json } from './testing.ts';

const operation = operationOf({
  requestBody: jsonBody({}),
  responses: {
    200: jsonBody(
      {
        properties: {
          users: { items: { properties: { id: { type: 'string' }, name: { type: 'string' } } } },
        },
      },
      {
        'x-echo': { '/users/*/id': '$request.body#/id' },
        'x-memory': {
          of: 'user',
          key: '$request.body#/id',
          keeps: { name: '$request.body#/name' },
          recalls: { '/users/*/name': 'name' },
        },
      },
    ),
    400: jsonBody({}),
  },
});
const kept: Recollection = { name: 'name', value: 'Ada', kind: 'kept', by: 1 };
const refused: Recollection = { name: 'name', value: 'Eve', kind: 'refused', by: 2 };
const other: Recollection = { name: 'name', value: 'Bob', kind: 'other', by: 1 };

function judged(users: Json, recalls: readonly Recollection[], status = 200) {
  const body = { mediaType: json, documented: json, value: { id: 'a' } };
  const exchange = exchangeOf({ operation, status, type: json, body: { users }, sent: { body } });
  const asked = { ...exchange, case: { ...exchange.case, recalls } };
  return memoryKept.appliesTo(asked) ? [...memoryKept.judge(asked)] : undefined;
}

for (const [why, users, ...defects] of [
  ['the value is there', [{ id: 'a', name: 'Ada' }]],
  [
    'the value is there among others',
    [
      { id: 'b', name: 'Eve' },
      { id: 'a', name: 'Ada' },
    ],
  ],
  ['it was forgotten', [{ id: 'a', name: '' }], '/users/*/name'],
  ['it is not shown', [{ id: 'a' }], '/users/*/name'],
  [
    'it is that of another user',
    [
      { id: 'b', name: 'Ada' },
      { id: 'a', name: '' },
    ],
    '/users/*/name',
  ],
  ['a refused request changed it', [{ id: 'a', name: 'Eve' }], '/users/*/name refused'],
  ['one about another user changed it', [{ id: 'a', name: 'Bob' }], '/users/*/name other'],
  ['another check tells of a wrong type', [{ id: 'a', name: 7 }]],
  ['another check tells of another user', [{ id: 'b', name: 'Eve' }]],
] as const)
  test(`${why}: ${defects.length} findings`, () => {
    const found = judged(users, [kept, refused, other])!;
    expect(found.map(({ defect }) => defect)).toEqual(defects);
    for (const { message, source } of found) {
      expect(message).toMatch(/^The response .*`users\.\*\.name`.*request [12] gave.*\.$/);
      expect(source.pointer).toMatch(/x-memory$/);
    }
  });

test('a user who was never named may have any name but that of another', () => {
  expect(judged([{ id: 'a', name: 'a' }], [other])).toEqual([]);
  expect(judged([{ id: 'a', name: 'Bob' }], [other])).toMatchObject([
    {
      message:
        'The response shows what it must not: `users.*.name` is "Bob", which request 1 gave, and that request was about another user.',
    },
  ]);
});

test('it is about successes, and about sequences only', () => {
  expect(judged([], [kept], 400)).toBeUndefined();
  expect(judged([{ id: 'a' }], [])).toBeUndefined();
});
