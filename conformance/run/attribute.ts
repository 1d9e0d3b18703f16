import type { Case } from '../generators/case.ts';
import { isSameAnswer } from '../report/answer.ts';
import type { CaseOutcome } from '../report/record.ts';
import { judgeCase, type OperationRun } from './judge-case.ts';

const attributed = {
  kind: 'skip',
  reason: 'combined case; its components were sent separately (see their results)',
} as const;

/**
 * Sends the components of a combined case alone where the whole does not speak for each of them: it
 * failed, or it is in doubt and was refused, so that the components that would have been accepted
 * are not judged. Drops the observations of the whole that a component shows too. Returns the whole,
 * then the components. Other cases are returned as they are, and so is one that no component
 * explains: its operation serves no valid request, or answers the plainest one in the same way.
 */
export async function attribute(
  { components, operation }: Case,
  whole: CaseOutcome,
  run: OperationRun,
): Promise<readonly CaseOutcome[]> {
  const hasFailed = whole.observations.length > 0;
  if (!components || !(hasFailed || isRefusedInDoubt(whole))) return [whole];
  if (!(await servesAny(run))) return [whole];
  if (await isAnsweredLikeThePlainest(whole, run)) return [whole];
  const outcomes: CaseOutcome[] = [];
  for (const component of components) {
    if (run.session.isStopped() || run.session.hangs(operation) !== undefined) break;
    if (run.session.reasonToSkip(component) !== undefined) continue;
    outcomes.push((await judgeCase(component, run)).outcome);
  }
  const shown = new Set(
    outcomes.flatMap(({ observations }) => observations.map((one) => one.check)),
  );
  const observations = whole.observations.filter(({ check }) => !shown.has(check));
  const isExplained = hasFailed && observations.length === 0 && whole.unjudged?.kind !== 'error';
  return [
    { ...whole, observations, ...(isExplained ? { unjudged: attributed } : {}) },
    ...outcomes,
  ];
}

/** Whether a case that may be accepted or refused was refused. */
const isRefusedInDoubt = ({ intent, answer }: CaseOutcome): boolean =>
  intent === 'unspecified' && answer?.meaning === 'refusal';

/** Whether the plainest valid request is refused, or fails, in the same way. */
async function isAnsweredLikeThePlainest(
  { intent, answer }: CaseOutcome,
  { session, plainest }: OperationRun,
): Promise<boolean> {
  if (intent !== 'valid' || !answer || answer.meaning === 'success' || !plainest) return false;
  return isSameAnswer(answer, await session.probe(plainest));
}

/** Whether the operation serves any valid request; if none was served yet, probes the others. */
async function servesAny({ session, statistics, plan }: OperationRun): Promise<boolean> {
  if (statistics.hasServed()) return true;
  for (const other of plan) {
    if (other.intent !== 'valid' || other.components) continue;
    if ((await session.probe(other))?.meaning === 'success') return true;
  }
  return false;
}
