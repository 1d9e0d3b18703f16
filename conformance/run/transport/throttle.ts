import { setTimeout as sleep } from 'node:timers/promises';
import type { WireRequest } from '../../core/http/messages.ts';
import { interrupted, type Outcome } from './outcome.ts';
import type { Sender } from './send.ts';

export type ThrottleOptions = {
  /** Requests per second, at most; by default, without a limit. */
  readonly rate?: number | undefined;
  /** How often a request is sent again when no connection could be made. */
  readonly retries?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called when the target asks to wait. */
  readonly onWait?: ((milliseconds: number, status: number) => void) | undefined;
};

/**
 * The last outcome of a request, and how long that exchange took, in milliseconds. `gaveUpReason`
 * says why the target is not waited for any longer.
 */
type Delivery = {
  readonly outcome: Outcome;
  readonly sent: WireRequest;
  readonly milliseconds: number;
  readonly gaveUpReason?: string;
};

/** Sends a request; makes it anew for each try, because signatures contain the time. */
export type Transport = (make: () => WireRequest | Promise<WireRequest>) => Promise<Delivery>;

/** The longest wait that a target may ask for, in milliseconds. */
const longestWait = 120_000;
/** How often in a row a target may ask to wait, for one request. */
const mostWaits = 3;
/** The wait before a connection is tried again, in milliseconds; it doubles each time. */
const firstPause = 200;

/**
 * Sends requests at the allowed rate, waits when the target asks for it (429 or 503 with
 * `Retry-After`), and retries connections that could not be made.
 */
export function throttled(
  sender: Pick<Sender, 'send'>,
  { rate, retries = 0, signal, onWait }: ThrottleOptions,
): Transport {
  const interval = rate === undefined ? 0 : 1000 / rate;
  let next = 0;
  let pausedUntil = 0;
  // a target that stays unavailable is judged, without more waiting
  let isBroken = false;

  const wait = (time: number) =>
    sleep(time, undefined, signal ? { signal } : {}).catch(() => undefined);

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

  async function sendOnce(make: Parameters<Transport>[0]): Promise<Delivery> {
    await turn();
    const sent = await make();
    const begun = performance.now();
    const outcome = signal?.aborted ? interrupted : await sender.send(sent);
    return { outcome, sent, milliseconds: performance.now() - begun };
  }

  /** The delivery to return instead of another wait, if any. */
  function givenUp(delivery: Delivery, asked: Wait, waits: number): Delivery | undefined {
    const isTooLong = asked.milliseconds > longestWait;
    const isUnavailable = asked.status === 503;
    if (!isTooLong && waits < mostWaits && !(isUnavailable && isBroken)) return undefined;
    if (isUnavailable) {
      isBroken = true;
      return delivery;
    }
    const seconds = Math.ceil(asked.milliseconds / 1000);
    const gaveUpReason = isTooLong
      ? `asks to wait ${seconds} s, which is longer than this run waits`
      : `asked ${waits + 1} times in a row to wait ${seconds} s; --rate sends requests more slowly`;
    return { ...delivery, gaveUpReason };
  }

  return async (make) => {
    for (let tries = 0, waits = 0; ; ) {
      const delivery = await sendOnce(make);
      const { outcome } = delivery;
      if (outcome.kind === 'unreachable' && !outcome.isInterrupted && tries < retries) {
        await wait(firstPause * 2 ** tries);
        tries += 1;
        continue;
      }
      const asked = waitAskedBy(outcome);
      if (!asked) return delivery;
      const last = givenUp(delivery, asked, waits);
      if (last) return last;
      waits += 1;
      // all requests to this target wait
      pausedUntil = Math.max(pausedUntil, performance.now() + asked.milliseconds);
      onWait?.(asked.milliseconds, asked.status);
    }
  };
}

type Wait = { readonly status: number; readonly milliseconds: number };

/** Only 429 and 503 say that the same request may succeed later. */
function waitAskedBy(outcome: Outcome): Wait | undefined {
  if (outcome.kind !== 'reply') return undefined;
  const { status, headers } = outcome.reply;
  if (status !== 429 && status !== 503) return undefined;
  const milliseconds = retryAfter(headers.get('retry-after'), new Date());
  return milliseconds === undefined ? undefined : { status, milliseconds };
}

/**
 * The wait that a `Retry-After` field asks for, in milliseconds; `undefined` if it can't be read.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function retryAfter(field: string | undefined, now: Date): number | undefined {
  if (field === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(field)) return Number(field) * 1000;
  // a date begins with the name of a day; Date.parse also reads most numbers as dates
  const date = /^\s*[A-Za-z]{3,9},? /.test(field) ? Date.parse(field) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}
