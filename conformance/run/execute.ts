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

/** What was done of some cases, and what was put aside because the target asks to wait. */
export type Executed = {
  /** In the order of the cases. */
  readonly outcomes: readonly CaseOutcome[];
  readonly rest: readonly Case[];
};

/**
 * Runs the cases of an operation, up to the first that the target asks to wait for. After a fatal
 * error the rest is skipped.
 */
export async function execute(
  cases: readonly Case[],
  run: OperationRun,
  { concurrency, onCase }: ExecuteOptions,
): Promise<Executed> {
  const positions = new Map(run.plan.map(({ id }, position) => [id, position]));
  const executed: (readonly CaseOutcome[])[] = [];
  const putAside = new Set<Case>();
  // the workers share one iterator, so each case is taken once
  const queue = cases.entries();
  async function work(): Promise<void> {
    for (const [index, testCase] of queue) {
      const position = positions.get(testCase.id)!;
      const outcomes = putAside.size > 0 ? undefined : await executeOne(testCase, run);
      if (outcomes === undefined) {
        putAside.add(testCase);
        continue;
      }
      executed[index] = outcomes.map((outcome) => ({ ...outcome, position }));
      onCase(testCase, outcomes);
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work));
  return { outcomes: executed.flat(), rest: cases.filter((one) => putAside.has(one)) };
}

/** The outcomes of a case; `undefined` if it is put aside. */
async function executeOne(
  testCase: Case,
  run: OperationRun,
): Promise<readonly CaseOutcome[] | undefined> {
  const { session, reporting } = run;
  const reason = session.isStopped() ? session.fatal : session.reasonToSkip(testCase);
  if (reason !== undefined)
    return [outcomeOf(testCase, reporting.redact, { kind: 'skip', reason })];
  const lost = session.lost(testCase.operation);
  if (lost !== undefined)
    return [outcomeOf(testCase, reporting.redact, { kind: 'error', reason: lost })];
  const { outcome, isPutAside } = await judgeCase(testCase, run, true);
  return isPutAside ? undefined : attribute(testCase, outcome, run);
}
