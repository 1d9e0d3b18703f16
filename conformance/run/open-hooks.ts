import { isDeepStrictEqual } from 'node:util';
import { complain } from '../core/print.ts';
import type { WireRequest } from '../core/http/messages.ts';
import type { Case } from '../generators/case.ts';
import { closingTime } from './connection.ts';
import { HookFailure } from './hook-failure.ts';
import type { HookContext, HookRequest, Hooks } from './hooks.ts';
import type { Assignment } from './options.ts';

/** What a hook made of a request. */
export type Hooked = {
  readonly request: WireRequest;
  /** Whether it is another one. */
  readonly isChanged: boolean;
  /** The values of header fields that the hook set, which may be secrets. */
  readonly secrets: readonly string[];
};

/** The hooks of one target, while the run goes on. */
export class OpenHooks {
  readonly #file: string;
  readonly #hooks: Hooks;
  readonly #context: HookContext;
  readonly #signal: AbortSignal | undefined;
  #changed = 0;
  readonly #parts = new Set<string>();

  constructor(
    { file, hooks }: NonNullable<Assignment['hooks']>,
    { contract, target }: Pick<Assignment, 'contract' | 'target'>,
    signal?: AbortSignal,
  ) {
    this.#file = file;
    this.#hooks = hooks;
    this.#context = { api: contract.api, target, log: (message) => complain(message) };
    this.#signal = signal;
  }

  /** Calls `before`. Throws a `HookFailure`. */
  async before(): Promise<void> {
    await this.#call('before', () => this.#hooks.before?.(this.#context), this.#signal);
  }

  /** Calls `after`, also in an interrupted run. Throws a `HookFailure`. */
  async after(): Promise<void> {
    await this.#call('after', () => this.#hooks.after?.(this.#context));
  }

  /** The request that is sent in the place of one. Throws a `HookFailure`. */
  async request(planned: WireRequest, testCase: Case): Promise<Hooked> {
    const { request: hook } = this.#hooks;
    const unchanged = { request: planned, isChanged: false, secrets: [] };
    if (!hook) return unchanged;
    const { operation, id, intent } = testCase;
    const { method, path, tags } = operation;
    const context = {
      ...this.#context,
      ...{ operation: { id: operation.id, method, path, tags }, case: id, intent },
    };
    const { method: verb, path: target, headers, body } = planned;
    const seen = { method: verb, path: target, headers, ...(body && { body }) };
    const returned = await this.#call('request', () => hook(seen, context), this.#ending());
    if (returned === undefined || returned === null) return unchanged;
    const request = this.#requestOf(planned, returned);
    const parts = changedParts(planned, request);
    if (parts.length === 0) return unchanged;
    this.#changed += 1;
    for (const part of parts) this.#parts.add(part);
    return {
      request,
      isChanged: true,
      secrets: newFields(planned, request).map(([, value]) => value),
    };
  }

  /** What ends a hook: the user, or some seconds after that, because what the run made is deleted then. */
  #ending(): AbortSignal | undefined {
    return this.#signal?.aborted ? AbortSignal.timeout(closingTime) : this.#signal;
  }

  /** What the hooks changed, for the report. */
  get notes(): readonly string[] {
    const count = this.#changed === 1 ? '1 request' : `${this.#changed} requests`;
    return this.#changed === 0
      ? []
      : [
          `the hook "request" of ${this.#file} changed ${count} (${[...this.#parts].join(', ')}): lines that repeat one start the runner with the hook`,
        ];
  }

  async #call<Result>(
    name: keyof Hooks,
    hook: () => Result,
    signal?: AbortSignal,
  ): Promise<Awaited<Result> | undefined> {
    try {
      return await untilAborted(Promise.resolve(hook()), signal);
    } catch (thrown) {
      throw new HookFailure(this.#file, name, thrown);
    }
  }

  /** Throws a `HookFailure` for what is no request. */
  #requestOf(planned: WireRequest, returned: Partial<HookRequest>): WireRequest {
    const problem = problemOf(returned);
    if (problem !== undefined) throw new HookFailure(this.#file, 'request', problem);
    const { method, path, headers } = { ...planned, ...returned };
    const { body, ...others } = planned;
    const given = 'body' in returned ? returned.body : body;
    const bytes = typeof given === 'string' ? Buffer.from(given) : given;
    return { ...others, method, path, headers, ...(bytes && { body: bytes }) };
  }
}

/** The result of a hook; none of one that still goes on when the run is interrupted. */
async function untilAborted<Result>(
  result: Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result | undefined> {
  if (!signal) return result;
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const end = () => resolve(undefined);
  if (signal.aborted) end();
  signal.addEventListener('abort', end);
  try {
    return await Promise.race([result, promise]);
  } finally {
    signal.removeEventListener('abort', end);
  }
}

/** Why what a hook returned is no request. */
function problemOf(returned: Partial<HookRequest>): string | undefined {
  if (typeof returned !== 'object') return 'it returned no request';
  const {
    method = 'GET',
    path = '/',
    headers = [],
    body = '',
  } = returned as {
    readonly [member in keyof HookRequest]?: unknown;
  };
  if (typeof method !== 'string' || !/^[!#$%&'*+.^`|~\w-]+$/.test(method))
    return 'it returned a request whose method is none';
  if (typeof path !== 'string' || !/^\/[\x21-\x7e]*$/.test(path))
    return 'it returned a request whose path does not begin with a slash, or is not percent-encoded';
  if (!Array.isArray(headers) || !headers.every(isField))
    return 'it returned a request whose headers are no list of [name, value]';
  if (typeof body !== 'string' && !(body instanceof Uint8Array))
    return 'it returned a request whose body is neither a text nor bytes';
  return undefined;
}

const isField = (field: unknown): boolean =>
  Array.isArray(field) &&
  field.length === 2 &&
  field.every((part) => typeof part === 'string') &&
  /^[!#$%&'*+.^`|~\w-]+$/.test(field[0] as string) &&
  !/[^\t\x20-\x7e\x80-\xff]/.test(field[1] as string);

/** The header fields that a hook added or changed. */
function newFields(before: WireRequest, after: WireRequest): WireRequest['headers'] {
  const known = new Set(before.headers.map((field) => JSON.stringify(field)));
  return after.headers.filter((field) => !known.has(JSON.stringify(field)));
}

/** What a hook changed, in words. */
function changedParts(before: WireRequest, after: WireRequest): string[] {
  const isSame = (member: 'method' | 'path' | 'headers') =>
    isDeepStrictEqual(before[member], after[member]);
  const isSameBody =
    before.body === after.body ||
    (before.body !== undefined &&
      after.body !== undefined &&
      Buffer.compare(before.body, after.body) === 0);
  return [
    ...(isSame('method') ? [] : ['method']),
    ...(isSame('path') ? [] : ['path']),
    ...(isSame('headers') ? [] : ['header fields']),
    ...(isSameBody ? [] : ['body']),
  ];
}
