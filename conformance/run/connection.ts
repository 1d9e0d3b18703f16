import type { Deadline } from './deadline.ts';
import type { RunOptions } from './options.ts';
import { endingOf } from './transport/outcome.ts';
import { openSender, type Sender } from './transport/send.ts';
import { longestRestart, throttled, usualPause, type Transport } from './transport/throttle.ts';

export type ConnectionOptions = Pick<
  RunOptions,
  'timeout' | 'signal' | 'progress' | 'rate' | 'retries' | 'pause'
> & { readonly deadline?: Deadline | undefined };

/** How long what a run made may be deleted after the user ended the run, in milliseconds. */
export const closingTime = 8000;

/** The pause between two questions whether a target is there, in milliseconds. */
const second = 1000;

/** The way to a target, up to the end of the run: the user's wish, or the end of its time. */
export class Connection implements AsyncDisposable {
  readonly #target: string;
  /** The base URL, as messages show it. */
  readonly #shown: string;
  readonly #options: ConnectionOptions;
  readonly #senders: Sender[] = [];
  #ends: AbortSignal;
  #wasDown = false;
  #transport: Transport;

  constructor(target: string, shown: string, options: ConnectionOptions) {
    this.#target = target;
    this.#shown = shown;
    this.#options = options;
    const { signal, deadline } = options;
    this.#ends = AbortSignal.any([signal, deadline?.signal].filter((one) => one !== undefined));
    // the end of the time lets what is on its way be answered
    this.#transport = this.#open(signal);
  }

  #open(signal: AbortSignal | undefined): Transport {
    const { timeout, progress, rate, retries, pause } = this.#options;
    const target = this.#shown;
    const sender = openSender(this.#target, timeout, signal);
    this.#senders.push(sender);
    return throttled(sender, {
      rate,
      ...{ retries, pause },
      signal: this.#ends,
      onWait: (milliseconds, status) => progress?.wait?.({ target, status, milliseconds }),
      onDown: () => {
        this.#wasDown = true;
        progress?.down?.({ target });
      },
    });
  }

  readonly send: Transport = (make, owner) => this.#transport(make, owner);

  /** Whether the target was down since this was asked last. */
  takeDown(): boolean {
    const wasDown = this.#wasDown;
    this.#wasDown = false;
    return wasDown;
  }

  /** Aborted when the run ends. */
  get signal(): AbortSignal {
    return this.#ends;
  }

  /** Why nothing more is sent; `undefined` while the run may go on. */
  ended(): string | undefined {
    this.#options.deadline?.isOver();
    return this.#ends.aborted ? endingOf(this.#ends) : undefined;
  }

  /**
   * Asks a target until it answers, for half a minute at most; whether it does. Without retries it is
   * asked once.
   */
  async answersAgain(isAnswered: () => Promise<boolean>): Promise<boolean> {
    const { retries = 0, pause = usualPause, progress } = this.#options;
    const until = performance.now() + longestRestart;
    if (await isAnswered()) return true;
    if (retries > 0) progress?.down?.({ target: this.#shown });
    for (let left = retries > 0 ? longestRestart / second : 0; left > 0; left -= 1) {
      await pause(second, this.#ends);
      if (this.ended() !== undefined) return false;
      if (await isAnswered()) return true;
      if (performance.now() >= until) return false;
    }
    return false;
  }

  /** Says that a run that has ended deletes things. */
  tellDeleting(things: number): void {
    if (things > 0) this.#options.progress?.deleting?.({ target: this.#shown, things });
  }

  /** Begins again after the end of the run, to delete things. A user waits some seconds for that. */
  openAgain(): void {
    const { signal } = this.#options;
    const ends = signal?.aborted ? AbortSignal.timeout(closingTime) : signal;
    this.#ends = ends ?? new AbortController().signal;
    this.#transport = this.#open(ends);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#senders.map((sender) => sender.close()));
  }
}
