import { expect, test } from 'vitest';
import { frozenRecord } from '../corpus/report.ts';
import type { Severity } from '../checks/severity.ts';
import type {
  CaseOutcome,
  CoverageItem,
  OperationReport,
  RunRecord,
  RecordedObservation,
} from './record.ts';
import type { Baseline } from './baseline.ts';
import { conclude, recordOf, type ConcludeOptions } from './conclude.ts';

const observation = (severity: Severity, check = 'body-parses'): RecordedObservation => ({
  check,
  severity,
  defect: 'a',
  message: 'It is wrong.',
  pointer: '',
  source: 'openapi.yaml:5',
  evidence: '',
  expected: 'right',
  actual: 'wrong',
  curl: 'curl',
});
const outcome = (name: string, more: Partial<CaseOutcome> = {}): CaseOutcome => ({
  id: `doThing/${name}`,
  api: 'things',
  operation: 'doThing',
  intent: 'valid',
  reason: 'it is so',
  observations: [],
  ...more,
});
const operation = (more: Partial<OperationReport> = {}): OperationReport => ({
  api: 'things',
  id: 'doThing',
  method: 'GET',
  path: '/',
  source: '',
  isSecured: false,
  answers: { 200: 2 },
  valid: 2,
  unauthorized: {},
  checks: {},
  coverage: [],
  ...more,
});
const record = (outcomes: readonly CaseOutcome[], more: Partial<RunRecord> = {}): RunRecord => ({
  started: '2026-11-26T12:00:00.000Z',
  milliseconds: 1,
  checks: [],
  operations: [operation()],
  outcomes,
  apis: [
    {
      name: 'things',
      target: 'http://things',
      operations: ['doThing'],
      unsupported: [],
      discarded: [],
      leftOut: 0,
    },
  ],
  ...more,
});
const knows = (expires: string, id = 'things/doThing/body-parses/a'): Baseline => ({
  file: 'known.yaml',
  isComplete: true,
  entries: [{ id, reason: 'it is old', expires }],
});
const good = outcome('good');
const bad = (severity: Severity = 'error') =>
  outcome('bad', { observations: [observation(severity)] });

const verdicts: readonly {
  outcomes: readonly CaseOutcome[];
  options?: ConcludeOptions;
  verdict: string;
  kinds: string;
  why: string;
}[] = [
  { outcomes: [good], verdict: 'pass', kinds: 'pass', why: 'nothing is found' },
  { outcomes: [good, bad()], verdict: 'fail', kinds: 'pass fail', why: 'an error is found' },
  { outcomes: [bad('warning')], verdict: 'pass', kinds: 'pass', why: 'a warning fails nothing' },
  {
    outcomes: [bad('warning')],
    options: { failOn: 'warning' },
    verdict: 'fail',
    kinds: 'fail',
    why: 'unless it is said to',
  },
  {
    outcomes: [bad('notice')],
    options: { failOn: 'warning' },
    verdict: 'pass',
    kinds: 'pass',
    why: 'a notice is less than a warning',
  },
  {
    outcomes: [bad('notice')],
    options: { failOn: 'notice' },
    verdict: 'fail',
    kinds: 'fail',
    why: 'and can fail too',
  },
  {
    outcomes: [bad()],
    options: { failOn: 'never' },
    verdict: 'pass',
    kinds: 'fail',
    why: 'nothing fails the run, and the case failed all the same',
  },
  {
    outcomes: [bad('notice')],
    options: { strict: true },
    verdict: 'fail',
    kinds: 'fail',
    why: 'a notice is an error where the run is strict',
  },
  {
    outcomes: [bad()],
    options: { severities: new Map([['body-parses', 'warning']]) },
    verdict: 'pass',
    kinds: 'pass',
    why: 'a check is made a warning',
  },
  {
    outcomes: [bad('notice')],
    options: { strict: true, severities: new Map([['body-parses', 'notice']]) },
    verdict: 'pass',
    kinds: 'pass',
    why: 'a severity that was chosen stands, strict or not',
  },
  {
    outcomes: [good, bad()],
    options: { baseline: knows('2026-11-26') },
    verdict: 'pass',
    kinds: 'pass skip',
    why: 'what is known fails nothing, to the last day',
  },
  {
    outcomes: [good, bad()],
    options: { baseline: knows('2026-11-25') },
    verdict: 'fail',
    kinds: 'pass fail',
    why: 'until its day is over',
  },
  {
    outcomes: [bad()],
    options: { baseline: knows('2026-12-31') },
    verdict: 'pass',
    kinds: 'skip',
    why: 'a run of known findings was judged',
  },
  {
    outcomes: [
      outcome('bad', { observations: [observation('error'), observation('error', 'echo-true')] }),
    ],
    options: { baseline: knows('2026-12-31') },
    verdict: 'fail',
    kinds: 'fail',
    why: 'a case that shows something new beside what is known fails',
  },
  {
    outcomes: [outcome('lost', { unjudged: { kind: 'error', reason: 'nobody there' } }), good],
    verdict: 'error',
    kinds: 'error pass',
    why: 'a case could not be judged',
  },
  {
    outcomes: [{ ...bad(), unjudged: { kind: 'error', reason: 'a check failed' } }, good],
    verdict: 'error',
    kinds: 'error pass',
    why: 'one check failed, whatever another found',
  },
  {
    outcomes: [outcome('left', { unjudged: { kind: 'skip', reason: 'no value' } })],
    verdict: 'error',
    kinds: 'skip',
    why: 'nothing was judged',
  },
  {
    outcomes: [outcome('left', { unjudged: { kind: 'skip', reason: 'no value' } }), good],
    verdict: 'pass',
    kinds: 'skip pass',
    why: 'something was',
  },
  { outcomes: [], verdict: 'error', kinds: '', why: 'there is nothing' },
];
for (const { outcomes, options, verdict, kinds, why } of verdicts) {
  test(`${verdict}: ${why}`, () => {
    const report = conclude(record(outcomes), options);
    expect(report.verdict).toBe(verdict);
    expect(report.results.map((result) => result.verdict.kind).join(' ')).toBe(kinds);
    expect(report.cases.planned).toBe(outcomes.length);
  });
}

test('an API that could not be judged is an error, whatever was found', () => {
  const { apis } = record([]);
  expect(
    conclude(record([good, bad()], { apis: [{ ...apis[0]!, error: 'it went away' }] })).verdict,
  ).toBe('error');
});

test('a server that is not the API is accused of nothing', () => {
  const report = conclude(
    record([good, bad()], { operations: [operation({ answers: { 404: 2 } })] }),
  );
  expect(report.findings).toEqual([]);
  expect(report.apis[0]?.error).toMatch(/things is not served there/);
  expect(report.results.map(({ verdict }) => verdict.kind)).toEqual(['error', 'error']);
});

test('a baseline tells what is known, what was not seen any more, and what is over', () => {
  const entries = [
    ['body-parses/a', '2026-12-31'],
    ['echo-true/a', '2026-01-01'],
    ['gone/a', '2027-01-01'],
  ].map(([id, expires]) => ({
    id: `things/doThing/${id}`,
    reason: 'it is old',
    expires: expires!,
  }));
  const foreign = { id: 'others/doThing/gone/a', reason: 'it is old', expires: '2027-01-01' };
  const two = outcome('bad', {
    observations: [observation('error'), observation('error', 'echo-true')],
  });
  const baseline = { file: 'known.yaml', isComplete: true, entries: [...entries, foreign] };
  expect(conclude(record([two]), { baseline }).baseline).toEqual({
    file: 'known.yaml',
    known: 1,
    stale: ['things/doThing/gone/a'],
    expired: ['things/doThing/echo-true/a'],
  });
  expect(
    conclude(record([two]), { baseline: { ...baseline, isComplete: false } }).baseline?.stale,
  ).toEqual([]);
  expect(
    conclude(record([two], { apis: [{ ...record([]).apis[0]!, error: 'gone' }] }), { baseline })
      .baseline?.stale,
  ).toEqual([]);
  expect(conclude(record([two]), { baseline }).findings.map(({ known }) => known)).toEqual([
    { reason: 'it is old', expires: '2026-12-31' },
    undefined,
  ]);
});

test('what an operation showed that is left out now is not gone', () => {
  const excluded = [{ operation: 'makeThing', reason: 'excluded by --exclude POST' }];
  const entries = ['doThing', 'makeThing'].map((id) => ({
    id: `things/${id}/gone/a`,
    reason: 'it is old',
    expires: '2027-01-01',
  }));
  const apis = [{ ...record([]).apis[0]!, excluded }];
  const baseline = { file: 'known.yaml', isComplete: true, entries };
  expect(conclude(record([outcome('good')], { apis }), { baseline }).baseline?.stale).toEqual([
    'things/doThing/gone/a',
  ]);
});

test('what a run did not ask, or could not judge, is not gone', () => {
  const entry = (shownBy?: 'fuzz' | 'thorough') => ({
    id: 'things/doThing/gone/a',
    reason: 'it is old',
    expires: '2027-01-01',
    ...(shownBy ? { shownBy } : {}),
  });
  const stale = (
    outcomes: readonly CaseOutcome[],
    entries: Baseline['entries'],
    isThorough = false,
  ) =>
    conclude(record(outcomes), {
      baseline: { file: 'known.yaml', isComplete: true, isThorough, entries },
    }).baseline?.stale.length;
  expect(stale([good], [entry()])).toBe(1);
  expect(
    stale(
      [good, outcome('lost', { unjudged: { kind: 'error', reason: 'it wants fewer requests' } })],
      [entry()],
    ),
  ).toBe(0);
  expect([stale([good], [entry('thorough')]), stale([good], [entry('thorough')], true)]).toEqual([
    0, 1,
  ]);
  expect([stale([good], [entry('fuzz')]), stale([good], [entry('fuzz')], true)]).toEqual([0, 0]);
});

const items = (...states: [CoverageItem['state'], boolean?][]): CoverageItem[] =>
  states.map(([state, counts = true], index) => ({
    kind: 'rule',
    name: String(index),
    source: 'f:1',
    state,
    counts,
  }));
const covered: readonly {
  coverage: readonly CoverageItem[];
  minimum?: number;
  percent: number;
  verdict: string;
  why: string;
}[] = [
  { coverage: [], percent: 100, verdict: 'pass', why: 'nothing is documented' },
  { coverage: items(['exercised'], ['never']), percent: 50, verdict: 'pass', why: 'half' },
  {
    coverage: items(['exercised'], ['seen'], ['never']),
    percent: 66,
    verdict: 'pass',
    why: 'two thirds, rounded down',
  },
  {
    coverage: items(['exercised'], ['never', false]),
    percent: 100,
    verdict: 'pass',
    why: 'what no request can bring about does not count',
  },
  {
    coverage: items(['exercised'], ['never']),
    minimum: 50,
    percent: 50,
    verdict: 'pass',
    why: 'as much as was asked for',
  },
  {
    coverage: items(['exercised'], ['never']),
    minimum: 51,
    percent: 50,
    verdict: 'fail',
    why: 'less than was asked for',
  },
];
for (const { coverage, minimum, percent, verdict, why } of covered) {
  test(`coverage of ${percent} %: ${why}`, () => {
    const report = conclude(record([good], { operations: [operation({ coverage })] }), {
      minCoverage: minimum,
    });
    expect(report.coverage.percent).toBe(percent);
    expect(report.verdict).toBe(verdict);
  });
}

test('a report knows what it was drawn from', () => {
  const elsewhere = record([good, bad()], { operations: [operation({ answers: { 404: 2 } })] });
  for (const drawn of [frozenRecord, elsewhere, record([good, bad()])])
    expect(recordOf(JSON.parse(JSON.stringify(conclude(drawn))))).toEqual(drawn);
});
