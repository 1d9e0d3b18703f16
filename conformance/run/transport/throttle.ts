import { setTimeout as sleep } from 'node:timers/promises';
import type { WireRequest } from '../../core/http/messages.ts';
import type { Outcome } from './outcome.ts';
import { retryAfter } from './retry-after.ts';
import { interruption, type Sender } from './send.ts';

/** What a guest on somebody's server keeps to. */
export type ThrottleOptions = {
  /**
   * How many requests are begun in a second at the most; as many as there are where nothing is
   * said.
   */
  readonly rate?: number | undefined;
  /** How often a request is tried again when no connection could be made. */
  readonly retries?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Is told whenever the target asks to wait, with the milliseconds. */
  readonly onWait?: ((milliseconds: number, status: number) => void) | undefined;
};

/**
 * What came of a request in the end, and how long the last exchange took, in milliseconds.
 * `givenUp` says why nobody waits for the target any longer, where it asks for more than that.
 */
export type Delivery = {
  readonly outcome: Outcome;
  readonly sent: WireRequest;
  readonly milliseconds: number;
  readonly gaveUpReason?: string;
};

/**
 * Sends a request when it is its turn. It is made anew for each try, because signatures tell the
 * time.
 */
export type Transport = (make: () => WireRequest) => Promise<Delivery>;

/**
 * The longest that a target is waited for when it asks for it, and how often in a row, for one
 * request.
 */
export const longestWait = 120_000;
const patience = 3;
/** The wait before a connection is tried again, which doubles each time. */
const firstPause = 200;

/**
 * Sends requests through a sender no faster than is allowed, waits where the target asks for it,
 * and tries a connection again that could not be made.
 */
export function throttled(
  sender: Sender,
  { rate, retries = 0, signal, onWait }: ThrottleOptions,
): Transport {
  const interval = rate === undefined ? 0 : 1000 / rate;
  let next = 0;
  let pausedUntil = 0;
  // a target that is unavailable however long one waits is not busy, but broken
  let isBroken = false;

  async function turn(): Promise<void> {
    for (;;) {
      const now = performance.now();
      const from = Math.max(next, pausedUntil);
      if (now >= from || signal?.aborted) {
        next = Math.max(now, next) + interval;
        return;
      }
      await wait(from - now);
    }
  }

  const wait = (time: number) =>
    sleep(time, undefined, signal ? { signal } : {}).catch(() => undefined);

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one loop that sends, retries, waits and gives up
  return async (make) => {
    for (let tries = 0, waits = 0; ; ) {
      await turn();
      const sent = make();
      const begun = performance.now();
      const outcome: Outcome = signal?.aborted
        ? { kind: 'unreachable', reason: interruption, isInterrupted: true }
        : await sender.send(sent);
      const delivery = { outcome, sent, milliseconds: performance.now() - begun };
      if (outcome.kind === 'unreachable' && !outcome.isInterrupted && tries < retries) {
        await wait(firstPause * 2 ** tries);
        tries += 1;
        continue;
      }
      const applied =
        outcome.kind === 'reply'
          ? waitAskedBy(outcome.reply.status, outcome.reply.headers)
          : undefined;
      if (applied === undefined || outcome.kind !== 'reply') return delivery;
      const { status } = outcome.reply;
      if (status === 503 && (isBroken || waits === patience || applied > longestWait)) {
        isBroken = true;
        return delivery;
      }
      const seconds = Math.ceil(applied / 1000);
      if (applied > longestWait)
        return {
          ...delivery,
          gaveUpReason: `asks to wait ${seconds} s, which is longer than this run waits`,
        };
      if (waits === patience)
        return {
          ...delivery,
          gaveUpReason: `asked ${waits + 1} times in a row to wait ${seconds} s; --rate sends requests more slowly`,
        };
      waits += 1;
      // everybody who sends to this target waits
      pausedUntil = Math.max(pausedUntil, performance.now() + applied);
      onWait?.(applied, status);
    }
  };
}

/** Only these say that the same request may be served later. */
function waitAskedBy(status: number, headers: ReadonlyMap<string, string>): number | undefined {
  return status === 429 || status === 503
    ? retryAfter(headers.get('retry-after'), new Date())
    : undefined;
}
