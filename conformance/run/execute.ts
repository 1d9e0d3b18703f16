import type { Case } from '../generators/case.ts';
import type { CaseOutcome } from '../report/record.ts';
import { attribute } from './attribute.ts';
import { judgeCase, outcomeOf, type OperationRun } from './judge-case.ts';

export type ExecuteOptions = {
  /** How many cases run at the same time. */
  readonly concurrency: number;
  /** Called after each case, in the order of completion. */
  readonly onCase: (testCase: Case, outcomes: readonly CaseOutcome[]) => void;
};

/**
 * Runs the cases of an operation. Returns the outcomes in the order of the cases; after a fatal
 * error the rest is skipped.
 */
export async function execute(
  cases: readonly Case[],
  run: OperationRun,
  { concurrency, onCase }: ExecuteOptions,
): Promise<readonly CaseOutcome[]> {
  const positions = new Map(run.plan.map(({ id }, position) => [id, position]));
  const executed: (readonly CaseOutcome[])[] = [];
  // the workers share one iterator, so each case is taken once
  const queue = cases.entries();
  async function work(): Promise<void> {
    for (const [index, testCase] of queue) {
      const position = positions.get(testCase.id)!;
      const outcomes = await executeOne(testCase, run);
      executed[index] = outcomes.map((outcome) => ({ ...outcome, position }));
      onCase(testCase, outcomes);
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work));
  return executed.flat();
}

async function executeOne(testCase: Case, run: OperationRun): Promise<readonly CaseOutcome[]> {
  const { session, reporting } = run;
  const reason = session.isStopped() ? session.fatal : session.hangs(testCase.operation);
  if (reason !== undefined)
    return [outcomeOf(testCase, reporting.redact, { kind: 'skip', reason })];
  const lost = session.lost(testCase.operation);
  if (lost !== undefined)
    return [outcomeOf(testCase, reporting.redact, { kind: 'error', reason: lost })];
  const { outcome } = await judgeCase(testCase, run);
  return attribute(testCase, outcome, run);
}
