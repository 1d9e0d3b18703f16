import type { Deadline } from './deadline.ts';
import type { RunOptions } from './options.ts';
import { endingOf } from './transport/outcome.ts';
import { openSender, type Sender } from './transport/send.ts';
import { throttled, type Transport } from './transport/throttle.ts';

export type ConnectionOptions = Pick<
  RunOptions,
  'timeout' | 'signal' | 'progress' | 'rate' | 'retries'
> & { readonly deadline?: Deadline | undefined };

/** How long what a run made may be deleted after the user ended the run, in milliseconds. */
const closingTime = 8000;

/** The way to a target, up to the end of the run: the user's wish, or the end of its time. */
export class Connection implements AsyncDisposable {
  readonly #target: string;
  /** The base URL, as messages show it. */
  readonly #shown: string;
  readonly #options: ConnectionOptions;
  readonly #senders: Sender[] = [];
  #ends: AbortSignal;
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
    const { timeout, progress, rate, retries } = this.#options;
    const target = this.#shown;
    const sender = openSender(this.#target, timeout, signal);
    this.#senders.push(sender);
    return throttled(sender, {
      rate,
      retries,
      signal: this.#ends,
      onWait: (milliseconds, status) => progress?.wait?.({ target, status, milliseconds }),
      onDown: () => progress?.down?.({ target }),
    });
  }

  readonly send: Transport = (make, owner) => this.#transport(make, owner);

  /** Aborted when the run ends. */
  get signal(): AbortSignal {
    return this.#ends;
  }

  /** Why nothing more is sent; `undefined` while the run may go on. */
  ended(): string | undefined {
    this.#options.deadline?.isOver();
    return this.#ends.aborted ? endingOf(this.#ends) : undefined;
  }

  /** Begins again after the end of the run, to delete things. A user waits some seconds for that. */
  openAgain(things: number): void {
    const { signal, progress } = this.#options;
    if (things > 0) progress?.deleting?.({ target: this.#shown, things });
    const ends = signal?.aborted ? AbortSignal.timeout(closingTime) : signal;
    this.#ends = ends ?? new AbortController().signal;
    this.#transport = this.#open(ends);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#senders.map((sender) => sender.close()));
  }
}
