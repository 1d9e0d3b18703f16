import type { OperationReport } from '../record.ts';
import type { CaseResult, Finding, Report } from '../report.ts';
import { findingsThat, plainOf } from './finding.ts';
import type { Reporter } from './reporter.ts';
import { coveredOf, notTested, numberOf, sumOf, tooLittle } from './sum.ts';
import { visible } from './visible.ts';

type TestCase = {
  readonly name: string;
  readonly seconds: string;
  readonly outcome: 'pass' | 'failure' | 'error' | 'skipped';
  readonly elements: readonly string[];
};
type TestSuite = {
  readonly name: string;
  readonly seconds: string;
  readonly properties: readonly (readonly [name: string, value: string])[];
  readonly tests: readonly TestCase[];
  /** What is told beside the tests. */
  readonly notes: readonly string[];
};

/**
 * One suite for each operation, one test for each case, and one suite of the run for what no case
 * can tell. What is said
 * of a failing case stands in the text of its element too, because some readers drop attributes.
 */
export const junit: Reporter = {
  id: 'junit',
  summary: 'The verdict of each case as JUnit XML, for continuous integration.',
  render(report) {
    const suites = [
      runSuite(report),
      ...report.operations.map((operation) => operationSuite(report, operation)),
    ];
    const tests = suites.flatMap((suite) => suite.tests);
    const attributes = {
      name: 'conformance',
      tests: tests.length,
      failures: count(tests, 'failure'),
      errors: count(tests, 'error'),
      time: seconds(report.milliseconds),
    };
    return `<?xml version="1.0" encoding="UTF-8"?>\n${element(
      'testsuites',
      attributes,
      suites.map((suite) => suiteElement(suite, report)),
    )}\n`;
  },
};

function operationSuite(report: Report, operation: OperationReport): TestSuite {
  const { percent, reached, total } = coveredOf(operation);
  const results = report.results.filter(
    (result) => result.api === operation.api && result.operation === operation.id,
  );
  const others = [...findingsThat(report, 'lesser'), ...findingsThat(report, 'known')].filter(
    (finding) => finding.api === operation.api && finding.operation === operation.id,
  );
  const answers = Object.entries(operation.answers)
    .map(([status, times]) => `${times} × ${status}`)
    .join(', ');
  return {
    name: `${operation.api}.${operation.id}`,
    seconds: seconds(results.reduce((sum, { milliseconds = 0 }) => sum + milliseconds, 0)),
    properties: [
      ['operation', `${operation.method} ${operation.path}`],
      ['target', report.apis.find(({ name }) => name === operation.api)?.target ?? ''],
      ['source', operation.source],
      ['answers', answers || 'none'],
      ['coverage.percent', String(percent)],
      ['coverage.reached', String(reached)],
      ['coverage.total', String(total)],
    ],
    tests: results.map((result) => testOf(report, result)),
    notes: others.map(
      (finding) => `${finding.known ? 'known' : finding.severity} ${plainOf(finding)}`,
    ),
  };
}

function testOf(report: Report, result: CaseResult): TestCase {
  const { id: name, verdict, milliseconds = 0 } = result;
  const why = textElement('system-out', `because ${result.reason}`);
  const common = { name, seconds: seconds(milliseconds) };
  if (verdict.kind === 'fail')
    return {
      ...common,
      outcome: 'failure',
      elements: [failureElement(accusing(report, result), verdict.checks), why],
    };
  if (verdict.kind === 'error') {
    // where one check failed by a mistake in this program, others may have found something
    const findings = accusing(report, result);
    const failure =
      findings.length === 0
        ? []
        : [failureElement(findings, [...new Set(findings.map(({ check }) => check))])];
    return {
      ...common,
      outcome: 'error',
      elements: [errorElement('not-judged', verdict.reason), ...failure, why],
    };
  }
  // the text, not an attribute: the schema has none, and Jenkins and GitLab show it
  if (verdict.kind === 'skip')
    return {
      ...common,
      outcome: 'skipped',
      elements: [textElement('skipped', verdict.reason), why],
    };
  return { ...common, outcome: 'pass', elements: [why] };
}

/** The findings that fail a case, each as this case showed it. */
function accusing(report: Report, { api, id, observations }: CaseResult): readonly Finding[] {
  const own = findingsThat(report, 'failing').filter(
    (finding) => finding.api === api && finding.cases.includes(id),
  );
  return own.map((finding) => {
    const observation = observations.find(
      ({ check, pointer, message }) =>
        check === finding.check && pointer === finding.pointer && message === finding.message,
    );
    return observation
      ? { ...finding, actual: observation.actual, curl: observation.curl }
      : finding;
  });
}

/** One element whatever the number of findings: readers show the first of several only. */
function failureElement(findings: readonly Finding[], checks: readonly string[]): string {
  const [first, ...more] = findings;
  const others = more.length > 0 ? `, and ${numberOf(more.length, 'more finding')}` : '';
  const message = first ? `${first.message} The rule is ${first.source}${others}.` : '';
  return element(
    'failure',
    { type: checks.join(', '), message },
    [escaped(findings.map(plainOf).join('\n\n'))],
    '',
  );
}

const errorElement = (type: string, reason: string): string =>
  element('error', { type, message: reason }, [escaped(reason)], '');

/**
 * A suite for the run as a whole: a test for each reason of the verdict that shows nowhere else.
 */
function runSuite(report: Report): TestSuite {
  const {
    coverage: { percent, kinds },
    shard,
  } = report;
  return {
    name: 'conformance',
    seconds: seconds(report.milliseconds),
    properties: [
      ['verdict', report.verdict],
      ['failOn', report.failOn],
      ...(shard ? [['shard', `${shard.index} of ${shard.of}`] as const] : []),
      ['coverage.percent', String(percent)],
      ...Object.entries(kinds).map(
        ([kind, { reached, total }]) => [`coverage.${kind}`, `${reached} of ${total}`] as const,
      ),
    ],
    tests: [...notJudgedTests(report), ...coverageTests(report)],
    notes: runNotes(report),
  };
}

const runTest = (
  name: string,
  outcome: TestCase['outcome'],
  elements: readonly string[],
): TestCase => ({ name, seconds: seconds(0), outcome, elements });

/** An error for each API that could not be judged, or one where no case was judged. */
function notJudgedTests({ apis, results, verdict }: Report): readonly TestCase[] {
  const errors = results.filter((result) => result.verdict.kind === 'error');
  const tests = apis.flatMap(({ name, target, error }) =>
    error !== undefined && !errors.some(({ api }) => api === name)
      ? [runTest(`${name} at ${target}`, 'error', [errorElement('not-judged', error)])]
      : [],
  );
  if (verdict !== 'error' || tests.length > 0 || errors.length > 0) return tests;
  const elements = [errorElement('not-judged', 'no case was judged')];
  return [runTest('something is judged', 'error', elements)];
}

function coverageTests(report: Report): readonly TestCase[] {
  const { minimum } = report.coverage;
  if (minimum === undefined) return [];
  const little = tooLittle(report);
  const name = `at least ${minimum} % of the contract is covered`;
  if (little === undefined) return [runTest(name, 'pass', [])];
  const failure = element('failure', { type: 'coverage', message: little }, [escaped(little)], '');
  return [runTest(name, 'failure', [failure])];
}

const runNotes = (report: Report): readonly string[] => [
  `${sumOf(report).verdict} ${sumOf(report).counts}`,
  ...report.apis.flatMap(({ name, error }) =>
    error === undefined ? [] : [`${name} could not be judged: ${error}`],
  ),
  ...notTested(report).map((reason) => `not tested: ${reason}`),
  ...(report.baseline?.stale ?? []).map(
    (id) => `stale in ${report.baseline!.file}, because it no longer appears: ${id}`,
  ),
  ...(report.baseline?.expired ?? []).map(
    (id) => `expired in ${report.baseline!.file}, so it counts again: ${id}`,
  ),
];

function suiteElement(
  { name, seconds: time, properties, tests, notes }: TestSuite,
  { started }: Report,
): string {
  const attributes = {
    name,
    tests: tests.length,
    failures: count(tests, 'failure'),
    errors: count(tests, 'error'),
    skipped: count(tests, 'skipped'),
    time,
    timestamp: started.slice(0, 19),
  };
  return element('testsuite', attributes, [
    element(
      'properties',
      {},
      properties.map(([property, value]) => element('property', { name: property, value }, [])),
    ),
    ...tests.map((test) =>
      element('testcase', { classname: name, name: test.name, time: test.seconds }, test.elements),
    ),
    ...(notes.length > 0 ? [textElement('system-out', notes.join('\n\n'))] : []),
  ]);
}

const count = (tests: readonly TestCase[], outcome: TestCase['outcome']): number =>
  tests.filter((test) => test.outcome === outcome).length;
const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

function element(
  name: string,
  attributes: { readonly [name: string]: string | number },
  content: readonly string[],
  separator = '\n',
): string {
  const start = [
    name,
    ...Object.entries(attributes).map(
      ([key, value]) =>
        `${key}="${escaped(String(value)).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`,
    ),
  ].join(' ');
  return content.length === 0
    ? `<${start}/>`
    : `<${start}>${separator}${content.join(separator)}${separator}</${name}>`;
}

const textElement = (name: string, text: string): string => element(name, {}, [escaped(text)], '');

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
/**
 * Text that is well-formed in XML, whatever an implementation answered.
 * @see https://www.w3.org/TR/xml/#charsets
 */
const escaped = (text: string): string =>
  visible(text).replaceAll(/[&<>"]/g, (character) => entities[character]!);
