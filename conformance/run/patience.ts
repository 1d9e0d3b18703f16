import type { Operation } from '../core/contract/model.ts';
import type { Case } from '../generators/case.ts';
import { Asides } from './asides.ts';
import type { Attempt } from './attempt.ts';
import { Cuts } from './cuts.ts';

/** How many cases of an operation in a row may get no response in time. */
const mostSilences = 3;

/** What a run endures of a target: silence, requests to wait, connections that are cut. */
export class Patience {
  readonly asides = new Asides();
  readonly cuts = new Cuts();
  /** By operation: how many cases in a row got no complete response in time. */
  readonly #silences = new Map<string, number>();

  /** Notes what came of a case. */
  listen(testCase: Case, attempts: readonly Attempt[]): void {
    const { operation } = testCase;
    const { id } = operation;
    const isAnswered = attempts.some(({ exchange }) => exchange !== undefined);
    const isSilent = attempts.some(({ silence }) => silence === 'timeout');
    if (isAnswered) this.#silences.delete(id);
    else if (isSilent) this.#silences.set(id, (this.#silences.get(id) ?? 0) + 1);
    if (isAnswered) this.asides.leave(operation);
    const reason = attempts.find(({ gaveUp }) => gaveUp !== undefined)?.gaveUp;
    if (reason !== undefined) this.asides.giveUp(operation, reason);
    this.cuts.enter(testCase, {
      isAnswered,
      isCut: attempts.some(({ silence }) => silence === 'cut'),
      ends: attempts.some(({ endsServer }) => endsServer),
    });
  }

  /** Why an operation is asked no more: it hangs, asks to wait too often, or ends the server. */
  hangs(operation: Operation): string | undefined {
    const { id } = operation;
    if ((this.#silences.get(id) ?? 0) >= mostSilences)
      return `${id} did not respond in time ${mostSilences} times in a row, so it is asked no more`;
    return this.asides.givenUp(operation) ?? this.cuts.reasonToLeave(operation);
  }

  /** Why a case is not sent; `undefined` if it is. */
  reasonToSkip(testCase: Pick<Case, 'operation' | 'generator'>): string | undefined {
    return this.hangs(testCase.operation) ?? this.cuts.reasonToSkip(testCase);
  }
}
