import type { KnownValues } from '../core/instances/plain-request.ts';
import type { Operation } from '../core/contract/model.ts';
import type { CaseOutcome, RecordedObservation } from '../report/record.ts';
import { fuzz } from './fuzz.ts';
import { judgeCase, type OperationRun } from './judge-case.ts';

export type FuzzOperationOptions = {
  /** How many random requests are sent. */
  readonly count: number;
  readonly seed: number;
  /** Values of the configuration, which no random value replaces. */
  readonly values: KnownValues;
  /** What the plan of the operation showed. */
  readonly planned: readonly CaseOutcome[];
};

/** The outcomes with new defects, and the first mistake in this program. */
export type FuzzedOperation = {
  readonly outcomes: readonly CaseOutcome[];
  readonly mistake: string | undefined;
};

/** Sends random requests; returns the smallest one for each defect that the plan did not show. */
export async function fuzzOperation(
  operation: Operation,
  run: OperationRun,
  { count, seed, values, planned }: FuzzOperationOptions,
): Promise<FuzzedOperation> {
  const outcomes: CaseOutcome[] = [];
  let mistake: string | undefined;
  const known = new Set(planned.flatMap(({ observations }) => observations.map(nameOf)));
  await fuzz({
    operation,
    values,
    count,
    seed,
    known,
    stopped: () =>
      run.session.isStopped() ||
      run.session.reasonToSkip({ operation, generator: 'fuzz' }) !== undefined,
    async trial(testCase) {
      const { outcome, hasFailed } = await judgeCase(testCase, run);
      if (hasFailed) mistake ??= `${testCase.id}: ${outcome.unjudged?.reason}`;
      return outcome.observations.filter(({ severity }) => severity !== 'notice').map(nameOf);
    },
    async found(testCase) {
      const { outcome } = await judgeCase(testCase, run);
      outcomes.push(outcome);
      for (const observation of outcome.observations) known.add(nameOf(observation));
    },
  });
  return { outcomes, mistake };
}

/** The name of a defect, by which random requests tell a new one. */
const nameOf = ({ check, defect }: RecordedObservation): string => `${check} ${defect}`;
