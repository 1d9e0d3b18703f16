import type { Check } from '../checks/check.ts';
import * as checks from '../checks/index.ts';
import {
  isRunnerLine,
  type CaseOutcome,
  type OperationReport,
  type RecordedObservation,
} from './record.ts';
import type { Finding } from './report.ts';

/** Ids of the checks that report one finding for an operation if no valid request passes. */
const aggregating = new Set(
  (Object.values(checks) as Check[])
    .filter(({ aggregates }) => aggregates === 'operation')
    .map(({ id }) => id),
);

const everyValidRequest = 'every valid request';

/** By check: the one whose findings come first. */
const impliedBy = new Map(
  Object.values(checks as { readonly [name: string]: Check }).flatMap(({ id, impliedBy: other }) =>
    other === undefined ? [] : [[id, other] as const],
  ),
);

/**
 * Without what a finding of another check about the same operation may explain, or that its
 * plainest request is refused too.
 */
function withoutImplied(seen: readonly Seen[], outcomes: readonly CaseOutcome[]): readonly Seen[] {
  const keyOf = ({ api, operation }: CaseOutcome, check: string) => `${api} ${operation} ${check}`;
  const explained = new Set([
    ...seen.map(({ outcome, observation }) => keyOf(outcome, observation.check)),
    ...outcomes
      .filter(({ isPlain, answer }) => isPlain && answer && answer.meaning !== 'success')
      .flatMap((outcome) => [...impliedBy.values()].map((check) => keyOf(outcome, check))),
  ]);
  return seen.filter(({ outcome, observation }) => {
    const other = impliedBy.get(observation.check);
    return other === undefined || !explained.has(keyOf(outcome, other));
  });
}

/** An observation and the outcome of its case. */
type Seen = { readonly outcome: CaseOutcome; readonly observation: RecordedObservation };

/** The id of the finding that an observation belongs to; the same in every run. */
export const idOf = (
  { api, operation }: Pick<CaseOutcome, 'api' | 'operation'>,
  { check, defect, variation }: Pick<RecordedObservation, 'check' | 'defect' | 'variation'>,
): string =>
  [api, operation, check, variation === undefined ? defect : `${defect}:${variation}`]
    .join('/')
    .replaceAll(/\s+/g, ':')
    .replaceAll(/\/{2,}/g, '/');

/** Groups observations into findings: one for each defect, with the clearest request. */
export function findingsOf(
  outcomes: readonly CaseOutcome[],
  operations: readonly OperationReport[],
): Finding[] {
  const seen = refusedAltogether(
    withoutImplied(
      outcomes.flatMap((outcome) =>
        outcome.observations.map((observation) => ({ outcome, observation })),
      ),
      outcomes,
    ),
    operations,
  );
  const groups = Map.groupBy(seen, ({ outcome, observation }) => idOf(outcome, observation));
  return [...groups].map(([id, group]): Finding => {
    const {
      outcome,
      observation: { defect: _, variation: __, times: ___, ...observation },
    } = group.find(isPlainOfAll) ?? clearest(group);
    return {
      id,
      ...observation,
      api: outcome.api,
      operation: outcome.operation,
      case: outcome.id,
      reason: outcome.reason,
      occurrences: group.reduce((sum, one) => sum + (one.observation.times ?? 1), 0),
      cases: [...new Set(group.map((one) => one.outcome.id))],
    };
  });
}

/**
 * The request to show: a valid one if possible, which leaves no room for doubt; then the smallest. A
 * valid one that takes several requests is not worth it.
 */
function clearest(group: readonly Seen[]): Seen {
  const least = Math.min(...group.map(sizeOf));
  const valid = group.filter(
    (one) => one.outcome.intent === 'valid' && !(sizeOf(one) > 2 * least + 200),
  );
  const [first, ...others] = valid.length > 0 ? valid : group;
  return others.reduce(
    (smallest, next) => (sizeOf(next) < sizeOf(smallest) ? next : smallest),
    first!,
  );
}

/** Of an operation that refuses every valid request, the plainest one shows it. */
const isPlainOfAll = ({ outcome, observation }: Seen): boolean =>
  observation.defect === everyValidRequest && outcome.isPlain === true;

/** The length of the curl line; a case that no single curl command repeats is the largest. */
const sizeOf = ({ observation: { curl } }: Seen): number =>
  isRunnerLine(curl) ? Infinity : curl.length;

/**
 * If an operation refused every valid request, no feature of a single one is to blame: they become
 * one defect.
 */
function refusedAltogether(
  seen: readonly Seen[],
  operations: readonly OperationReport[],
): readonly Seen[] {
  const isRefusal = ({ observation }: Seen) => aggregating.has(observation.check);
  const keyOf = ({ outcome }: Seen) => `${outcome.api} ${outcome.operation}`;
  const refused = Map.groupBy(seen.filter(isRefusal), keyOf);
  const valid = new Map(
    operations.map((operation) => [`${operation.api} ${operation.id}`, operation.valid]),
  );
  const isAll = (key: string) => {
    const count = refused.get(key)?.length ?? 0;
    return count >= 2 && count === valid.get(key);
  };
  return seen.map((one) => {
    if (!isRefusal(one) || !isAll(keyOf(one))) return one;
    const { api, operation } = one.outcome;
    const message = `Every valid request was refused. Check the credentials, and whether the implementation has the values that are sent. Set values that exist under targets.${api}.values.${operation} in a --config file.`;
    const { variation: _, ...observation } = one.observation;
    return { ...one, observation: { ...observation, message, defect: everyValidRequest } };
  });
}
