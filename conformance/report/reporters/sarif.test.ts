import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv4 from 'ajv-draft-04';
import formats from 'ajv-formats';
import { expect, test } from 'vitest';
import { changed, frozenReport, passingReport } from '../../corpus/report.ts';
import type { Finding, Report } from '../report.ts';
import { sarif } from './sarif.ts';

/**
 * The schema of SARIF 2.1.0, as the makers of the format ship it for tests. It is of draft 4, and
 * has patterns that are none with the flag `u`.
 */
const schema = JSON.parse(
  readFileSync(
    createRequire(import.meta.url).resolve(
      '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
    ),
    'utf8',
  ),
) as object;
const ajv = new Ajv4.default({ allErrors: true, strictTypes: false, unicodeRegExp: false });
formats.default(ajv);
const validate = ajv.compile(schema);
const errorsOf = (log: unknown) =>
  validate(log)
    ? []
    : validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`);

type Log = {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    // biome-ignore lint/suspicious/noExplicitAny: the tests read members that SARIF's schema has validated
    readonly results: readonly any[];
    readonly invocations: readonly { readonly executionSuccessful: boolean }[];
  }[];
};
const render = (report: Report) => sarif.render(report, { colors: false });
const runOf = (report: Report) => (JSON.parse(render(report)) as Log).runs[0]!;
const [finding] = frozenReport.findings;
const resultOf = (change: Partial<Finding>) =>
  runOf(changed(frozenReport, { findings: [{ ...finding!, ...change }] })).results[0]!;

test('renders findings of every kind', async () => {
  await expect(
    render(frozenReport).replace(/"semanticVersion": "[^"]+"/, '"semanticVersion": "<VERSION>"'),
  ).toMatchFileSnapshot('sarif.golden.json');
});

const valid: readonly { why: string; report: Report }[] = [
  { why: 'with findings of every kind', report: frozenReport },
  { why: 'where all is well', report: passingReport },
  {
    why: 'without operations',
    report: changed(frozenReport, { operations: [], results: [], findings: [] }),
  },
  {
    why: 'with a path that is none in a URI',
    report: changed(frozenReport, {
      findings: [{ ...finding!, source: 'C:\\my api\\a#b%.yaml:3' }],
    }),
  },
  { why: 'with a check that nobody asked', report: { ...frozenReport, checks: [] } },
];
for (const { why, report } of valid)
  test(`the schema of SARIF accepts a report ${why}`, () =>
    expect(errorsOf(JSON.parse(render(report)))).toEqual([]));

test('the schema can fail', () => {
  const text = render(frozenReport);
  expect(errorsOf(JSON.parse(text.replaceAll('"level": "note"', '"level": "notice"')))).not.toEqual(
    [],
  );
  expect(errorsOf(JSON.parse(text.replaceAll('"startLine": 31', '"startLine": 0')))).not.toEqual(
    [],
  );
});

test('every result points to its rule', () => {
  const { tool, results } = runOf(frozenReport);
  for (const { ruleId, ruleIndex } of results)
    expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
});

const places: readonly { why: string; source: string; location: object }[] = [
  {
    why: 'a path below the folder of the run is relative to it',
    source: 'spec/a.yaml:7',
    location: {
      artifactLocation: { uri: 'spec/a.yaml', uriBaseId: '%SRCROOT%' },
      region: { startLine: 7 },
    },
  },
  {
    why: 'any other is a file URI',
    source: '/srv/my api/ü.yaml:7',
    location: {
      artifactLocation: { uri: 'file:///srv/my%20api/%C3%BC.yaml' },
      region: { startLine: 7 },
    },
  },
  {
    why: 'so is one of Windows',
    source: 'C:\\apis\\a.yaml:7',
    location: { artifactLocation: { uri: 'file:///C:/apis/a.yaml' }, region: { startLine: 7 } },
  },
  {
    why: 'what a URI has a meaning for is encoded',
    source: 'a#b?c%d:e.yaml:7',
    location: {
      artifactLocation: { uri: 'a%23b%3Fc%25d%3Ae.yaml', uriBaseId: '%SRCROOT%' },
      region: { startLine: 7 },
    },
  },
];
for (const { why, source, location } of places)
  test(why, () => expect(resultOf({ source }).locations[0].physicalLocation).toEqual(location));

const levels = [
  ['error', 'error'],
  ['warning', 'warning'],
  ['notice', 'note'],
] as const;
for (const [severity, level] of levels)
  test(`${severity} is ${level}`, () => expect(resultOf({ severity }).level).toBe(level));

test('only a known finding is suppressed, and the others say that they are not', () => {
  expect(resultOf({}).suppressions).toEqual([]);
  expect(
    resultOf({ known: { reason: 'it is mended', expires: '2026-12-31' } }).suppressions,
  ).toEqual([
    { kind: 'external', status: 'accepted', justification: 'it is mended (until 2026-12-31)' },
  ]);
  expect(runOf(passingReport).results).toEqual([]);
});

test('a run that could not judge did not succeed, one that failed did', () => {
  expect(runOf(frozenReport).invocations[0]!.executionSuccessful).toBe(false);
  expect(runOf({ ...frozenReport, verdict: 'fail' }).invocations[0]!.executionSuccessful).toBe(
    true,
  );
});

const messages: readonly { why: string; actual: string; shown: string }[] = [
  {
    why: 'a curl line or an answer keeps its braces',
    actual: '{"a":{"b":"{0}"}}',
    shown: 'actual       {"a":{"b":"{0}"}}',
  },
  {
    why: 'an answer makes no link',
    actual: '[click](https://example.com)',
    shown: 'actual       [click]\\(https://example.com)',
  },
  { why: 'an answer commands no terminal', actual: '\u001b[2J', shown: 'actual       \\x1b[2J' },
];
for (const { why, actual, shown } of messages)
  test(why, () => expect(resultOf({ actual }).message.text).toContain(shown));
