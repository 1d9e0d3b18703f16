import { expect, test } from 'vitest';
import { conclude, recordOf } from './conclude.ts';
import { unjudgedIn } from './not-judged.ts';
import type { CaseOutcome, CoverageItem, RunRecord } from './record.ts';
import { checkTable } from './reporters/check-table.ts';
import { painter } from './reporters/paint.ts';
import { answer, observed, operation, outcome, refused } from './testing.ts';

const valid = (
  name: string,
  status: number,
  more: Parameters<typeof answer>[1] = {},
): CaseOutcome =>
  outcome(`make/${name}`, {
    answer: answer(status, more),
    observations: status < 400 ? [] : [observed('valid-accepted', `examples/${name}`)],
  });
const item = (kind: CoverageItem['kind'], name: string): CoverageItem => ({
  kind,
  name,
  source: '',
  state: 'exercised',
  counts: true,
});
const make = operation('make', {
  isSecured: true,
  coverage: [item('parameter', 'path/id'), item('member', 'request body /name')],
});
const open = operation('make', { coverage: [item('member', 'request body /name')] });

const rows: readonly {
  why: string;
  outcomes: readonly CaseOutcome[];
  operation?: typeof make;
  question?: RegExp;
}[] = [
  {
    why: 'credentials that are rejected',
    outcomes: [valid('a', 401), valid('b', 401)],
    question: /^Which credentials does make accept\?.* targets\.things\.credentials /,
  },
  {
    why: 'a user who may not',
    outcomes: [valid('a', 403)],
    question: /^Which user, role or plan may call make\?/,
  },
  {
    why: 'credentials that the description does not document',
    outcomes: [valid('a', 401)],
    operation: open,
    question: /^Does make need credentials\? The description documents none/,
  },
  {
    why: 'a value that is missing, in the path',
    outcomes: [valid('a', 404)],
    question: /targets\.things\.values\.make in a --config file, such as \$request\.path\.id\.$/,
  },
  {
    why: 'a value that is missing, in the body',
    outcomes: [valid('a', 422)],
    operation: open,
    question: /targets\.things\.values\.make in a --config file, such as \/name\.$/,
  },
  {
    why: 'a value that is taken',
    outcomes: [valid('a', 409)],
    question: /^Which values are free in the target\?/,
  },
  {
    why: 'a kind of refusal that is not about the request, whatever its status',
    outcomes: [valid('a', 202, { meaning: 'refusal', refusal: 'unauthorized' })],
    question: /^Which credentials/,
  },
  { why: 'a request that is called wrong: 400', outcomes: [valid('a', 400)] },
  {
    why: 'a request that is called invalid, as x-refusals says',
    outcomes: [valid('a', 422, { refusal: 'invalid' })],
  },
  { why: 'a status that is not documented', outcomes: [valid('a', 403, { isDocumented: false })] },
  { why: 'one valid request that succeeds', outcomes: [valid('a', 403), valid('b', 200)] },
  { why: 'a server that fails', outcomes: [valid('a', 500)] },
  { why: 'nothing that was answered', outcomes: [] },
];
for (const { why, outcomes, operation: own = make, question } of rows)
  test(`${question ? 'not judged' : 'judged'}: ${why}`, () => {
    const { operations } = unjudgedIn(outcomes, [own]);
    expect(operations.map((one) => [one.operation, one.cases])).toEqual(
      question ? [['make', outcomes.length]] : [],
    );
    if (question) expect(operations[0]?.question).toMatch(question);
  });

test('the question about an operation without security names --auth-everywhere if there are credentials', () => {
  const questionWith = (credentials?: string[]) =>
    unjudgedIn(
      [valid('a', 401)],
      [{ ...make, isSecured: false }],
      [{ name: 'things', ...(credentials && { credentials }) }],
    ).operations[0]?.question;
  expect(questionWith(['token'])).toMatch(/--auth-everywhere sends the given ones to it too/);
  expect(questionWith()).toMatch(
    /add the scheme to its `security`, or leave it out with --exclude make/,
  );
});

const record = (outcomes: readonly CaseOutcome[], ids = ['make']): RunRecord => ({
  started: '2026-11-26T12:00:00.000Z',
  milliseconds: 1,
  checks: [],
  apis: [
    {
      name: 'things',
      target: 'http://things',
      operations: ids,
      unsupported: [],
      discarded: [],
      leftOut: 0,
    },
  ],
  operations: ids.map((id) => operation(id, { answers: { 403: 1, 200: 1 } })),
  outcomes,
});
const kinds = ({ results }: ReturnType<typeof conclude>) =>
  results.map(({ verdict }) => verdict.kind).join(' ');

test('a run in which nothing else was judged is an error', () => {
  const report = conclude(record([valid('a', 403), valid('b', 403)]));
  expect([report.verdict, report.findings, kinds(report)]).toEqual(['error', [], 'skip skip']);
  expect(report.notJudged).toHaveLength(1);
});

test('invalid requests with the same answer show nothing; those with another one do', () => {
  const outcomes = [
    valid('a', 403),
    outcome('make/b', { intent: 'invalid', breaks: 'body/b type', answer: answer(403) }),
    refused('make/c', 'body/c type'),
  ];
  const report = conclude(record([...outcomes, outcome('list/a')], ['make', 'list']));
  expect([report.verdict, kinds(report)]).toEqual(['pass', 'skip skip pass pass']);
});

test('a refusal with 400 beside them is a finding of its own', () => {
  const report = conclude(record([valid('a', 403), valid('b', 400, { says: 'no' })]));
  expect(report.findings.map(({ id }) => id)).toEqual(['things/make/valid-accepted/examples/b']);
  expect([report.verdict, kinds(report)]).toEqual(['fail', 'skip fail']);
});

test('what an operation that was not judged had before is not gone', () => {
  const entry = { id: 'things/make/echo-true/a', reason: 'it is old', expires: '2027-01-01' };
  const baseline = { file: 'known.yaml', isComplete: true, entries: [entry] };
  const stale = (outcomes: readonly CaseOutcome[]) =>
    conclude(record([...outcomes, outcome('list/a')], ['make', 'list']), { baseline }).baseline
      ?.stale;
  expect(stale([valid('a', 403)])).toEqual([]);
  expect(stale([valid('a', 200)])).toEqual([entry.id]);
});

test('what an operation without a verdict was sent covers nothing, and earns no tick', () => {
  const items = [item('member', 'request body /name')];
  const checks = { 'status-documented': 2 };
  const of = (outcomes: readonly CaseOutcome[]): RunRecord => ({
    ...record([...outcomes, outcome('list/a')], ['make', 'list']),
    checks: [{ id: 'status-documented', label: 'status', summary: 'It is documented.' }],
    operations: [
      operation('make', { checks, coverage: items, answers: { 200: 1 } }),
      operation('list', { checks, coverage: items, answers: { 200: 1 } }),
    ],
  });
  const percentOf = (outcomes: readonly CaseOutcome[]) => {
    const report = conclude(of(outcomes), { minCoverage: 60 });
    const ticks = checkTable(report, 'things', painter(false), 120).map((line) => line.trim());
    return [report.coverage.percent, report.verdict, ...ticks.slice(1)];
  };
  expect(percentOf([valid('a', 200)])).toEqual([100, 'pass', 'make  ✓', 'list  ✓']);
  expect(percentOf([valid('a', 403)])).toEqual([50, 'fail', 'make  -', 'list  ✓']);
  // a merged report concludes anew
  const { operations } = recordOf(conclude(of([valid('a', 403)])));
  expect(operations).toEqual(of([]).operations);
});

test('what rejected credentials were sent covers nothing', () => {
  const secured = operation('make', {
    isSecured: true,
    valid: 2,
    unauthorized: { 401: 2 },
    answers: { 401: 3, 200: 1 },
    coverage: [item('member', 'request body /name')],
  });
  const report = conclude({ ...record([valid('a', 401), valid('b', 401)]), operations: [secured] });
  expect([report.verdict, report.coverage.percent]).toEqual(['error', 0]);
});
