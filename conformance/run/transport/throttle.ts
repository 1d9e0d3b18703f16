import { setTimeout as sleep } from 'node:timers/promises';
import type { WireRequest } from '../../core/http/messages.ts';
import { cut, ended, interruptedBy, type Outcome } from './outcome.ts';
import type { Sender } from './send.ts';
import { Sentinel } from './sentinel.ts';

/** Waits so many milliseconds, or until the signal ends it. Never rejects. */
export type Pause = (milliseconds: number, signal?: AbortSignal) => Promise<unknown>;

export type ThrottleOptions = {
  /** Requests per second, at most; by default, without a limit. */
  readonly rate?: number | undefined;
  /** How often a request is sent again when no connection could be made. */
  readonly retries?: number | undefined;
  /** Ends waits; nothing is sent after it. */
  readonly signal?: AbortSignal | undefined;
  /** Called when the target asks to wait. */
  readonly onWait?: ((milliseconds: number, status: number) => void) | undefined;
  /** Called when a server that is down after a request is waited for. */
  readonly onDown?: (() => void) | undefined;
  /** How time passes; tests give a faster one. */
  readonly pause?: Pause | undefined;
};

/** The last outcome of a request, and how long that exchange took, in milliseconds. */
export type Delivery = {
  readonly outcome: Outcome;
  readonly sent: WireRequest;
  readonly milliseconds: number;
  /** Why the target is not waited for any longer. */
  readonly gaveUpReason?: string;
  /** Whether it asks everyone to wait, not one operation. */
  readonly isShared?: boolean;
  /** The wait that is left to the caller: the request may be sent after it. */
  readonly asked?: Wait;
};

/** Whose request it is, such as an operation, and whether a wait that it is asked for is left to it. */
export type Owner = { readonly id: string; readonly leaves: boolean };

/** Sends a request; makes it anew for each try, because signatures contain the time. */
export type Transport = (make: Make, owner?: Owner) => Promise<Delivery>;

type Make = () => WireRequest | Promise<WireRequest>;

/** The longest wait that a target may ask for, in milliseconds. */
export const longestWait = 120_000;
/** How often in a row a target may ask to wait, for one request. */
export const mostWaits = 3;
/** The wait before a connection is tried again, in milliseconds; it doubles each time. */
const firstPause = 200;
const longestPause = 5000;
/** How often a server that was up is tried, which a service manager may start again, and how long. */
const triesOfRestart = 9;
export const longestRestart = 30_000;

/**
 * Sends requests at the allowed rate, waits when the target asks for it (429 or 503 with
 * `Retry-After`), and retries connections that could not be made.
 */
export function throttled(sender: Pick<Sender, 'send'>, options: ThrottleOptions): Transport {
  const throttle = new Throttle(sender, options);
  return (make, owner) => throttle.deliver(make, owner);
}

/** What happened to one request so far. */
type Course = { tries: number; waits: number; wasCut: boolean; readonly begun: number };

export const usualPause: Pause = (milliseconds, signal) =>
  sleep(milliseconds, undefined, signal ? { signal } : {}).catch(() => undefined);

class Throttle {
  readonly #sender: Pick<Sender, 'send'>;
  readonly #options: ThrottleOptions;
  #next = 0;
  #pausedUntil = 0;
  /** A target that stays unavailable is judged, without more waiting. */
  #isBroken = false;
  /** Whether the server was up and is down. */
  #isDown = false;
  /** Whether something before it takes connections meanwhile, and cuts them. */
  #isHidden = false;
  readonly #sentinel = new Sentinel();
  /** The requests that are sent one at a time. */
  #alone: Promise<unknown> = Promise.resolve();
  /** Whose request the last answer asked to wait for. */
  #busy: string | undefined;
  /** Whether one owner after another was asked to wait: then the limit is of the whole target. */
  #isShared = false;

  constructor(sender: Pick<Sender, 'send'>, options: ThrottleOptions) {
    this.#sender = sender;
    this.#options = options;
  }

  async deliver(make: Make, owner?: Owner): Promise<Delivery> {
    const begun = performance.now();
    const course: Course = { tries: 0, waits: 0, wasCut: false, begun };
    for (;;) {
      const delivery = await this.#sendOnce(make);
      const last =
        delivery.outcome.kind === 'unreachable'
          ? await this.#lost(delivery, delivery.outcome, course)
          : this.#answered(delivery, course, owner);
      if (last) return last;
    }
  }

  /** Waits before the connection is tried again; the delivery to return if it is tried no more. */
  async #lost(
    delivery: Delivery,
    { isInterrupted, wasCut }: Extract<Outcome, { kind: 'unreachable' }>,
    course: Course,
  ): Promise<Delivery | undefined> {
    if (isInterrupted) return delivery;
    if (wasCut && course.wasCut) return { ...delivery, outcome: ended };
    course.wasCut ||= wasCut === true;
    const { retries = 0, onDown } = this.#options;
    if (wasCut && !this.#isDown) {
      this.#isDown = true;
      if (retries > 0) onDown?.();
    }
    const most = this.#isDown && retries > 0 ? Math.max(retries, triesOfRestart) : retries;
    const isLate = performance.now() - course.begun >= longestRestart && course.tries >= retries;
    if (course.tries >= most || isLate) return delivery;
    await this.#wait(Math.min(firstPause * 2 ** course.tries, longestPause));
    course.tries += 1;
    return undefined;
  }

  /** Waits where the target asks for it; else the delivery to return. */
  #answered(delivery: Delivery, course: Course, owner: Owner | undefined): Delivery | undefined {
    const { outcome } = delivery;
    if (outcome.kind === 'reply') this.#isDown = false;
    const asked = waitAskedBy(outcome);
    if (!asked) {
      this.#busy = undefined;
      return delivery;
    }
    const isLeft = this.#isLeftTo(owner, asked);
    if (isLeft && course.waits === 0) return { ...delivery, asked };
    const last = this.#givenUp(delivery, asked, course.waits);
    if (last) return last;
    course.waits += 1;
    // all requests to this target wait
    this.#pausedUntil = Math.max(this.#pausedUntil, performance.now() + asked.milliseconds);
    this.#options.onWait?.(asked.milliseconds, asked.status);
    return undefined;
  }

  /** Whether its owner waits alone, because the target asks only it to wait. */
  #isLeftTo(owner: Owner | undefined, { status }: Wait): boolean {
    if (status !== 429) return false;
    if (this.#busy !== undefined && this.#busy !== owner?.id) this.#isShared = true;
    this.#busy = owner?.id;
    return owner?.leaves === true && !this.#isShared;
  }

  #wait(time: number): Promise<unknown> {
    const { signal, pause = usualPause } = this.#options;
    return pause(time, signal);
  }

  async #turn(): Promise<void> {
    const { rate, signal } = this.#options;
    for (;;) {
      const now = performance.now();
      const from = Math.max(this.#next, this.#pausedUntil);
      if (now >= from || signal?.aborted) {
        this.#next = Math.max(now, this.#next) + (rate === undefined ? 0 : 1000 / rate);
        return;
      }
      await this.#wait(from - now);
    }
  }

  async #sendOnce(make: Make): Promise<Delivery> {
    await this.#turn();
    if (!this.#isDown) return this.#sendSeen(make);
    // a server that comes back gets one request at a time, so that the one that ends it is known
    const sending = this.#alone.then(() => this.#sendSeen(make));
    this.#alone = sending.catch(() => undefined);
    return sending;
  }

  /**
   * Sends a request. Where a proxy hides that the server is down, a cut connection says no more than
   * one that is refused: so another request tells whether the server is there.
   */
  async #sendSeen(make: Make): Promise<Delivery> {
    if (this.#isHidden && !(await this.#isUp()))
      return { outcome: this.#gone(), sent: await make(), milliseconds: 0 };
    this.#isHidden = false;
    const delivery = await this.#sendNow(make);
    const { outcome } = delivery;
    if (outcome.kind === 'reply') this.#sentinel.answered(make, delivery.sent);
    const isCut = outcome.kind === 'silence' && outcome.cause === 'cut';
    const { retries = 0 } = this.#options;
    if (!isCut || retries === 0 || !this.#sentinel.isKnown || (await this.#isUp())) return delivery;
    this.#isHidden = true;
    return { ...delivery, outcome: { wasCut: true, ...this.#gone() } };
  }

  /** Whether the server answers anything: what it answered before, or a request to its base URL. */
  #isUp(): Promise<boolean> {
    return this.#sentinel.answers(async (make) => (await this.#sendNow(make)).outcome);
  }

  #gone(): Extract<Outcome, { kind: 'unreachable' }> {
    const { signal } = this.#options;
    return signal?.aborted ? interruptedBy(signal) : { kind: 'unreachable', reason: cut.reason };
  }

  async #sendNow(make: Make): Promise<Delivery> {
    const { signal } = this.#options;
    const sent = await make();
    const begun = performance.now();
    const outcome: Outcome = signal?.aborted
      ? { ...interruptedBy(signal), isUnsent: true }
      : await this.#sender.send(sent);
    return { outcome, sent, milliseconds: performance.now() - begun };
  }

  /** The delivery to return instead of another wait, if any. */
  #givenUp(delivery: Delivery, asked: Wait, waits: number): Delivery | undefined {
    const isTooLong = asked.milliseconds > longestWait;
    const isUnavailable = asked.status === 503;
    if (!isTooLong && waits < mostWaits && !(isUnavailable && this.#isBroken)) return undefined;
    if (isUnavailable) {
      this.#isBroken = true;
      return delivery;
    }
    return { ...delivery, gaveUpReason: tooBusy(asked, waits + 1), isShared: this.#isShared };
  }
}

/** Why a target is waited for no more, as the end of a sentence. */
export function tooBusy({ milliseconds }: Wait, times: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  return milliseconds > longestWait
    ? `asks to wait ${seconds} s, which is longer than this run waits`
    : `asked ${times} times in a row to wait ${seconds} s; --rate sends requests more slowly`;
}

/** How long a target asks to wait, in milliseconds, and the status that says so. */
export type Wait = { readonly status: number; readonly milliseconds: number };

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
