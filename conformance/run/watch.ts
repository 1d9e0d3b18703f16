import type { Exchange } from '../checks/exchange.ts';
import type { Credential, Credentials } from '../core/auth/credentials.ts';
import type { Operation, SecurityScheme } from '../core/contract/model.ts';
import { meaningOf } from '../core/contract/responses.ts';
import type { Json } from '../core/json.ts';
import { isObject } from '../core/pointer.ts';
import type { ResourceModel } from '../core/resources/model.ts';
import type { Case } from '../generators/case.ts';
import type { Attempt } from './attempt.ts';
import { isWholeServer } from './resources/order.ts';
import { preparation } from './resources/preparation.ts';

type WatchOptions = {
  readonly model: ResourceModel;
  /** Sends a request that is not judged; its exchange, if there is an answer. */
  readonly ask: (testCase: Case) => Promise<Exchange | undefined>;
  /** The credentials of an operation: several may stand for one scheme. */
  readonly credentialsOf: (operation: Operation) => Credentials;
};

/** A request that wrote something. */
type Write = { readonly testCase: Case; readonly told: string };

/** Statuses that a switched server, or a credential that is gone, gives to every request. */
const lockedOut = [401, 403, 503];

/**
 * Notices when a request took the credential of the run away, or switched the whole server: a read
 * that the target answered before is sent again, as a sentinel.
 */
export class Watch {
  readonly #options: WatchOptions;
  /** By the credentials that were used: the first read that succeeded. */
  readonly #sentinels = new Map<string, Case>();
  /** By the same: why what needs them can't be judged any more. */
  readonly #lost = new Map<string, string>();
  readonly #switches = new Map<string, string>();
  /** Those that were used; their positions stand for them. */
  readonly #credentials: (Credential | undefined)[] = [];
  #last: Write | undefined;

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  /** The security schemes of an operation, and which credentials it has for them, as one text. */
  #keyOf(operation: Operation): string {
    const credentials = this.#options.credentialsOf(operation);
    const written = ({ name }: SecurityScheme) =>
      `${name}:${this.#credentials.indexOf(this.#known(credentials.get(name)))}`;
    return operation.security.map((schemes) => schemes.map(written).join('+')).join(' ');
  }

  #known(credential: Credential | undefined): Credential | undefined {
    if (!this.#credentials.includes(credential)) this.#credentials.push(credential);
    return credential;
  }

  /** What switched the server, and whether it was switched back. */
  get notes(): readonly string[] {
    return [...this.#switches.values()];
  }

  /** Why an operation can't be judged any more. */
  lost(operation: Operation): string | undefined {
    return this.#lost.get(this.#keyOf(operation));
  }

  /** Why an operation gets no more requests that are meant to succeed. */
  switched({ operation: { id }, intent }: Case): string | undefined {
    return intent === 'invalid' ? undefined : this.#switches.get(id);
  }

  /** Takes in the attempts of a case; returns why they say nothing of the operation, if they don't. */
  async after(testCase: Case, attempts: readonly Attempt[]): Promise<string | undefined> {
    const exchange = attempts[0]?.exchange;
    if (!exchange) return undefined;
    const { operation, intent } = testCase;
    const { status } = exchange.reply;
    const meaning = meaningOf(operation, status);
    const sentinel = this.#sentinels.get(this.#keyOf(operation));
    if (meaning === 'success' && intent === 'valid' && operation.method === 'GET' && !sentinel)
      this.#sentinels.set(this.#keyOf(operation), exchange.case);
    const isWrite =
      meaning === 'success' && !['GET', 'HEAD', 'OPTIONS'].includes(exchange.request.method);
    if (isWrite) this.#last = { testCase: exchange.case, told: toldOf(exchange) };
    const isRefused =
      intent === 'valid' &&
      exchange.case.request.credentials === 'good' &&
      [401, 503].includes(status);
    if (isWrite && isWholeServer(this.#options.model, operation)) await this.#checkAll();
    else if (isRefused && sentinel) await this.#check(this.#keyOf(operation), sentinel);
    return isRefused ? this.lost(operation) : undefined;
  }

  async #checkAll(): Promise<void> {
    for (const [key, sentinel] of this.#sentinels) await this.#check(key, sentinel);
  }

  async #check(key: string, sentinel: Case): Promise<void> {
    if (this.#lost.has(key)) return;
    const status = await this.#statusOf(sentinel);
    if (status === undefined || !lockedOut.includes(status)) return;
    const last = this.#last;
    const { method, path } = sentinel.operation;
    const after = last ? ` after ${last.told}` : '';
    const what = `${method} ${path}, which succeeded before, is answered with ${status}${after}`;
    if (last && (await this.#undo(last, sentinel))) {
      this.#switches.set(
        last.testCase.operation.id,
        `${last.testCase.operation.id} switches the target: ${what}. It was switched back by the inverse value.`,
      );
      return;
    }
    if (last)
      this.#switches.set(
        last.testCase.operation.id,
        `${last.testCase.operation.id} switches the target: ${what}. It could not be switched back.`,
      );
    this.#lost.set(key, `${what}: what needs the same credentials can't be judged`);
  }

  async #statusOf(testCase: Case): Promise<number | undefined> {
    const exchange = await this.#options.ask(preparation(testCase.operation, testCase.request));
    return exchange?.reply.status;
  }

  /** Sends a request once more with its switches the other way round; whether that helped. */
  async #undo({ testCase }: Write, sentinel: Case): Promise<boolean> {
    const { request, operation } = testCase;
    const value = request.body && inverse(request.body.value);
    if (value === undefined) return false;
    await this.#options.ask(
      preparation(operation, { ...request, body: { ...request.body!, value } }),
    );
    const status = await this.#statusOf(sentinel);
    return status !== undefined && meaningOf(sentinel.operation, status) === 'success';
  }
}

const toldOf = ({ request: { method, path }, case: { id } }: Exchange): string =>
  `${method} ${path} (case ${id})`;

/** A body with its booleans the other way round; `undefined` if it has none. */
function inverse(body: Json | undefined): Json | undefined {
  if (!isObject(body) || !Object.values(body).some((value) => typeof value === 'boolean'))
    return undefined;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      typeof value === 'boolean' ? !value : (value as Json),
    ]),
  );
}
