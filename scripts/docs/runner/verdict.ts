import { severities } from '../../../conformance/checks/severity.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import type { ApiReport } from '../../../conformance/report/record.ts';
import type { Finding, Report } from '../../../conformance/report/report.ts';
import { standingOf } from '../../../conformance/report/reporters/finding.ts';
import { countOf, resultsOf } from '../../../conformance/report/reporters/sum.ts';

/** What the last run says of an operation, or of a whole API. `not run` is what the report says nothing of. */
export type Verdict = {
  readonly kind: 'pass' | 'fail' | 'not judged' | 'not run';
  /** Why it was not judged, or not run, where the report says it. */
  readonly reason?: string;
  readonly passed: number;
  readonly failed: number;
  /** Cases that could not be judged, or were not sent. */
  readonly others: number;
  /** The most severe first. */
  readonly findings: readonly Finding[];
};

const none = { passed: 0, failed: 0, others: 0, findings: [] };

/** The part of a report about an API; `undefined` where there is none. */
export const apiReportOf = ({ apis }: Report, api: string): ApiReport | undefined =>
  apis.find(({ name }) => name === api);

/** What a report says of an operation. */
export function operationVerdict(report: Report, api: string, operation: string): Verdict {
  const run = apiReportOf(report, api);
  const excluded = run?.excluded?.find((one) => one.operation === operation);
  if (excluded) return { kind: 'not run', reason: excluded.reason, ...none };
  const results = resultsOf(report, { api, id: operation });
  const findings = findingsBy(report).get(keyOf(api, operation)) ?? [];
  const asked = report.notJudged?.find((one) => one.api === api && one.operation === operation);
  const isPlanned = run?.operations.includes(operation) === true;
  if (!isPlanned && results.length === 0 && findings.length === 0)
    return { kind: 'not run', ...none };
  const [passed, failed] = [countOf(results, 'pass'), countOf(results, 'fail')];
  const counts = { passed, failed, others: results.length - passed - failed, findings };
  if (failed > 0 || findings.some((finding) => standingOf(report, finding) === 'failing'))
    return { kind: 'fail', ...counts };
  if (passed > 0 && !asked) return { kind: 'pass', ...counts };
  const first = results.flatMap(({ verdict }) => ('reason' in verdict ? [verdict.reason] : []))[0];
  const reason = asked ? `${asked.reason}. ${asked.question}` : (run?.error ?? first);
  return { kind: 'not judged', ...(reason !== undefined && { reason }), ...counts };
}

/** What a report says of a whole API: that of its worst operation. */
export function apiVerdict(report: Report, api: string): Verdict {
  const run = apiReportOf(report, api);
  if (!run) return { kind: 'not run', ...none };
  const all = run.operations.map((id) => operationVerdict(report, api, id));
  const sum = (key: 'passed' | 'failed' | 'others') =>
    all.reduce((total, one) => total + one[key], 0);
  const has = (kind: Verdict['kind']) => all.some((one) => one.kind === kind);
  const whole = run.error === undefined && has('pass') ? 'pass' : 'not judged';
  return {
    kind: has('fail') ? 'fail' : whole,
    ...(run.error !== undefined && { reason: run.error }),
    ...{ passed: sum('passed'), failed: sum('failed'), others: sum('others') },
    findings: all.flatMap(({ findings }) => findings),
  };
}

const keyOf = (...names: readonly string[]): string => JSON.stringify(names);

const known = new WeakMap<Report, ReadonlyMap<string, readonly Finding[]>>();

/** The findings by operation, known ones last. */
const findingsBy = (report: Report): ReadonlyMap<string, readonly Finding[]> =>
  cached(known, report, () =>
    Map.groupBy(report.findings.toSorted(byWeight), ({ api, operation }) => keyOf(api, operation)),
  );

const byWeight = (one: Finding, other: Finding): number =>
  Number(one.known !== undefined) - Number(other.known !== undefined) ||
  severities.indexOf(other.severity) - severities.indexOf(one.severity);
