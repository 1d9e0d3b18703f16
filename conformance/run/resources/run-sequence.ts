import { learn } from './sequence-learning.ts';
import type { Sequence } from '../../plan/sequences.ts';
import { requestFor } from './sequence-requests.ts';
import type { SequenceContext, State } from './sequence-state.ts';

/** Runs a sequence: what a step can't be sent for is told, and the next ones go on. */
export async function runSequence(sequence: Sequence, context: SequenceContext): Promise<void> {
  const { resource } = sequence;
  const state: State = {
    ...{ given: [], sent: [], leftOut: [], since: '', refused: [], unique: [], elements: [] },
    ...{ isDone: false, isUnchanged: false, isDeleted: false, isPartial: false },
    ...{ isMergePatch: false, pages: 0 },
  };
  for (const step of sequence.steps) {
    const made = await requestFor(step, sequence, state, context);
    if ('skip' in made) {
      context.skip(step.testCase, made.skip);
      continue;
    }
    const testCase = { ...step.testCase, ...made };
    const exchange = await context.send(testCase);
    if (exchange) await learn(step, exchange, state, { ...context, resource });
  }
}
