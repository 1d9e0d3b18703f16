import type { Operation } from '../core/contract/model.ts';
import { longestWait, mostWaits, tooBusy, type Wait } from './transport/throttle.ts';

/** The operations that a target asks to wait for, while others go on. */
export class Asides {
  /** By operation: when it may be asked again, and how often in a row it asked to wait. */
  readonly #waits = new Map<string, { readonly until: number; readonly times: number }>();
  readonly #givenUp = new Map<string, string>();

  /** Notes that an operation asked to wait; too long or too often, and it is asked no more. */
  enter({ id, method, path }: Operation, asked: Wait): void {
    const times = (this.#waits.get(id)?.times ?? 0) + 1;
    this.#waits.set(id, { until: performance.now() + asked.milliseconds, times });
    if (times <= mostWaits && asked.milliseconds <= longestWait) return;
    this.#givenUp.set(
      id,
      `${method} ${path} answered ${asked.status} and ${tooBusy(asked, times)}`,
    );
  }

  /** Notes that an operation is waited for no more, where its requests could not be put aside. */
  giveUp({ id }: Operation, reason: string): void {
    this.#givenUp.set(id, reason);
  }

  /** Notes that an operation answered. */
  leave({ id }: Operation): void {
    this.#waits.delete(id);
  }

  /** Why an operation is asked no more; `undefined` if it may be. */
  givenUp({ id }: Operation): string | undefined {
    return this.#givenUp.get(id);
  }

  /** How many milliseconds are left before an operation may be asked again. */
  left({ id }: Operation): number {
    return Math.max(0, (this.#waits.get(id)?.until ?? 0) - performance.now());
  }
}

/** What is left of an operation that was put aside, and how to go on with it. */
export type Aside<Record> = {
  readonly operation: Operation;
  readonly proceed: () => Promise<Record>;
};

/**
 * Goes on with what was put aside, after the others, each in its turn when its wait is over. A run that
 * has ended does not wait.
 */
export async function takeAgain<Record extends { readonly aside?: Aside<Record> }>(
  records: Record[],
  session: { readonly waitFor: (operation: Operation) => Promise<void> } & Pick<Asides, 'left'>,
): Promise<void> {
  for (;;) {
    const asides = records.flatMap(({ aside }, index) => (aside ? [{ index, ...aside }] : []));
    const [next] = asides.toSorted(
      (one, other) => session.left(one.operation) - session.left(other.operation),
    );
    if (!next) return;
    await session.waitFor(next.operation);
    records[next.index] = await next.proceed();
  }
}
