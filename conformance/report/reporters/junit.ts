import type { OperationReport } from '../record.ts';
import type { CaseResult, Finding, Report } from '../report.ts';
import { coveredOf, itemsOf } from '../coverage/covered.ts';
import { plainOf } from './finding.ts';
import { findingsThat, sharedCauses } from './grouped.ts';
import type { Reporter } from './reporter.ts';
import { baselineNotes, notTested, resultsOf, sumOf, tooLittle, unjudgedApis } from './sum.ts';
import { escapeMarkup } from '../../core/visible.ts';
import { numberOf } from '../number-of.ts';

type TestCase = {
  readonly name: string;
  readonly milliseconds?: number | undefined;
  readonly outcome: 'pass' | 'failure' | 'error' | 'skipped';
  readonly elements: readonly string[];
};
type TestSuite = {
  readonly name: string;
  readonly milliseconds: number;
  readonly properties: readonly (readonly [name: string, value: string | number])[];
  readonly tests: readonly TestCase[];
  /** The `system-out` of the suite. */
  readonly notes: readonly string[];
};

/**
 * One suite per operation, one test per case, and one suite for the run as a whole. Elements repeat
 * their message as text, because some readers drop attributes.
 */
export const junit: Reporter = {
  id: 'junit',
  summary: 'The verdict of each case as JUnit XML, for continuous integration.',
  render(report) {
    const index = indexOf(report);
    const suites = [
      runSuite(report),
      ...report.operations.map((operation) => operationSuite(report, operation, index)),
    ];
    const tests = suites.flatMap((suite) => suite.tests);
    const attributes = {
      name: 'conformance',
      tests: tests.length,
      failures: count(tests, 'failure'),
      errors: count(tests, 'error'),
      time: seconds(report.milliseconds),
    };
    const elements = suites.map((suite) => suiteElement(suite, report));
    return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', attributes, elements)}\n`;
  },
};

/** What the tests of a report need to find in it, found once. */
type Index = {
  /** By API and case: the findings that fail it, the most important first. */
  readonly failing: ReadonlyMap<string, readonly Finding[]>;
  /** By API and operation: the findings that fail nothing. */
  readonly others: ReadonlyMap<string, readonly Finding[]>;
  /** By finding: what is wrong, where several have one cause. */
  readonly causes: ReadonlyMap<string, string>;
};

function indexOf(report: Report): Index {
  const failing = new Map<string, Finding[]>();
  for (const finding of findingsThat(report, 'failing')) {
    for (const id of finding.cases) {
      const key = `${finding.api} ${id}`;
      const found = failing.get(key);
      if (found) found.push(finding);
      else failing.set(key, [finding]);
    }
  }
  const others = [...findingsThat(report, 'lesser'), ...findingsThat(report, 'known')];
  return {
    failing,
    others: Map.groupBy(others, ({ api, operation }) => `${api} ${operation}`),
    causes: sharedCauses(report),
  };
}

function operationSuite(report: Report, operation: OperationReport, index: Index): TestSuite {
  const { api, id, method, path, source, answers } = operation;
  const { percent, reached, total } = coveredOf(itemsOf(operation));
  const results = resultsOf(report, operation);
  const statuses = Object.entries(answers).map(([status, times]) => `${times} × ${status}`);
  return {
    name: `${api}.${id}`,
    milliseconds: results.reduce((sum, { milliseconds = 0 }) => sum + milliseconds, 0),
    properties: [
      ['operation', `${method} ${path}`],
      ['target', report.apis.find(({ name }) => name === api)?.target ?? ''],
      ['source', source],
      ['answers', statuses.join(', ') || 'none'],
      ['coverage.percent', percent],
      ['coverage.reached', reached],
      ['coverage.total', total],
    ],
    tests: results.map((result) => testOf(result, index)),
    notes: (index.others.get(`${api} ${id}`) ?? []).map(
      (finding) =>
        `${finding.known ? 'known' : finding.severity} ${plainOf(finding, index.causes.get(finding.id))}`,
    ),
  };
}

function testOf(result: CaseResult, index: Index): TestCase {
  const { id: name, verdict, milliseconds } = result;
  const reason = textElement('system-out', `because ${result.reason}`);
  const test = (outcome: TestCase['outcome'], ...elements: string[]) => ({
    name,
    milliseconds,
    outcome,
    elements: [...elements, reason],
  });
  if (verdict.kind === 'fail')
    return test('failure', failureElement(accusing(result, index), index));
  if (verdict.kind === 'error') {
    // a check that failed by a mistake in this program does not hide the findings of other checks
    const findings = accusing(result, index);
    const failures = findings.length > 0 ? [failureElement(findings, index)] : [];
    return test('error', errorElement(verdict.reason), ...failures);
  }
  // the reason is text: the schema has no attribute for it, and Jenkins and GitLab show the text
  if (verdict.kind === 'skip') return test('skipped', textElement('skipped', verdict.reason));
  return test('pass');
}

/** The findings that fail a case, each with what this case sent and received. */
const accusing = (
  { api, id, reason, observations }: CaseResult,
  { failing }: Index,
): readonly Finding[] =>
  (failing.get(`${api} ${id}`) ?? []).map((finding) => {
    const { actual, curl } =
      observations.find(
        ({ check, pointer, message }) =>
          check === finding.check && pointer === finding.pointer && message === finding.message,
      ) ?? finding;
    return { ...finding, reason, actual, curl };
  });

/** One element for all findings: readers show only the first of several. */
function failureElement(findings: readonly Finding[], { causes }: Index): string {
  const [first, ...more] = findings;
  const others = more.length > 0 ? `, and ${numberOf(more.length, 'more finding')}` : '';
  const message = first ? `${first.message} The rule is ${first.source}${others}.` : '';
  const type = [...new Set(findings.map(({ check }) => check))].join(', ');
  return textElement(
    'failure',
    findings.map((finding) => plainOf(finding, causes.get(finding.id))).join('\n\n'),
    { type, message },
  );
}

const errorElement = (reason: string): string =>
  textElement('error', reason, { type: 'not-judged', message: reason });

/** The suite of the run: a test for each reason of the verdict that shows nowhere else. */
function runSuite(report: Report): TestSuite {
  const {
    coverage: { percent, kinds },
    shard,
  } = report;
  return {
    name: 'conformance',
    milliseconds: report.milliseconds,
    properties: [
      ['verdict', report.verdict],
      ['failOn', report.failOn],
      ...(shard ? [['shard', `${shard.index} of ${shard.of}`] as const] : []),
      ['coverage.percent', percent],
      ...Object.entries(kinds).map(
        ([kind, { reached, total }]) => [`coverage.${kind}`, `${reached} of ${total}`] as const,
      ),
    ],
    tests: [...notJudgedTests(report), ...coverageTests(report)],
    notes: [
      `${sumOf(report).verdict} ${sumOf(report).counts}`,
      ...unjudgedApis(report).map(({ name, error }) => `${name} could not be judged: ${error}`),
      ...(report.notJudged ?? []).map(
        ({ api, operation, reason, question, cases }) =>
          `${numberOf(cases, 'case')} of ${api} ${operation} not judged: ${reason}. ${question}`,
      ),
      ...notTested(report).map((reason) => `not tested: ${reason}`),
      ...baselineNotes(report).map(
        ({ kind, id, file, advice }) => `${kind} in ${file}: ${id}: ${advice}`,
      ),
    ],
  };
}

/** An error for each API that could not be judged, or one if no case was judged. */
function notJudgedTests(report: Report): readonly TestCase[] {
  const errors = report.results.filter(({ verdict }) => verdict.kind === 'error');
  const testError = (name: string, reason: string): TestCase => ({
    name,
    outcome: 'error',
    elements: [errorElement(reason)],
  });
  const tests = unjudgedApis(report)
    .filter(({ name }) => !errors.some(({ api }) => api === name))
    .map(({ name, target, error }) => testError(`${name} at ${target}`, error));
  return report.verdict !== 'error' || tests.length > 0 || errors.length > 0
    ? tests
    : [testError('something is judged', 'no case was judged')];
}

function coverageTests(report: Report): readonly TestCase[] {
  const { minimum } = report.coverage;
  if (minimum === undefined) return [];
  const little = tooLittle(report);
  const name = `at least ${minimum} % of the contract is covered`;
  if (little === undefined) return [{ name, outcome: 'pass', elements: [] }];
  const failure = textElement('failure', little, { type: 'coverage', message: little });
  return [{ name, outcome: 'failure', elements: [failure] }];
}

function suiteElement(
  { name, milliseconds, properties, tests, notes }: TestSuite,
  { started }: Report,
): string {
  const attributes = {
    name,
    tests: tests.length,
    failures: count(tests, 'failure'),
    errors: count(tests, 'error'),
    skipped: count(tests, 'skipped'),
    time: seconds(milliseconds),
    timestamp: started.slice(0, 19),
  };
  return element('testsuite', attributes, [
    element(
      'properties',
      {},
      properties.map(([property, value]) => element('property', { name: property, value }, [])),
    ),
    ...tests.map((test) => {
      const time = seconds(test.milliseconds ?? 0);
      return element('testcase', { classname: name, name: test.name, time }, test.elements);
    }),
    ...(notes.length > 0 ? [textElement('system-out', notes.join('\n\n'))] : []),
  ]);
}

const count = (tests: readonly TestCase[], outcome: TestCase['outcome']): number =>
  tests.filter((test) => test.outcome === outcome).length;
const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

type Attributes = { readonly [name: string]: string | number };

function startOf(name: string, attributes: Attributes): string {
  const written = Object.entries(attributes).map(
    ([key, value]) =>
      ` ${key}="${escapeMarkup(String(value)).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`,
  );
  return `<${name}${written.join('')}`;
}

const element = (name: string, attributes: Attributes, content: readonly string[]): string =>
  content.length === 0
    ? `${startOf(name, attributes)}/>`
    : `${startOf(name, attributes)}>\n${content.join('\n')}\n</${name}>`;

const textElement = (name: string, text: string, attributes: Attributes = {}): string =>
  `${startOf(name, attributes)}>${escapeMarkup(text)}</${name}>`;
