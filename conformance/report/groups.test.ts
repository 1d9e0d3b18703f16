import { expect, test } from 'vitest';
import { frozenReport } from '../corpus/report.ts';
import { groupsOf, importanceOf, inOrder } from './groups.ts';
import type { Finding, FindingGroup } from './report.ts';

const [example] = frozenReport.findings;
const finding = (id: string, more: Partial<Finding> = {}): Finding => ({
  ...example!,
  id,
  check: id.split('/')[2] ?? 'invalid-refused',
  operation: id.split('/')[1] ?? 'makeThing',
  severity: 'error',
  occurrences: 1,
  ...more,
});
const known = { reason: 'it is replaced', expires: '2026-12-31' };

const orders: readonly {
  more: readonly Finding[];
  less: readonly Finding[];
  why: string;
}[] = [
  {
    more: [finding('things/one/within-time/cut')],
    less: [finding('things/one/no-server-error/valid', { severity: 'warning' })],
    why: 'an error, whatever it is, before a warning',
  },
  {
    more: [finding('things/one/echo-true/name', { severity: 'warning', occurrences: 1 })],
    less: [finding('things/one/undocumented-member/x', { severity: 'notice', occurrences: 99 })],
    why: 'a warning before a notice',
  },
  {
    more: [finding('things/one/no-server-error/valid')],
    less: [finding('things/one/within-time/cut', { occurrences: 50 })],
    why: 'a server error before a lost connection',
  },
  {
    more: [finding('things/one/within-time/timeout')],
    less: [finding('things/one/invalid-refused/body', { occurrences: 50 })],
    why: 'a lost connection before a wrong response',
  },
  {
    more: [finding('things/one/invalid-refused/body', { occurrences: 2 })],
    less: [finding('things/one/within-time/slow')],
    why: 'a slow response is no lost connection',
  },
  {
    more: [finding('things/one/body-parses/201'), finding('things/two/body-parses/201')],
    less: [finding('things/one/valid-accepted/body', { occurrences: 50 })],
    why: 'more operations before more occurrences',
  },
  {
    more: [finding('things/one/body-parses/201', { occurrences: 3 })],
    less: [finding('things/one/body-parses/201', { occurrences: 2 })],
    why: 'more occurrences of one operation',
  },
  {
    more: [finding('things/one/undocumented-member/x', { severity: 'notice' })],
    less: [finding('things/one/no-server-error/valid', { known })],
    why: 'whatever is new before what is known',
  },
  {
    more: [finding('things/one/body-parses/201', { severity: 'warning' })],
    less: [
      finding('things/one/no-server-error/valid', { known }),
      finding('things/one/undocumented-member/x', { severity: 'notice' }),
    ],
    why: 'known findings lend their group no weight',
  },
  {
    more: [finding('things/one/invalid-refused/body', { occurrences: 3 })],
    less: [
      finding('things/one/invalid-refused/body', { occurrences: 2 }),
      finding('things/two/invalid-refused/body', { severity: 'warning', occurrences: 9 }),
    ],
    why: 'lesser findings lend their group no weight either',
  },
];
for (const { more, less, why } of orders) {
  test(`the order of groups: ${why}`, () => {
    const groups = [less, more].map(
      ([first, ...others], index): FindingGroup => ({
        ...groupsOf([first!])[0]!,
        id: index === 1 ? 'more' : 'less',
        // ids of one list may be those of the other
        findings: [first!, ...others].map(({ id }) => `${index} ${id}`),
      }),
    );
    const all = [less, more].flatMap((list, index) =>
      list.map((one) => ({ ...one, id: `${index} ${one.id}` })),
    );
    expect(inOrder(groups, all).map(({ id }) => id)).toEqual(['more', 'less']);
    expect(inOrder(groups.toReversed(), all).map(({ id }) => id)).toEqual(['more', 'less']);
    expect(importanceOf(more)).not.toEqual(importanceOf(less));
  });
}

test('every finding is in one group, and equals keep their order', () => {
  const equals = ['b', 'c', 'a'].map((name) => finding(`things/one/body-parses/${name}`));
  expect(groupsOf(equals).map(({ findings }) => findings)).toEqual(equals.map(({ id }) => [id]));
});
