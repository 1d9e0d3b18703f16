import { setTimeout } from 'node:timers/promises';
import type { Check } from '../checks/check.ts';
import * as checks from '../checks/index.ts';
import type { Case } from '../generators/case.ts';
import { isSingle, type Sequence } from '../plan/sequences.ts';
import type { OperationRecord, RunContext } from './records.ts';
import { hasError, judgeCase, outcomeOf, type OperationRun } from './judge-case.ts';
import type { Assignment } from './options.ts';
import { needsOwn } from './resources/guard.ts';
import { runSequence } from './resources/run-sequence.ts';
import type { TargetSession } from './session.ts';

/** What the sequences of an API share, and the records that they add to. */
type Recording = {
  readonly session: TargetSession;
  readonly records: readonly OperationRecord[];
  readonly assignment: Assignment;
  readonly context: RunContext;
};

/** Runs a sequence, and adds its outcomes to the records of their operations. */
export async function recordSequence(
  sequence: Sequence,
  { session, records, assignment, context }: Recording,
): Promise<void> {
  const { options, redact } = context;
  if (!session.resources || session.isStopped()) return;
  const ids = options.plan?.ids ?? [];
  const recordFor = ({ id, operation }: Case) =>
    ids.length === 0 || ids.includes(id)
      ? records.find((one) => one.id === operation.id && one.run)
      : undefined;
  const skip = (testCase: Case, reason: string) =>
    void recordFor(testCase)?.outcomes.push(outcomeOf(testCase, redact, { kind: 'skip', reason }));
  let sentFor = 0;
  const { losses } = session.restarts;
  const isLost = () => session.restarts.losses > losses;
  const single = isSingle(sequence) ? await openSingle(sequence, session) : { restore: undefined };
  if ('skip' in single) {
    for (const { testCase } of sequence.steps) skip(testCase, single.skip);
    return;
  }
  await runSequence(sequence, {
    resources: session.resources,
    run: options.plan?.run ?? '',
    hasOther: assignment.otherCredentials !== undefined,
    async send(testCase) {
      const record = recordFor(testCase);
      const reason = isLost() ? lostThings : session.reasonToSkip(testCase);
      if (reason !== undefined) {
        skip(testCase, reason);
        return undefined;
      }
      if (!record?.run) {
        sentFor += 1;
        return (await session.prepare(testCase))?.exchange;
      }
      const { outcome, exchange } = await judgeSettled(testCase, record.run, options.settling);
      if (isLost()) {
        skip(testCase, lostThings);
        return undefined;
      }
      record.outcomes.push(outcome);
      const at = { api: assignment.contract.api, operation: testCase.operation.id };
      options.progress?.advance?.({ ...at, case: testCase.id, fails: hasError(outcome) });
      return exchange;
    },
    skip,
  });
  await single.restore?.();
  if (sentFor > 0) session.note(noteOn(sequence, sentFor));
}

const lostThings = 'the target was down, and came back without the things that it is about';

/** Tells of steps that are only sent because the last one rests on them. */
function noteOn({ steps }: Sequence, count: number): string {
  const { id } = steps.at(-1)!.testCase;
  return `${count === 1 ? '1 request was' : `${count} requests were`} sent before ${id}, which rests on what came before, and ${count === 1 ? 'is' : 'are'} not judged`;
}

/** Reads what there is only once, so that it can be written back; says why it must not be written. */
async function openSingle(
  { steps }: Sequence,
  session: TargetSession,
): Promise<{ readonly skip: string } | { readonly restore: () => Promise<void> }> {
  const writing = steps.find(({ act }) => act === 'change' || act === 'replace');
  const operation = writing!.testCase.operation;
  const reason = needsOwn(operation, 'set');
  if (reason !== undefined) return { skip: reason };
  const restore = await session.restorer(operation);
  return restore ? { restore } : { skip: 'what is there could not be written back' };
}

/** How long a target may take to show a change everywhere, in milliseconds. */
const usualSettling = 500;

/**
 * Judges a case about the state of things; where it shows a defect, once more after a while, because
 * a change may take a moment to show everywhere.
 */
async function judgeSettled(testCase: Case, run: OperationRun, settling = usualSettling) {
  const judged = await judgeCase(testCase, run);
  const isInDoubt =
    testCase.request.body === undefined &&
    judged.outcome.observations.some(({ check }) => ofState.has(check));
  if (!isInDoubt || settling === 0) return judged;
  await setTimeout(settling);
  return judgeCase(testCase, run);
}

/** Ids of the checks that judge what earlier requests mean for a response. */
const ofState = new Set(
  (Object.values(checks) as Check[]).flatMap(({ id, needs }) => (needs === 'sequence' ? [id] : [])),
);
