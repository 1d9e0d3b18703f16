import type { Check } from '../checks/check.ts';
import type { Credentials } from '../core/auth/credentials.ts';
import type { Redactor } from '../core/auth/redact.ts';
import type { Operation } from '../core/contract/model.ts';
import type { Case } from '../generators/case.ts';
import type { Answer } from '../report/record.ts';
import { credentialsOf } from './credentials-of.ts';
import { attempt, type Attempt, type AttemptContext } from './attempt.ts';
import { rememberConflicts } from './conflicts.ts';
import type { Assignment, RunOptions } from './options.ts';
import { interruption } from './transport/outcome.ts';
import { openSender, type Sender } from './transport/send.ts';
import { throttled } from './transport/throttle.ts';

/** How many cases of an operation in a row may get no response in time. */
const patience = 3;

/** The requests to one target, and all state about its network: did it answer, may the run go on. */
export class TargetSession implements AsyncDisposable {
  readonly #sender: Sender;
  readonly #context: AttemptContext;
  readonly #credentialsOf: (operation: Operation) => Credentials;
  readonly #signal: AbortSignal | undefined;
  /** By the id of a case that was sent: the first answer to it. */
  readonly #answers = new Map<string, Promise<Answer | undefined>>();
  readonly #sent = new Set<string>();
  /** By operation: how many cases in a row got no complete response in time. */
  readonly #silences = new Map<string, number>();
  #hasAnswered = false;
  #fatal: string | undefined;
  #livenessCase: Case | undefined;

  constructor(
    assignment: Assignment,
    checks: readonly Check[],
    options: Pick<RunOptions, 'timeout' | 'signal' | 'progress' | 'rate' | 'retries'>,
    redact: Redactor = (record) => record,
  ) {
    const { target, shown = target, credentials, headers = [], isMock } = assignment;
    const { timeout, signal, progress } = options;
    this.#credentialsOf = (operation) => credentialsOf(assignment, operation);
    this.#signal = signal;
    this.#sender = openSender(target, timeout, signal);
    const transport = throttled(this.#sender, {
      ...options,
      onWait: (milliseconds, status) => progress?.wait?.({ target: shown, status, milliseconds }),
    });
    const answers = () => this.#isAlive();
    const conflicts = rememberConflicts();
    this.#context = {
      target: shown,
      transport,
      credentials,
      headers,
      checks,
      conflicts,
      redact,
      limit: timeout,
      isMock: isMock === true,
      answers,
    };
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

  /** Why an operation is asked no more: each request takes the whole timeout. */
  hangs({ id }: Operation): string | undefined {
    return (this.#silences.get(id) ?? 0) < patience
      ? undefined
      : `${id} did not respond in time ${patience} times in a row, so it is asked no more`;
  }

  #listen({ id }: Operation, attempts: readonly Attempt[]): void {
    const isSilent = attempts.some(({ silence }) => silence === 'timeout');
    if (attempts.some(({ exchange }) => exchange !== undefined)) this.#silences.delete(id);
    else if (isSilent) this.#silences.set(id, (this.#silences.get(id) ?? 0) + 1);
  }

  #contextOf({ operation }: Case): AttemptContext {
    return { ...this.#context, credentials: this.#credentialsOf(operation) };
  }

  /** Sends a case and judges its responses. Throws a `UserError`, or for a mistake in the program. */
  async send(testCase: Case): Promise<readonly Attempt[]> {
    this.#sent.add(testCase.id);
    const { promise, resolve } = Promise.withResolvers<Answer | undefined>();
    this.#answers.set(testCase.id, promise);
    try {
      const attempts = await attempt(testCase, this.#contextOf(testCase));
      this.#listen(testCase.operation, attempts);
      for (const { exchange, fatal } of attempts) {
        this.#hasAnswered ||= exchange !== undefined;
        this.#fatal ??= fatal;
      }
      resolve(attempts.find(({ answer }) => answer)?.answer);
      return attempts;
    } finally {
      resolve(undefined);
    }
  }

  /** Sets the case to probe when another gets no response. Only the first call counts. */
  probeWith(testCase: Case | undefined): void {
    this.#livenessCase ??= testCase;
  }

  /**
   * The first answer to a case, which is not judged. A case that was sent before is not sent again.
   * `undefined` if no response came, or if the request can't be sent; its own case reports that.
   */
  probe(testCase: Case): Promise<Answer | undefined> {
    const known = this.#answers.get(testCase.id);
    if (known) return known;
    if (this.hangs(testCase.operation) !== undefined) return Promise.resolve(undefined);
    const asked = this.#ask(testCase).catch(() => undefined);
    this.#answers.set(testCase.id, asked);
    return asked;
  }

  async #ask(testCase: Case): Promise<Answer | undefined> {
    const answers = async () => this.#hasAnswered;
    const attempts = await attempt(testCase, { ...this.#contextOf(testCase), checks: [], answers });
    this.#listen(testCase.operation, attempts);
    const [first] = attempts;
    if (!first?.exchange) return undefined;
    this.#hasAnswered = true;
    return first.answer;
  }

  /** Whether the target answered before, or answers the probe. */
  async #isAlive(): Promise<boolean> {
    const probe = this.#livenessCase;
    // a case that is being sent must not wait for itself
    if (!this.#hasAnswered && probe && !this.#sent.has(probe.id)) await this.probe(probe);
    return this.#hasAnswered;
  }

  /** Closes all connections. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.#sender.close();
  }
}
