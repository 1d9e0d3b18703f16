import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect, test } from 'vitest';
import { apis } from '../../../spec/apis.ts';
import { loadContract } from '../../core/contract/load.ts';
import { mutants } from '../../corpus/mutants.ts';
import { frozenReport, passingReport } from '../../corpus/report.ts';
import { startServer } from '../../corpus/server.ts';
import { mixinToken } from '../../core/auth/signers/mixin-token.ts';
import type { Report } from '../report.ts';
import { run } from '../../run/run.ts';
import { json } from './json.ts';

const written = json.render(frozenReport, { colors: true });

test('writes the whole report, as a line of its own', () => {
  expect(JSON.parse(written)).toEqual(frozenReport);
  expect(written).toMatch(/\}\n$/);
});

test('keeps its stable core', () => {
  const core = JSON.parse(written) as {
    verdict: string;
    apis: unknown[];
    cases: object;
    findings: object[];
  };
  expect(core.verdict).toBe('error');
  expect(core.apis).toHaveLength(2);
  expect(Object.keys(core.cases)).toEqual(['planned', 'passed', 'failed', 'errors', 'skipped']);
  const members = [
    'id',
    'severity',
    'check',
    'api',
    'operation',
    'case',
    'message',
    'pointer',
    'source',
    'expected',
    'actual',
    'curl',
    'occurrences',
  ];
  for (const finding of core.findings)
    expect(Object.keys(finding)).toEqual(expect.arrayContaining(members));
});

test('has no colours', () => expect(written).not.toContain('\u001b['));

type Schema = AnySchemaObject & { readonly required: readonly string[] };
const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'report.schema.json'), 'utf8'),
) as Schema;
const judgeBy = (node: Schema) => {
  // `properties` and `required` may stand in a branch, without the type that stands above it
  const ajv = new Ajv2020({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allErrors: true,
  });
  formats.default(ajv);
  const validate = ajv.compile(node);
  return (instance: unknown) =>
    validate(instance)
      ? []
      : validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`);
};
const [errorsOf, errorsOfClosed] = [judgeBy(schema), judgeBy(closed(schema))];
const parsed = (report: object) =>
  JSON.parse(json.render(report as Report, { colors: false })) as unknown;

const shard = { index: 1, of: 2, plan: '9a0364b9' };
const real = await realReport();
const reports: readonly { why: string; report: Report }[] = [
  { why: "with findings of every kind and an API that can't be judged", report: frozenReport },
  { why: 'where all is well', report: passingReport },
  { why: 'of a part of a plan', report: { ...frozenReport, shard } },
  { why: 'of a real run, which has findings', report: real },
];
for (const { why, report } of reports) {
  test(`report.schema.json describes a report ${why}`, () =>
    expect(errorsOf(parsed(report))).toEqual([]));
  test(`report.schema.json leaves out no member of a report ${why}`, () =>
    expect(errorsOfClosed(parsed(report))).toEqual([]));
}

test('the real report has something to describe', () => {
  expect(real.verdict).toBe('fail');
  expect(real.findings.length).toBeGreaterThan(0);
  expect(real.operations.flatMap(({ coverage }) => coverage).length).toBeGreaterThan(0);
});

for (const member of schema.required) {
  test(`report.schema.json refuses a report without \`${member}\``, () => {
    const { [member as keyof Report]: _, ...rest } = frozenReport;
    expect(errorsOf(parsed(rest))).toEqual([` must have required property '${member}'`]);
  });
}

const [finding] = frozenReport.findings;
const [result] = frozenReport.results;
const wrong: readonly { why: string; change: object; place: string }[] = [
  { why: 'a verdict that there is not', change: { verdict: 'ok' }, place: '/verdict' },
  {
    why: 'a fraction of a case',
    change: { cases: { ...frozenReport.cases, failed: 0.5 } },
    place: '/cases/failed',
  },
  {
    why: 'more than everything covered',
    change: { coverage: { ...frozenReport.coverage, percent: 101 } },
    place: '/coverage/percent',
  },
  {
    why: 'a finding without its curl line',
    change: { findings: [{ ...finding, curl: undefined }] },
    place: '/findings/0',
  },
  {
    why: 'a finding that was never seen',
    change: { findings: [{ ...finding, occurrences: 0 }] },
    place: '/findings/0/occurrences',
  },
  {
    why: 'a finding without a line',
    change: { findings: [{ ...finding, source: 'spec/things/openapi.yaml' }] },
    place: '/findings/0/source',
  },
  {
    why: 'a known finding without an end',
    change: { findings: [{ ...finding, known: { reason: 'so' } }] },
    place: '/findings/0/known',
  },
  {
    why: 'a case that fails by no check',
    change: { results: [{ ...result, verdict: { kind: 'fail', checks: [] } }] },
    place: '/results/0/verdict/checks',
  },
  {
    why: 'an error without a reason',
    change: { results: [{ ...result, verdict: { kind: 'error' } }] },
    place: '/results/0/verdict',
  },
  {
    why: 'a verdict of a case that there is not',
    change: { results: [{ ...result, verdict: { kind: 'ok' } }] },
    place: '/results/0/verdict/kind',
  },
  { why: 'a time that is none', change: { started: 'yesterday' }, place: '/started' },
];
for (const { why, change, place } of wrong) {
  test(`report.schema.json refuses ${why}`, () => {
    const errors = errorsOf(parsed({ ...frozenReport, ...change }));
    expect(errors.filter((error) => error.startsWith(`${place} `))).not.toEqual([]);
  });
}

test('report.schema.json lets more members come, and this test would tell', () => {
  const more = parsed({
    ...frozenReport,
    weather: 'fine',
    findings: [{ ...finding, weight: 3 }],
    results: [{ ...result, verdict: { kind: 'pass', twice: true } }],
  });
  expect(errorsOf(more)).toEqual([]);
  expect(errorsOfClosed(more).map((error) => error.split(' ')[0])).toEqual([
    '/findings/0',
    '/results/0/verdict',
    '',
  ]);
});

test('report.schema.json names no host', () =>
  expect(JSON.stringify({ ...schema, $schema: '' })).not.toMatch(/https?:/));

/** The schema with no room for members that it does not name. */
function closed(node: Schema): Schema {
  const close = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => close(item, ''));
    if (typeof value !== 'object' || value === null) return value;
    // what stands in `oneOf` and in `evidence` is only a part of an object
    const entries = Object.entries(value).map(([key, member]) => [
      key,
      key === 'oneOf' ? member : close(member, key),
    ]);
    const isObject =
      'type' in value && value.type === 'object' && ('properties' in value || 'oneOf' in value);
    return Object.fromEntries(
      isObject && name !== 'evidence' ? [...entries, ['unevaluatedProperties', false]] : entries,
    );
  };
  return close(node, '') as Schema;
}

/** A report as a run makes it, on an implementation with one thing wrong. */
async function realReport(): Promise<Report> {
  const mutant = mutants.find(({ api }) => api === 'notifications')!.id;
  const opened = mixinToken.ephemeral();
  const bearerToken = 'notifications-secret-91bc';
  await using server = await startServer({
    mutant,
    apiKey: 'unused',
    bearerToken,
    mixinSession: { uid: 'unused', sid: opened.id, publicKey: opened.publicKey },
  });
  const contract = loadContract('notifications', apis.notifications);
  return await run(
    [
      {
        contract,
        target: server.url,
        credentials: new Map([['bearerAuth', { kind: 'value', value: bearerToken }]]),
        values: new Map(),
      },
    ],
    { timeout: 5000, operations: [], minCoverage: 1 },
  );
}
