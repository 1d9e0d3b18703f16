import { expect, test } from 'vitest';
import { frozenReport, passingReport } from '../../corpus/report.ts';
import type { Report } from '../report.ts';
import { coveredOf, notJudged, sumOf, tooLittle } from './sum.ts';

const mocks = frozenReport.apis.map((api) => ({ ...api, isMock: true as const }));
const [notice, warning, error, , known] = frozenReport.findings;
const verdicts: readonly { report: Partial<Report>; words: string }[] = [
  { report: { verdict: 'pass', findings: [] }, words: 'It conforms.' },
  {
    report: { verdict: 'pass', findings: [notice!, warning!, known!] },
    words: 'It conforms. 1 warning, 1 notice, 1 known finding.',
  },
  {
    report: { verdict: 'pass', failOn: 'never', findings: [error!] },
    words: 'It passes: --fail-on never. 1 finding.',
  },
  {
    report: { verdict: 'fail', findings: [error!, warning!] },
    words: 'It does not conform: 1 finding. 1 warning.',
  },
  {
    report: { verdict: 'fail', failOn: 'warning', findings: [error!, warning!] },
    words: 'It does not conform: 2 findings.',
  },
  { report: { verdict: 'fail', findings: [] }, words: 'Too little of the contract is covered.' },
  { report: { verdict: 'error', findings: [error!] }, words: 'It could not be judged.' },
];
for (const { report, words } of verdicts) {
  test(words, () => expect(sumOf({ ...frozenReport, ...report }).verdict).toBe(words));
  const ofMock = words.replace(/^It /, 'The mock ');
  test(`of a mock: ${ofMock}`, () =>
    expect(sumOf({ ...frozenReport, ...report, apis: mocks }).verdict).toBe(ofMock));
}

test('a run against a mock and a server has no single subject', () =>
  expect(sumOf({ ...passingReport, apis: [mocks[0]!, ...passingReport.apis] }).verdict).toBe(
    'It conforms.',
  ));

test('counts what there is', () => {
  expect(sumOf(passingReport).counts).toBe('1 operation, 1 case: 1 passed, 0 failed (1.2 s).');
  expect(sumOf({ ...passingReport, shard: { index: 1, of: 2, plan: 'x' } }).counts).toBe(
    '1 operation, 1 case: 1 passed, 0 failed (1.2 s), part 1 of 2.',
  );
  expect(sumOf(frozenReport).counts).toBe(
    '5 operations, 10 cases: 3 passed, 2 failed, 2 could not be judged, 3 skipped (1.2 s).',
  );
});

test('coverage of an operation is rounded down, of what counts', () => {
  expect(coveredOf(frozenReport.operations[1]!)).toEqual({ reached: 8, total: 11, percent: 72 });
  expect(coveredOf({ ...frozenReport.operations[1]!, coverage: [] })).toEqual({
    reached: 0,
    total: 0,
    percent: 100,
  });
});

test('it is too little from one percent below what was asked for', () => {
  const at = (percent: number) =>
    tooLittle({ ...frozenReport, coverage: { ...frozenReport.coverage, percent } });
  expect(at(80)).toBeUndefined();
  expect(at(79)).toBe('79 % of the contract is covered, less than the 80 % of --min-coverage');
});

test('why cases were not judged is said once for an operation, and not again for what an API says', () => {
  expect(
    notJudged(frozenReport, 'error').map(({ operation: { id }, reason, cases }) => ({
      id,
      reason,
      cases,
    })),
  ).toEqual([
    {
      id: 'askThing',
      reason: 'no complete answer came within 10 s',
      cases: ['askThing/examples/plain'],
    },
  ]);
  expect(
    notJudged(frozenReport, 'skip').map(({ operation: { id }, cases }) => `${id} ${cases.length}`),
  ).toEqual(['makeThing 1', 'makeThing 1', 'dropThing 1']);
});
