import { setTimeout as sleep } from 'node:timers/promises';
import type { Check } from '../checks/check.ts';
import type { Credentials } from '../core/auth/credentials.ts';
import type { Redactor } from '../core/auth/redact.ts';
import { gives } from '../core/resources/needs.ts';
import { encode } from '../core/http/encode-request.ts';
import type { Operation } from '../core/contract/model.ts';
import { meaningOf } from '../core/contract/responses.ts';
import type { Case } from '../generators/case.ts';
import type { Answer, LeftBehind } from '../report/record.ts';
import { credentialsOf } from './credentials-of.ts';
import { attempt, type Attempt, type AttemptContext } from './attempt.ts';
import { Adapting } from './resources/adapting.ts';
import { leave } from './resources/leave.ts';
import { Restarts } from './resources/restarts.ts';
import { stageOf, type Stage } from './resources/order.ts';
import { openResources, type Resources } from './resources/open.ts';
import type { Answered } from './resources/preparation.ts';
import { rememberConflicts } from './conflicts.ts';
import { delivering } from './deliver.ts';
import type { OpenHooks } from './open-hooks.ts';
import type { Assignment, RunOptions } from './options.ts';
import { Connection, type ConnectionOptions } from './connection.ts';
import { Patience } from './patience.ts';
import { besideTwin } from './twin.ts';
import { Watch } from './watch.ts';
import type { Wait } from './transport/throttle.ts';

type SessionOptions = ConnectionOptions &
  Pick<RunOptions, 'plan' | 'sequences'> & { readonly hooks?: OpenHooks | undefined };

/** The requests to one target, and all state about its network: did it answer, may the run go on. */
export class TargetSession implements AsyncDisposable {
  readonly #connection: Connection;
  readonly #context: AttemptContext;
  readonly #credentialsOf: (operation: Operation) => Credentials;
  /** By the id of a case that was sent: the first answer to it. */
  readonly #answers = new Map<string, Promise<Answer | undefined>>();
  readonly #sent = new Set<string>();
  readonly #patience = new Patience();
  /** What a user should know of the target at the end. */
  #leaving: readonly string[] = [];
  readonly #onAside: ((at: Wait & { readonly operation: string }) => void) | undefined;
  #hasAnswered = false;
  #preparations = 0;
  /** Whether a request that is not judged had a success. */
  #isServed = false;
  readonly #notes: string[] = [];
  readonly restarts = new Restarts();
  #fatal: string | undefined;
  /** Whether the target can't be reached any more. */
  #isLost = false;
  /** Whether the run has ended, and only what it made is deleted. */
  #isClosing = false;
  #livenessCase: Case | undefined;
  /** What is known of the things of the target; absent for a run without sequences. */
  readonly resources: Resources | undefined;
  readonly #watch: Watch | undefined;
  /** Fits cases to the target; absent for a run without sequences. */
  readonly #adapting: Adapting | undefined;

  constructor(
    assignment: Assignment,
    checks: readonly Check[],
    options: SessionOptions,
    redact: Redactor = (record) => record,
  ) {
    const { target, shown = target, credentials, headers = [], isMock } = assignment;
    const { otherCredentials, contract, values } = assignment;
    this.#credentialsOf = (operation) => credentialsOf(assignment, operation);
    const { timeout, progress, plan, sequences = isMock !== true } = options;
    this.resources = sequences
      ? openResources({
          ...{ contract, values, run: plan?.run, isReadOnly: plan?.safe === true },
          isSmall: (plan?.ids ?? []).length > 0,
          ask: (testCase) => this.prepare(testCase),
        })
      : undefined;
    this.#adapting =
      this.resources && new Adapting({ ...this.resources, values, ask: (one) => this.#send(one) });
    this.#connection = new Connection(target, shown, options);
    this.#onAside = progress?.wait && ((at) => progress.wait?.({ target: shown, ...at }));
    this.#watch =
      this.resources &&
      new Watch({
        model: this.resources.model,
        ask: async (testCase) => (await this.prepare(testCase))?.exchange,
        credentialsOf: this.#credentialsOf,
      });
    const answers = () => this.#isAlive();
    const conflicts = rememberConflicts();
    this.#context = {
      target: shown,
      deliver: delivering(this.#connection.send),
      credentials,
      otherCredentials,
      headers,
      hooks: options.hooks,
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

  /** Whether the run must end: the target is lost, the user interrupted it, or its time is over. */
  isStopped(): boolean {
    const ended = this.#connection.ended();
    if (this.#isClosing) return this.#isLost || ended !== undefined;
    this.#fatal ??= ended;
    return this.#fatal !== undefined;
  }

  /** Why nothing more is deleted; `undefined` while there is time for it. */
  #whyStopped(): string | undefined {
    if (!this.isStopped()) return undefined;
    return this.#isLost ? 'the target did not answer any more' : 'there was no time left';
  }

  /** Why an operation is asked no more. */
  hangs(operation: Operation): string | undefined {
    return this.#patience.hangs(operation);
  }

  /** Why a case is not sent; `undefined` if it is. */
  reasonToSkip(testCase: Pick<Case, 'operation' | 'generator'>): string | undefined {
    return this.#patience.reasonToSkip(testCase);
  }

  /** How many milliseconds an operation that was put aside has to wait. */
  left(operation: Operation): number {
    return this.#patience.asides.left(operation);
  }

  /** Waits until an operation may be asked again, or the run ends. */
  async waitFor(operation: Operation): Promise<void> {
    const milliseconds = this.left(operation);
    if (milliseconds > 0)
      await sleep(milliseconds, undefined, { signal: this.#connection.signal }).catch(
        () => undefined,
      );
  }

  /**
   * Sends a case and judges its responses. Throws a `UserError`, or for a mistake in the program.
   * @param leaves whether it may be put aside where the target asks to wait: then its attempt has
   * `asked`, unless the target asks for too much
   */
  async send(testCase: Case, leaves = false): Promise<readonly Attempt[]> {
    this.#sent.add(testCase.id);
    const { promise, resolve } = Promise.withResolvers<Answer | undefined>();
    this.#answers.set(testCase.id, promise);
    try {
      const sent = await besideTwin(
        await this.#attemptAfterAll(testCase, { ...this.#context, leaves }),
        (twin) => this.prepare(twin),
      );
      if (this.#patience.cuts.mayBeGone()) await this.#endIfGone(testCase);
      const asked = sent.find((one) => one.asked)?.asked;
      if (asked) return this.#putAside(testCase, sent, asked);
      const lost = await this.#watch?.after(testCase, sent);
      const attempts =
        lost === undefined ? sent : [notSent(testCase, { kind: 'error', reason: lost })];
      resolve(attempts.find(({ answer }) => answer)?.answer);
      return attempts;
    } finally {
      resolve(undefined);
    }
  }

  /** Notes the wait that a target asks for; where it asks for too much, the attempt is the last one. */
  #putAside(
    { id, operation }: Case,
    attempts: readonly Attempt[],
    asked: Wait,
  ): readonly Attempt[] {
    const { asides } = this.#patience;
    asides.enter(operation, asked);
    this.#answers.delete(id);
    const reason = asides.givenUp(operation);
    if (reason === undefined) this.#onAside?.({ ...asked, operation: operation.id });
    return reason === undefined
      ? attempts
      : attempts.map(({ asked: _, ...one }) => ({ ...one, unjudged: { kind: 'error', reason } }));
  }

  /** Ends the run where the target cuts every connection, also at a request that it answered before. */
  async #endIfGone(testCase: Case): Promise<void> {
    const { cuts } = this.#patience;
    const { inARow, lastAnswered } = cuts;
    const isThere = () => this.#answersTo(lastAnswered);
    if (this.#fatal !== undefined || (await this.#connection.answersAgain(isThere)))
      return cuts.forgive();
    // the end of the run is another reason
    if (this.isStopped()) return;
    this.#isLost = true;
    this.#fatal ??= `${this.#context.target} cut the connection at ${inARow} requests in a row${cuts.whereItEnded(testCase)}`;
  }

  /** Whether the target answers a case again; where that would change something, its base URL. */
  async #answersTo(known: Case | undefined): Promise<boolean> {
    if (known && !known.steps && !known.repeat && isSafe(known)) {
      const answers = async () => true;
      const attempts = await attempt(known, { ...this.#context, checks: [], answers });
      return attempts.some(({ exchange }) => exchange !== undefined);
    }
    const base = { method: 'GET', path: '/', headers: [] } as const;
    const { outcome } = await this.#connection.send(() => base);
    return outcome.kind === 'reply';
  }

  /** Why an operation can't be judged any more: its credentials are refused now. */
  lost(operation: Operation): string | undefined {
    return this.#watch?.lost(operation);
  }

  /** What switched the target, and what could not be written back. */
  get notes(): readonly string[] {
    return [
      ...this.#notes,
      ...this.restarts.notes,
      ...(this.#watch?.notes ?? []),
      ...this.#leaving,
    ];
  }

  /** Adds what a user should know at the end. */
  note(text: string): void {
    this.#notes.push(text);
  }

  /** Whether a request succeeded that was only sent to make or find things. */
  get isServed(): boolean {
    return this.#isServed;
  }

  /** How many requests were sent only to make, find or delete things. */
  get preparations(): number {
    return this.#preparations;
  }

  /** The part of the run that an operation belongs to. */
  stageOf(operation: Operation): Stage {
    return this.resources ? stageOf(this.resources.model, operation) : 'use';
  }

  /** Whether an operation is about a thing, and none can be made or found now. */
  async lacksThing(operation: Operation): Promise<boolean> {
    if (!this.resources || this.stageOf(operation) !== 'use' || this.isStopped()) return false;
    const { model, provider } = this.resources;
    const [innermost] = model.named.get(operation.id) ?? [];
    const isGiver = innermost && gives(innermost);
    return isGiver === true && (await provider.thing(innermost)) === undefined;
  }

  /** Writes back what operations changed and this run did not make. */
  async restore(): Promise<void> {
    if (!this.isStopped()) await this.resources?.keeper.restore();
  }

  /** What writes back the settings that an operation writes; `undefined` if nothing can. */
  async restorer(operation: Operation): Promise<(() => Promise<void>) | undefined> {
    return (await this.resources?.keeper.keeps(operation)) ? () => this.restore() : undefined;
  }

  /** Writes back what the run changed, and deletes what it made unless that stays; returns what is left. */
  async end({ keep }: Pick<RunOptions, 'keep'>): Promise<readonly LeftBehind[]> {
    if (!this.resources) return [];
    if (this.isStopped()) {
      this.#connection.openAgain();
      // a target that was lost may be there again
      this.#isLost &&= !(await this.#answersTo(this.#patience.cuts.lastAnswered));
      this.#isClosing = true;
      if (!this.#isLost)
        this.#connection.tellDeleting(keep ? 0 : this.resources.things.made.length);
    }
    const { leftBehind, notes } = await leave(this.resources, {
      keep,
      ended: () => this.#whyStopped(),
      // what other requests of an operation did says nothing of these
      ask: (testCase) => this.#send(testCase),
    });
    this.#leaving = notes;
    return leftBehind;
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
    const attempts = await this.#attempt(testCase, { ...this.#context, checks: [], answers });
    return attempts[0]?.answer;
  }

  /** Sends a case, and once more where the target was down and came back without the things of the run. */
  async #attemptAfterAll(testCase: Case, context: AttemptContext): Promise<readonly Attempt[]> {
    const attempts = await this.#attempt(testCase, context);
    if (!attempts.some(({ exchange }) => exchange) || !this.#connection.takeDown()) return attempts;
    const ask = (one: Case) => this.prepare(one);
    const hasLost = await this.restarts.check(testCase, this.resources?.things, ask);
    return hasLost ? this.#attempt(testCase, context) : attempts;
  }

  /** Sends a case for things that the target holds, unless what it does is known to do harm. */
  async #attempt(testCase: Case, context: AttemptContext): Promise<readonly Attempt[]> {
    const perform = (one: Case) => this.#perform(one, context);
    // a sequence knows its things
    if (!this.#adapting || testCase.origin === 'sequence') return perform(testCase);
    const isSwitch = this.#watch?.switched(testCase);
    if (isSwitch !== undefined) return [notSent(testCase, { kind: 'skip', reason: isSwitch })];
    const sent = await this.#adapting.send(testCase, perform);
    return 'skip' in sent ? [notSent(testCase, { kind: 'skip', reason: sent.skip })] : sent;
  }

  /** Sends a case, and remembers what its answers say of the target. */
  async #perform(testCase: Case, context: AttemptContext): Promise<readonly Attempt[]> {
    const { operation } = testCase;
    const withheld = await this.resources?.before(testCase);
    if (withheld !== undefined) return [notSent(testCase, { kind: 'skip', reason: withheld })];
    const adapted = (await this.#adapting?.adapted(testCase)) ?? testCase;
    const attempts = await attempt(adapted, {
      ...context,
      credentials: this.#credentialsOf(operation),
    });
    this.#patience.listen(attempts[0]?.testCase ?? testCase, attempts);
    for (const { exchange, fatal, isLost } of attempts) {
      this.#hasAnswered ||= exchange !== undefined;
      this.#isLost ||= isLost === true;
      if (fatal !== undefined)
        this.#fatal ??= isLost ? `${fatal}${this.#patience.cuts.whereItEnded(testCase)}` : fatal;
      if (exchange) this.resources?.after(exchange);
    }
    return this.#adapting?.learnsBody(testCase, attempts)
      ? this.#perform(testCase, context)
      : attempts;
  }

  /** Sends a request that another one needs; it is not judged. */
  async prepare(testCase: Case): Promise<Answered | undefined> {
    if (this.isStopped() || this.reasonToSkip(testCase) !== undefined) return undefined;
    return this.#send(testCase);
  }

  async #send(testCase: Case): Promise<Answered | undefined> {
    this.#preparations += 1;
    const answers = async () => this.#hasAnswered;
    const [first] = await this.#perform(testCase, { ...this.#context, checks: [], answers });
    if (!first?.exchange) return undefined;
    this.#isServed ||= meaningOf(testCase.operation, first.exchange.reply.status) === 'success';
    const made = this.resources?.things.madeBy(first.exchange);
    return { exchange: first.exchange, made };
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
    return this.#connection[Symbol.asyncDispose]();
  }
}

/** Whether a request changes nothing. @see https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1 */
const isSafe = ({ operation: { method }, request }: Case): boolean =>
  ['GET', 'HEAD', 'OPTIONS'].includes(request.method ?? method);

const notSent = (testCase: Case, unjudged: NonNullable<Attempt['unjudged']>): Attempt => ({
  testCase,
  request: encode(testCase.operation, testCase.request),
  ...{ secrets: [], milliseconds: 0, applied: [], observations: [], failures: [] },
  unjudged,
});
