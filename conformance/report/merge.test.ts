import { expect, test } from 'vitest';
import { mergeRecords } from './merge.ts';
import type { ApiReport, RunRecord } from './record.ts';

const partOf = (index: number, api: Partial<ApiReport>): RunRecord => ({
  ...{ started: '2026-11-29T05:40:00Z', milliseconds: 1, checks: [], operations: [], outcomes: [] },
  shard: { index, of: 2, plan: 'p' },
  apis: [
    {
      ...{ name: 'things', target: 'http://a', operations: [], unsupported: [] },
      ...{ discarded: [] },
      leftOut: 0,
      ...api,
    },
  ],
});

test('what the parts of a run made, noticed and left is that of the whole run', () => {
  const left = (place: string) => [{ place, reason: 'it was answered with 409' }];
  const parts = [
    partOf(2, { preparations: 2, notes: ['a', 'c'], leftBehind: left('/things/2') }),
    partOf(1, { preparations: 1, notes: ['a', 'b'], leftBehind: left('/things/1') }),
  ];
  expect(mergeRecords(parts).apis[0]).toMatchObject({
    preparations: 3,
    notes: ['a', 'b', 'c'],
    leftBehind: [...left('/things/1'), ...left('/things/2')],
  });
  expect(mergeRecords([partOf(1, {}), partOf(2, {})]).apis[0]).toEqual(partOf(1, {}).apis[0]);
});
