import type { Check } from '../checks/check.ts';
import type { Severity } from '../checks/severity.ts';
import type { ApiReport, CaseOutcome, OperationReport, RunRecord } from './record.ts';
import type { CaseResult, Finding, Report, Verdict } from './report.ts';
import * as checks from '../checks/index.ts';
import { failingFrom, isAsSevereAs } from '../checks/severity.ts';
import { applyBaseline, type Baseline } from './baseline.ts';
import { coveredOf, coverageKinds, itemsOf } from './coverage/covered.ts';
import { findingsOf } from './findings.ts';
import { groupsOf } from './groups.ts';
import { unjudgeable, type Unjudgeable } from './not-judgeable.ts';
import { unjudgedIn, type Unjudged } from './not-judged.ts';
import { unreachedIn, type Unreached } from './unreached.ts';
import { weighed, type WeighOptions } from './weigh.ts';

/** How the user wants observations to be weighed. */
export type ConcludeOptions = WeighOptions & {
  /** The least severity that fails the run. */
  readonly failOn?: Severity | 'never' | undefined;
  /** The coverage in percent below which the run fails. */
  readonly minCoverage?: number | undefined;
  readonly baseline?: Baseline | undefined;
};

/** Why cases and operations can't be judged. */
type Reasons = {
  /** By API and operation: nothing of it can be judged. */
  readonly operations: ReadonlyMap<string, string>;
  /** By API and case: it shows nothing, unless a finding accuses it. */
  readonly cases: ReadonlyMap<string, string>;
};

/** The verdict on each case, from the findings that fail it. */
function withVerdicts(
  outcomes: readonly CaseOutcome[],
  failing: readonly Finding[],
  reasons: Reasons,
): readonly CaseResult[] {
  const shown = new Map<string, Finding[]>();
  for (const finding of failing)
    for (const id of finding.cases)
      shown.set(`${finding.api} ${id}`, [...(shown.get(`${finding.api} ${id}`) ?? []), finding]);
  return outcomes.map((outcome): CaseResult => {
    const { api, id, operation } = outcome;
    const error = reasons.operations.get(`${api} ${operation}`);
    const verdict: Verdict =
      error === undefined
        ? verdictOf(outcome, shown.get(`${api} ${id}`) ?? [], reasons.cases.get(`${api} ${id}`))
        : { kind: 'error', reason: error };
    return { ...outcome, verdict };
  });
}

/** By name: the APIs that can't be judged, with the reason. */
const unjudgeableApis = ({ apis, operations }: RunRecord): ReadonlyMap<string, Unjudgeable> =>
  new Map(
    apis.flatMap((api) => {
      const own = operations.filter((one) => one.api === api.name);
      const found = unjudgeable(api, own);
      return found ? [[api.name, found] as const] : [];
    }),
  );

/** Concludes findings, verdicts and coverage from a record. Pure: same record, same report. */
export function conclude(record: RunRecord, options: ConcludeOptions = {}): Report {
  const { failOn = 'error', minCoverage, baseline } = options;
  const { started, milliseconds, shard } = record;
  const unjudged = unjudgeableApis(record);
  const reasons = unjudgeableOperations(record.operations, unjudged);
  const missing = unjudgedIn(
    record.outcomes,
    record.operations.filter(({ api, id }) => !reasons.has(`${api} ${id}`)),
    record.apis,
  );
  const operations = withoutVerdicts(record.operations, reasons, missing);
  const outcomes = record.outcomes.map((outcome) =>
    judgedPartOf(weighed(outcome, options), missing),
  );
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
    ? applyBaseline(baseline, judged, { apis, outcomes, started, notJudged: missing.operations })
    : { findings: judged, notes: undefined };

  const failing = findings.filter(({ severity }) => isAsSevereAs(severity, failingFrom(failOn)));
  const results = withVerdicts(record.outcomes, failing, {
    operations: reasons,
    cases: missing.cases,
  });

  const cases = countsOf(results);
  const unreached = unreachedBut(reasons, missing, record);
  const coverage = coverageOf(operations, minCoverage);
  // a plan may have fewer cases than parts
  const isEmptyPart = shard !== undefined && results.length === 0;
  const couldNotJudge =
    apis.some(({ error }) => error !== undefined) ||
    cases.errors > 0 ||
    !(isAnyJudged(results, missing) || isEmptyPart);
  const fails =
    (failOn !== 'never' && failing.some(({ known }) => !known)) ||
    (minCoverage !== undefined && coverage.percent < minCoverage);
  return {
    verdict: couldNotJudge ? 'error' : fails ? 'fail' : 'pass',
    apis,
    cases,
    findings,
    groups: groupsOf(findings, { operations, outcomes }),
    notJudged: missing.operations,
    ...(unreached.length > 0 ? { unreached } : {}),
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

/** The operations without a success, but those of which the report says more elsewhere. */
function unreachedBut(
  reasons: Reasons['operations'],
  { operations: asked }: Unjudged,
  record: RunRecord,
): readonly Unreached[] {
  const told = new Set([
    ...reasons.keys(),
    ...asked.map(({ api, operation }) => `${api} ${operation}`),
  ]);
  return unreachedIn(record, ({ api, id }) => told.has(`${api} ${id}`));
}

/** An outcome without the observations that depend on the state of the target, if its case can't be judged. */
function judgedPartOf(outcome: CaseOutcome, { cases }: Unjudged): CaseOutcome {
  if (!cases.has(`${outcome.api} ${outcome.id}`)) return outcome;
  return {
    ...outcome,
    observations: outcome.observations.filter(({ check }) => !ofState.has(check)),
  };
}

/** Ids of the checks that judge only where no state of the target is in the way. */
const ofState = new Set(
  (Object.values(checks) as Check[]).filter(({ needs }) => needs === 'state').map(({ id }) => id),
);

function countsOf(results: readonly CaseResult[]): Report['cases'] {
  const count = (kind: Verdict['kind']) =>
    results.filter(({ verdict }) => verdict.kind === kind).length;
  return {
    planned: results.length,
    passed: count('pass'),
    failed: count('fail'),
    errors: count('error'),
    skipped: count('skip'),
  };
}

/**
 * Whether the run judged anything. What an operation refuses shows nothing where it also refuses
 * every valid request; a finding shows something all the same.
 */
function isAnyJudged(results: readonly CaseResult[], { operations }: Unjudged): boolean {
  const left = new Set(operations.map(({ api, operation }) => `${api} ${operation}`));
  return results.some(
    ({ api, operation, unjudged: reason, verdict: { kind } }) =>
      kind === 'fail' ||
      (!left.has(`${api} ${operation}`) && (kind === 'pass' || (kind === 'skip' && !reason))),
  );
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
    operations: operations.map(({ isUnjudged: _, ...operation }) => operation),
    outcomes: results.map(({ verdict: _, ...outcome }) => outcome),
  };
}

/** The operations, those marked of which nothing can be said. */
function withoutVerdicts(
  operations: readonly OperationReport[],
  reasons: Reasons['operations'],
  missing: Unjudged,
): readonly OperationReport[] {
  const unjudged = new Set([
    ...reasons.keys(),
    ...missing.operations.map(({ api, operation }) => `${api} ${operation}`),
  ]);
  return operations.map((operation) =>
    unjudged.has(`${operation.api} ${operation.id}`)
      ? { ...operation, isUnjudged: true }
      : operation,
  );
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
  showsNothing: string | undefined,
): Verdict {
  if (unjudged?.kind === 'error') return unjudged;
  const accusing = findings.filter(({ known }) => !known);
  if (accusing.length > 0)
    return { kind: 'fail', checks: [...new Set(accusing.map(({ check }) => check))] };
  if (unjudged) return unjudged;
  const [known] = findings;
  if (!known && showsNothing !== undefined) return { kind: 'skip', reason: showsNothing };
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
  const items = operations.flatMap(itemsOf);
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
