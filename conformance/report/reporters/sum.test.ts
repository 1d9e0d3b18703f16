import { expect, test } from 'vitest';
import { changed, frozenReport, passingReport } from '../../corpus/report.ts';
import type { Report } from '../report.ts';
import { coveredOf } from '../coverage/covered.ts';
import { choiceLines, notJudged, sumOf, tooLittle, verdictSentence, notTested } from './sum.ts';

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
    words: 'It passes, with --fail-on never: 1 finding.',
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
  { report: { verdict: 'error', findings: [notice!] }, words: 'It could not be judged.' },
  {
    report: { verdict: 'error', findings: [error!, notice!] },
    words: 'It could not be judged in full, and does not conform: 1 finding.',
  },
];
test('says how few causes the findings have', () => {
  const failing = { ...frozenReport, verdict: 'fail' } as const;
  expect(sumOf(failing).verdict).toBe(
    'It does not conform: 3 findings of 2 causes. 2 warnings, 1 notice, 1 known finding.',
  );
  expect(sumOf({ ...failing, failOn: 'warning' }).verdict).toBe(
    'It does not conform: 5 findings of 3 causes. 1 notice, 1 known finding.',
  );
  const teapots = frozenReport.findings.map(
    (finding) => ({ ...finding, severity: 'notice' }) as const,
  );
  expect(sumOf({ ...failing, verdict: 'pass', findings: teapots }).verdict).toBe(
    'It conforms. 6 notices of 4 causes, 1 known finding.',
  );
});

for (const { report, words } of verdicts) {
  test(words, () => expect(sumOf(changed(frozenReport, report)).verdict).toBe(words));
  const ofMock = words.replace(/^It /, 'The mock ');
  test(`of a mock: ${ofMock}`, () =>
    expect(sumOf(changed(frozenReport, { ...report, apis: mocks })).verdict).toBe(ofMock));
}

test('a run against a mock and a server has no single subject', () =>
  expect(sumOf({ ...passingReport, apis: [mocks[0]!, ...passingReport.apis] }).verdict).toBe(
    'It conforms.',
  ));

const [target] = frozenReport.apis;
const mock = { ...target!, isMock: true } as const;
const subjects: readonly { apis: Report['apis']; why: string; subject: string }[] = [
  { apis: [mock], why: 'the mock', subject: 'The mock' },
  { apis: [mock, mock], why: 'the mocks of two APIs', subject: 'The mock' },
  { apis: [mock, target!], why: 'the mock of one API and the target of another', subject: 'It' },
  { apis: [target!], why: 'a target', subject: 'It' },
  { apis: [], why: 'no API', subject: 'It' },
];
const states: readonly { report: Partial<Report>; predicate: string }[] = [
  { report: { verdict: 'pass', findings: [] }, predicate: 'conforms' },
  { report: { verdict: 'fail', findings: [error!] }, predicate: 'does not conform: 1 finding' },
  { report: { verdict: 'error', findings: [] }, predicate: 'could not be judged' },
];
for (const { apis, why, subject } of subjects)
  for (const { report, predicate } of states)
    test(`a run of ${why} says: ${subject} ${predicate}`, () => {
      const whole = changed(frozenReport, { ...report, apis });
      expect(verdictSentence(whole)).toBe(`${subject} ${predicate}`);
      expect(sumOf(whole).verdict).toBe(`${subject} ${predicate}.`);
    });

test('counts operations and cases', () => {
  expect(sumOf(passingReport).counts).toBe('1 operation, 1 case: 1 passed, 0 failed (1.2 s).');
  expect(sumOf({ ...passingReport, shard: { index: 1, of: 2, plan: 'x' } }).counts).toBe(
    '1 operation, 1 case: 1 passed, 0 failed (1.2 s), part 1 of 2.',
  );
  expect(sumOf(frozenReport).counts).toBe(
    '5 operations, 12 cases: 4 passed, 3 failed, 2 could not be judged, 3 skipped, 1 operation without a verdict (1.2 s).',
  );
});

test('coverage counts only items that count, and is rounded down', () => {
  expect(coveredOf(frozenReport.operations[1]!.coverage)).toEqual({
    reached: 8,
    total: 11,
    percent: 72,
  });
  expect(coveredOf([])).toEqual({
    reached: 0,
    total: 0,
    percent: 100,
  });
});

test('coverage one percent below --min-coverage is too little', () => {
  const at = (percent: number) =>
    tooLittle({ ...frozenReport, coverage: { ...frozenReport.coverage, percent } });
  expect(at(80)).toBeUndefined();
  expect(at(79)).toBe('79 % of the contract is covered, less than the 80 % of --min-coverage');
});

test('a reason is reported once per operation, unless the error of the API or a question says it', () => {
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
  ).toEqual(['makeThing 1', 'makeThing 1']);
});

test('operations without security that ask for credentials are told where the run had some', () => {
  const [api] = frozenReport.apis;
  const [operation] = frozenReport.operations;
  const open = (id: string, status: string, more = {}) => ({
    ...{ ...operation!, id, api: api!.name, isSecured: false, answers: { [status]: 2 } },
    ...more,
  });
  const operations = [
    open('readItems', '403'),
    open('readMe', '401'),
    open('ping', '200'),
    open('secured', '401', { isSecured: true }),
  ];
  const told = (credentials?: string[]) =>
    choiceLines({ operations }, { ...api!, ...(credentials && { credentials }) });
  expect(told(['Auth'])).toEqual([
    '2 operations that document no `security` answered 401 or 403 (readItems, readMe), and there are credentials for Auth: --auth-everywhere sends them to every operation',
  ]);
  expect(told()).toEqual([]);
  expect(
    choiceLines({ operations: [open('ping', '200')] }, { ...api!, credentials: ['A'] }),
  ).toEqual([]);
});

test('operations that the user left out are counted and named, by reason', () => {
  const [api, ...others] = frozenReport.apis;
  const excluded = [
    { operation: 'restart', reason: 'excluded by --exclude tag:admin' },
    ...Array.from({ length: 10 }, (_, index) => ({
      operation: `delete${index}`,
      reason: 'excluded by --exclude DELETE',
    })),
  ];
  expect(notTested({ ...frozenReport, apis: [{ ...api!, excluded }, ...others] })).toEqual(
    expect.arrayContaining([
      'things: 1 operation excluded by --exclude tag:admin: restart',
      'things: 10 operations excluded by --exclude DELETE: delete0, delete1, delete2, delete3, delete4, delete5, delete6, delete7 and 2 more',
    ]),
  );
});

test('cases beyond the limit of each operation are told, with the flag that lifts it', () => {
  const [api, ...others] = frozenReport.apis;
  const capped = { ...frozenReport, apis: [{ ...api!, leftOut: 1203, capped: 1200 }, ...others] };
  expect(notTested(capped)).toEqual(
    expect.arrayContaining([
      'things: 3 cases were not sent: redundant, or left out by --safe',
      'things: at least 1200 cases beyond the limit of each operation left out; --max-cases N sends more',
    ]),
  );
});
