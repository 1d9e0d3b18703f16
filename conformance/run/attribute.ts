import type { Case } from '../generators/case.ts';
import type { CaseOutcome } from '../report/record.ts';
import { judgeCase, type OperationRun } from './judge-case.ts';

const attributed = {
  kind: 'skip',
  reason: 'combined case; its components were sent separately (see their results)',
} as const;

/**
 * Finds the components that are to blame for a failed combined case: sends each alone, and drops
 * the observations of the whole that a component shows too. Returns the whole, then the components.
 * Other cases are returned as they are, and so is one whose operation serves no valid request.
 */
export async function attribute(
  { components }: Case,
  failed: CaseOutcome,
  run: OperationRun,
): Promise<readonly CaseOutcome[]> {
  if (failed.observations.length === 0 || !components || !(await servesAny(run))) return [failed];
  const outcomes: CaseOutcome[] = [];
  for (const component of components) {
    if (run.session.fatal !== undefined) break;
    outcomes.push((await judgeCase(component, run)).outcome);
  }
  const shown = new Set(
    outcomes.flatMap(({ observations }) => observations.map((one) => one.check)),
  );
  const observations = failed.observations.filter(({ check }) => !shown.has(check));
  const isExplained = observations.length === 0 && failed.unjudged?.kind !== 'error';
  return [
    { ...failed, observations, ...(isExplained ? { unjudged: attributed } : {}) },
    ...outcomes,
  ];
}

/** Whether the operation serves any valid request; if none was served yet, probes the others. */
async function servesAny({ session, statistics, plan }: OperationRun): Promise<boolean> {
  if (statistics.hasServed()) return true;
  for (const other of plan) {
    if (other.intent !== 'valid' || other.components) continue;
    // a request that can't be sent is reported as a case of its own
    if (await session.probe(other).catch(() => false)) return true;
  }
  return false;
}
