import type { Check } from '../checks/check.ts';
import { meaningOf } from '../core/contract/responses.ts';
import type { Case } from '../generators/case.ts';
import { attempt, type Attempt, type AttemptContext } from './attempt.ts';
import type { Assignment, RunOptions } from './options.ts';
import { interruption } from './transport/outcome.ts';
import { openSender, type Sender } from './transport/send.ts';
import { throttled } from './transport/throttle.ts';

/** The requests to one target, and all state about its network: did it answer, may the run go on. */
export class TargetSession implements AsyncDisposable {
  readonly #sender: Sender;
  readonly #context: AttemptContext;
  readonly #signal: AbortSignal | undefined;
  readonly #sent = new Set<string>();
  #hasAnswered = false;
  #fatal: string | undefined;
  #livenessCase: Case | undefined;

  constructor(
    { target, credentials }: Assignment,
    checks: readonly Check[],
    options: Pick<RunOptions, 'timeout' | 'signal' | 'progress' | 'rate' | 'retries'>,
  ) {
    const { timeout, signal, progress } = options;
    this.#signal = signal;
    this.#sender = openSender(target, timeout, signal);
    const transport = throttled(this.#sender, {
      ...options,
      onWait: (milliseconds, status) => progress?.wait?.({ target, status, milliseconds }),
    });
    const answers = () => this.#isAlive();
    this.#context = { target, transport, credentials, checks, limit: timeout, answers };
  }

  /** Why no more requests are sent; `undefined` while the run may go on. */
  get fatal(): string | undefined {
    return this.#fatal;
  }

  /** Whether the run must end: the target is lost, or the user interrupted it. */
  isStopped(): boolean {
    if (this.#signal?.aborted) this.#fatal ??= interruption;
    return this.#fatal !== undefined;
  }

  /** Sends a case and judges its responses. Throws a `UserError`, or for a mistake in the program. */
  async send(testCase: Case): Promise<readonly Attempt[]> {
    this.#sent.add(testCase.id);
    const attempts = await attempt(testCase, this.#context);
    for (const { exchange, fatal } of attempts) {
      this.#hasAnswered ||= exchange !== undefined;
      this.#fatal ??= fatal;
    }
    return attempts;
  }

  /** Sets the case to probe when another gets no response. Only the first call counts. */
  probeWith(testCase: Case | undefined): void {
    this.#livenessCase ??= testCase;
  }

  /**
   * Sends a case without judging it: whether the operation serves it. A case that was sent before
   * is not sent again, and gives `false`.
   */
  async probe(testCase: Case): Promise<boolean> {
    if (this.#sent.has(testCase.id)) return false;
    this.#sent.add(testCase.id);
    const answers = async () => this.#hasAnswered;
    const [first] = await attempt(testCase, { ...this.#context, checks: [], answers });
    if (!first?.exchange) return false;
    this.#hasAnswered = true;
    return meaningOf(testCase.operation, first.exchange.reply.status) === 'success';
  }

  /** Whether the target answered before, or answers the probe. */
  async #isAlive(): Promise<boolean> {
    if (!this.#hasAnswered && this.#livenessCase) await this.probe(this.#livenessCase);
    return this.#hasAnswered;
  }

  /** Closes all connections. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.#sender.close();
  }
}
