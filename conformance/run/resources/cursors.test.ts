import { expect, test } from 'vitest';
import { contractOf, description } from '../../testing.ts';
import { withoutCursors } from './cursors.ts';
import { caseOf } from './fake/testing.ts';

const listWith = (...parameters: readonly object[]) =>
  contractOf(
    description({
      '/things': {
        get: {
          operationId: 'list',
          parameters: parameters.map((one) => ({
            in: 'query',
            schema: { type: 'string' },
            ...one,
          })),
          responses: { 200: { description: 'All.' } },
        },
      },
    }),
  ).operations[0]!;

const [limit, cursor] = ['$request.query.limit', '$request.query.cursor'];
const operation = listWith({ name: 'limit' }, { name: 'cursor' });

test('a cursor of the plan is left out, and the rest is sent', () => {
  const planned = caseOf(operation, { [limit]: '5', [cursor]: 'value' });
  const { request, intent } = withoutCursors({ ...planned, repeat: [planned.request] });
  expect([request.parameters.query, intent]).toEqual([{ limit: '5' }, 'valid']);
  expect(withoutCursors({ ...planned, repeat: [planned.request] }).repeat).toEqual([request]);
});

test('of a valid request about a cursor, or with one that it needs, nothing is expected', () => {
  const own = caseOf(operation, { [cursor]: 'own' });
  expect(withoutCursors(own)).toEqual({ ...own, intent: 'unspecified' });
  const broken = caseOf(operation, { [cursor]: 'own' }, { intent: 'invalid' });
  expect(withoutCursors(broken)).toEqual(broken);
  const needed = caseOf(listWith({ name: 'cursor', required: true }));
  expect(withoutCursors(needed)).toEqual({ ...needed, intent: 'unspecified' });
});

test('a cursor of the configuration is one that the target gave', () => {
  const given = caseOf(operation, { [cursor]: 'given' });
  expect(withoutCursors(given, new Map([[cursor, 'given']]))).toBe(given);
});

test.each([
  ['cursor', {}, true],
  ['next_page_token', {}, true],
  ['page[after]', {}, true],
  ['startingAfter', {}, true],
  ['$skiptoken', {}, true],
  ['after', {}, true],
  ['after', { schema: { type: 'string', format: 'date-time' } }, false],
  ['before', { schema: { type: 'integer' } }, false],
  ['cursor', { schema: { enum: ['first', 'last'] } }, false],
  ['thereafter', {}, false],
  ['token', {}, false],
  ['page', {}, false],
])('%s %j is a cursor: %s', (name, more, expected) => {
  const own = caseOf(listWith({ name, ...more }), { [`$request.query.${name}`]: 'own' });
  expect(withoutCursors(own).intent === 'unspecified').toBe(expected);
});
