import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import { meaningOf } from '../../../conformance/core/contract/responses.ts';
import { isTooDeep } from '../../../conformance/core/http/bodies/depth.ts';
import { readRequest } from '../../../conformance/core/http/read-request.ts';
import type { WireRequest } from '../../../conformance/core/http/messages.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { orNearest } from '../../../conformance/core/nearest.ts';
import { UserError } from '../../../conformance/core/user-error.ts';
import type { LogFields, Reply } from '../http/write-response.ts';

/** How the mock judged a request. */
export type Verdict =
  | 'ok'
  | 'refused'
  /** It breaks the contract, and was answered all the same: by `--lenient`, or as `Prefer` says. */
  | 'tolerated'
  | 'not documented'
  /** A real server answered, and the checks found an error in its answer. */
  | 'not conforming'
  /** The connection was closed or left open, as a scenario says, or the client hung up. */
  | 'no answer'
  /** The mock, or the way to the real server, could not answer. */
  | 'failed';

/** A request that the mock received, and its response. */
export type RecordedRequest = LogFields & {
  /** Counts from 1. */
  readonly number: number;
  readonly time: Date;
  readonly method: string;
  /** The requested path, with its query. */
  readonly path: string;
  /** Names in lower case; the values of several fields of one name are joined. */
  readonly headers: { readonly [name: string]: string };
  /** As the operation reads it, such as JSON or a form; as a text where it can't be read. */
  readonly body: Json | undefined;
  /** Whether the body, or that of the response, was too long to be kept whole. */
  readonly isCut: boolean;
  readonly verdict: Verdict;
  /** `undefined` if there was no response. */
  readonly status: number | undefined;
  readonly milliseconds: number;
  readonly response: {
    readonly headers: { readonly [name: string]: string };
    readonly body: Json | undefined;
  };
};

/** The last requests of a mock, without those to the mock itself. */
export type MockRequests = {
  /** The newest first. */
  readonly all: () => readonly RecordedRequest[];
  /** Those of an operation, by its id or `<api>/<id>`. Throws a `UserError` for an unknown operation. */
  readonly of: (operation: string) => readonly RecordedRequest[];
  /** The newest one, of an operation if one is given. */
  readonly last: (operation?: string) => RecordedRequest | undefined;
  readonly clear: () => void;
};

/** An exchange as it was handled. */
export type Handled = {
  readonly request: WireRequest;
  readonly fields: LogFields;
  readonly status?: number | undefined;
  readonly milliseconds: number;
  readonly reply: Pick<Reply, 'headers' | 'body'>;
  /** Whether a body is not whole. */
  readonly isCut?: boolean;
};

export type Requests = MockRequests & {
  /** Remembers an exchange; reads nothing of it, because most are never looked at. */
  readonly record: (handled: Handled) => void;
  /** The bytes of the body of a request, by its number. */
  readonly bytesOf: (number: number) => Uint8Array | undefined;
  /** Another number after each change. */
  readonly version: () => number;
};

/** The most requests that are kept, and the most characters of their bodies. */
const most = { requests: 200, characters: 256 * 1024, body: 32 * 1024 };

type Kept = {
  readonly number: number;
  readonly time: number;
  readonly handled: Handled;
};

/** Remembers the last requests, in a ring: what each request adds is as little as can be. */
export function createRequests(contracts: () => readonly Contract[]): Requests {
  const ring: (Handled | undefined)[] = [];
  const times = new Float64Array(most.requests);
  // the numbers of those that are kept: after `before`, up to `count`
  let [before, count, size, version] = [0, 0, 0, 0];

  function forgetOldest(): void {
    before += 1;
    const slot = before % most.requests;
    size -= sizeOf(ring[slot]!);
    ring[slot] = undefined;
  }

  const newestFirst = (): Kept[] =>
    Array.from({ length: count - before }, (_, index) => {
      const number = count - index;
      const slot = number % most.requests;
      return { number, time: times[slot]!, handled: ring[slot]! };
    });
  const all = () => newestFirst().map((one) => recorded(one, contracts()));
  const of = (operation: string) => {
    const found = newestFirst().filter(({ handled: { fields } }) =>
      [fields.operation, `${fields.api}/${fields.operation}`].includes(operation),
    );
    if (found.length === 0) assertKnown(operation, contracts());
    return found.map((one) => recorded(one, contracts()));
  };
  return {
    record(handled) {
      if (isOwn(handled)) return;
      if (count - before === most.requests) forgetOldest();
      count += 1;
      version += 1;
      const slot = count % most.requests;
      const one = isLong(handled) ? cut(handled) : handled;
      ring[slot] = one;
      times[slot] = Date.now();
      size += sizeOf(one);
      while (size > most.characters) forgetOldest();
    },
    bytesOf: (number) => newestFirst().find((one) => one.number === number)?.handled.request.body,
    version: () => version,
    all,
    of,
    last: (operation) => (operation === undefined ? all() : of(operation))[0],
    clear() {
      version += 1;
      before = count;
      size = 0;
      ring.length = 0;
    },
  };
}

/** A mistyped operation has no requests either: a test of that would always pass. */
function assertKnown(operation: string, contracts: readonly Contract[]): void {
  const names = contracts.flatMap(({ api, operations }) =>
    operations.flatMap(({ id }) => [id, `${api}/${id}`]),
  );
  if (!names.includes(operation))
    throw new UserError(`The mock has no operation "${operation}"${orNearest(operation, names)}`);
}

/** Whether the mock answered for itself: its pages, its control endpoint and CORS preflights. */
const isOwn = ({ request: { method, path }, fields: { operation, note } }: Handled): boolean =>
  operation === undefined &&
  (path.startsWith('/__mock') || note === 'index' || method === 'OPTIONS');

const sizeOf = ({ request: { body: asked }, reply: { body: answered } }: Handled): number =>
  (asked?.length ?? 0) + (answered?.length ?? 0);

const isLong = ({ request: { body: asked }, reply: { body: answered } }: Handled): boolean =>
  (asked?.length ?? 0) > most.body || (answered?.length ?? 0) > most.body;

/** An exchange without the ends of long bodies. */
function cut(handled: Handled): Handled {
  const { request, reply } = handled;
  const body = request.body && Buffer.from(request.body.subarray(0, most.body));
  const text = reply.body && Buffer.from(reply.body.slice(0, most.body)).toString();
  return {
    ...handled,
    isCut: true,
    request: body ? { ...request, body } : request,
    reply: { headers: reply.headers, ...(text === undefined ? {} : { body: text }) },
  };
}

function recorded(
  { number, time, handled }: Kept,
  contracts: readonly Contract[],
): RecordedRequest {
  const { request, fields, status, milliseconds, reply, isCut = false } = handled;
  const operation = operationOf(fields, contracts);
  const { method, path } = request;
  return {
    ...{ ...fields, number, time: new Date(time), method, path },
    headers: joined(request.headers),
    body: request.body && bodyOf(request, operation),
    ...{ isCut, status, milliseconds },
    verdict: verdictOf(handled, operation),
    response: { headers: reply.headers, body: reply.body && parsed(reply.body) },
  };
}

/** The operation of a recorded request, if a description still has it. */
export const operationOf = (
  { api, operation }: LogFields,
  contracts: readonly Contract[],
): Operation | undefined =>
  contracts.find((one) => one.api === api)?.operations.find(({ id }) => id === operation);

function verdictOf({ fields, status }: Handled, operation: Operation | undefined): Verdict {
  if (fields.upstream?.error !== undefined) return 'failed';
  if (status === undefined) return 'no answer';
  if (fields.operation === undefined)
    return fields.api !== undefined || status < 500 ? 'not documented' : 'failed';
  if (fields.findings?.some(({ severity }) => severity === 'error')) return 'not conforming';
  if (fields.violation === undefined) return 'ok';
  const isRefusal = operation ? meaningOf(operation, status) === 'refusal' : status >= 400;
  return isRefusal ? 'refused' : 'tolerated';
}

function joined(pairs: WireRequest['headers']): { readonly [name: string]: string } {
  const byName = new Map<string, string>();
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    const before = byName.get(key);
    byName.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(byName);
}

function bodyOf(request: WireRequest, operation: Operation | undefined): Json {
  const read = operation && readRequest(operation, request).body;
  return read ?? parsed(Buffer.from(request.body!).toString());
}

/** JSON, or the text itself, also of what is nested too deeply to be written again. */
function parsed(text: string): Json {
  try {
    if (isTooDeep(Buffer.from(text))) return text;
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
