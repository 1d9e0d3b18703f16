import { strengths, type Strength } from '../core/contract/evidence.ts';
import type { Severity } from '../checks/severity.ts';
import type { CaseOutcome, RecordedObservation } from './record.ts';

/** How the user wants defects to be weighed. */
export type WeighOptions = {
  /** By check, instead of its own severity. */
  readonly severities?: ReadonlyMap<string, Severity> | undefined;
  /** Whether notices are errors, except for checks in `severities`. */
  readonly strict?: boolean | undefined;
  /** The weakest evidence that makes a broken rule an error; `documented` by default. */
  readonly evidence?: Exclude<Strength, 'usage'> | undefined;
};

/** An outcome whose observations have the severities that the user wants. */
export function weighed(outcome: CaseOutcome, options: WeighOptions): CaseOutcome {
  if (outcome.observations.length === 0) return outcome;
  const observations = outcome.observations.map((observation) => weighedOne(observation, options));
  return { ...outcome, observations };
}

/** An observation with its strength only where that makes it a warning, for reports to say so. */
function weighedOne(
  { strength, ...observation }: RecordedObservation,
  options: WeighOptions,
): RecordedObservation {
  const severity = severityOf({ ...observation, ...(strength && { strength }) }, options);
  const isWeak = strength !== undefined && severity !== severityOf(observation, options);
  return { ...observation, severity, ...(isWeak ? { strength } : {}) };
}

/** A defect against a rule with weak evidence is a warning: the rule may be wrong. */
export function severityOf(
  { check, severity, strength }: Pick<RecordedObservation, 'check' | 'severity' | 'strength'>,
  { severities, strict, evidence = 'documented' }: WeighOptions,
): Severity {
  const own = severities?.get(check);
  if (own !== undefined) return own;
  if (strict && severity === 'notice') return 'error';
  const isWeak =
    strength !== undefined && strengths.indexOf(strength) < strengths.indexOf(evidence);
  return severity === 'error' && isWeak ? 'warning' : severity;
}
