import type { Severity } from '../checks/severity.ts';
import type { ApiReport, CaseOutcome, OperationReport, RunRecord } from './record.ts';
import type { CaseResult, Finding, Report, Verdict } from './report.ts';
import { failingFrom, isAsSevereAs } from '../checks/severity.ts';
import { applyBaseline, type Baseline } from './baseline.ts';
import { coveredOf, coverageKinds } from './coverage/covered.ts';
import { findingsOf } from './findings.ts';
import { groupsOf } from './groups.ts';
import { unjudgeable, type Unjudgeable } from './not-judgeable.ts';
import { weighed, type WeighOptions } from './weigh.ts';

/** How the user wants observations to be weighed. */
export type ConcludeOptions = WeighOptions & {
  /** The least severity that fails the run. */
  readonly failOn?: Severity | 'never' | undefined;
  /** The coverage in percent below which the run fails. */
  readonly minCoverage?: number | undefined;
  readonly baseline?: Baseline | undefined;
};

/**
 * The verdict on each case, from the findings that fail it.
 * @param reasons by API and operation: why it can't be judged
 */
function withVerdicts(
  outcomes: readonly CaseOutcome[],
  failing: readonly Finding[],
  reasons: ReadonlyMap<string, string>,
): readonly CaseResult[] {
  const shown = new Map<string, Finding[]>();
  for (const finding of failing)
    for (const id of finding.cases)
      shown.set(`${finding.api} ${id}`, [...(shown.get(`${finding.api} ${id}`) ?? []), finding]);
  return outcomes.map(
    (outcome): CaseResult => ({
      ...outcome,
      verdict: verdictOf(
        outcome,
        shown.get(`${outcome.api} ${outcome.id}`) ?? [],
        reasons.get(`${outcome.api} ${outcome.operation}`),
      ),
    }),
  );
}

/** By name: the APIs that can't be judged, with the reason. */
const unjudgeableApis = ({ apis, operations }: RunRecord): ReadonlyMap<string, Unjudgeable> =>
  new Map(
    apis.flatMap(({ name, target }) => {
      const own = operations.filter(({ api }) => api === name);
      const found = unjudgeable(name, target, own);
      return found ? [[name, found] as const] : [];
    }),
  );

/** Concludes findings, verdicts and coverage from a record. Pure: same record, same report. */
export function conclude(record: RunRecord, options: ConcludeOptions = {}): Report {
  const { failOn = 'error', minCoverage, baseline } = options;
  const { started, milliseconds, shard, operations } = record;
  const outcomes = record.outcomes.map((outcome) => weighed(outcome, options));
  const unjudged = unjudgeableApis(record);
  const reasons = unjudgeableOperations(operations, unjudged);
  const judged = findingsOf(outcomes, operations).filter(
    ({ api, operation }) => !reasons.has(`${api} ${operation}`),
  );
  const apis = record.apis.map(
    (api): ApiReport =>
      api.error === undefined && unjudged.has(api.name)
        ? { ...api, error: unjudged.get(api.name)!.reason, isConcluded: true }
        : api,
  );
  const { findings, notes } = baseline
    ? applyBaseline(baseline, judged, { apis, outcomes, started })
    : { findings: judged, notes: undefined };

  const failing = findings.filter(({ severity }) => isAsSevereAs(severity, failingFrom(failOn)));
  const results = withVerdicts(record.outcomes, failing, reasons);

  const count = (kind: Verdict['kind']) =>
    results.filter(({ verdict }) => verdict.kind === kind).length;
  const cases = {
    planned: results.length,
    passed: count('pass'),
    failed: count('fail'),
    errors: count('error'),
    skipped: count('skip'),
  };
  const coverage = coverageOf(operations, minCoverage);
  const isJudged = results.some(
    ({ unjudged: reason, verdict }) =>
      verdict.kind === 'pass' || verdict.kind === 'fail' || (verdict.kind === 'skip' && !reason),
  );
  // a plan may have fewer cases than parts
  const isEmptyPart = shard !== undefined && results.length === 0;
  const couldNotJudge =
    apis.some(({ error }) => error !== undefined) || cases.errors > 0 || !(isJudged || isEmptyPart);
  const fails =
    (failOn !== 'never' && failing.some(({ known }) => !known)) ||
    (minCoverage !== undefined && coverage.percent < minCoverage);
  return {
    verdict: couldNotJudge ? 'error' : fails ? 'fail' : 'pass',
    apis,
    cases,
    findings,
    groups: groupsOf(findings),
    failOn,
    coverage,
    ...(notes ? { baseline: notes } : {}),
    checks: record.checks,
    operations,
    results,
    started,
    milliseconds,
    ...(shard ? { shard } : {}),
  };
}

/** The record of a report, so that records of several shards can be merged and concluded anew. */
export function recordOf({
  apis,
  checks,
  operations,
  results,
  started,
  milliseconds,
  shard,
}: Report): RunRecord {
  return {
    started,
    milliseconds,
    ...(shard ? { shard } : {}),
    apis: apis.map(({ error, isConcluded, ...api }) =>
      error === undefined || isConcluded ? api : { ...api, error },
    ),
    checks,
    operations,
    outcomes: results.map(({ verdict: _, ...outcome }) => outcome),
  };
}

/** Operations that can't be judged (wrong base URL, rejected credentials), with the reason. */
function unjudgeableOperations(
  operations: readonly OperationReport[],
  unjudged: ReadonlyMap<string, Unjudgeable>,
): ReadonlyMap<string, string> {
  return new Map(
    operations.flatMap((operation) => {
      const found = unjudged.get(operation.api);
      return found?.concerns(operation)
        ? [[`${operation.api} ${operation.id}`, found.reason] as const]
        : [];
    }),
  );
}

function verdictOf(
  { unjudged }: CaseOutcome,
  findings: readonly Finding[],
  reason: string | undefined,
): Verdict {
  if (reason !== undefined) return { kind: 'error', reason };
  if (unjudged?.kind === 'error') return unjudged;
  const accusing = findings.filter(({ known }) => !known);
  if (accusing.length > 0)
    return { kind: 'fail', checks: [...new Set(accusing.map(({ check }) => check))] };
  if (unjudged) return unjudged;
  const [known] = findings;
  return known
    ? {
        kind: 'skip',
        reason: `its finding is known until ${known.known!.expires}: ${known.known!.reason}`,
      }
    : { kind: 'pass' };
}

function coverageOf(
  operations: readonly OperationReport[],
  minimum: number | undefined,
): Report['coverage'] {
  const items = operations.flatMap(({ coverage }) => coverage);
  const kinds = Object.keys(coverageKinds).map((kind) => {
    const { reached, total } = coveredOf(items.filter((item) => item.kind === kind));
    return [kind, { reached, total }] as const;
  });
  return {
    percent: coveredOf(items).percent,
    ...(minimum === undefined ? {} : { minimum }),
    kinds: Object.fromEntries(kinds) as Report['coverage']['kinds'],
  };
}
