import { authorize } from '../../../conformance/core/auth/present-credentials.ts';
import type { Operation } from '../../../conformance/core/contract/model.ts';
import { unsendableField, unwritable } from '../../../conformance/core/http/allowed-request.ts';
import { encode } from '../../../conformance/core/http/encode-request.ts';
import { isJson } from '../../../conformance/core/http/media-type.ts';
import type { WireRequest } from '../../../conformance/core/http/messages.ts';
import { userAgent } from '../../../conformance/core/http/user-agent.ts';
import { sampleBody, type SampleBody } from './body.ts';
import { sampleCredentials, type SampleCredential } from './credential.ts';
import type { SampleInput } from './sample.ts';

/** A request as all languages write it: encoded, but for its body and its credentials. */
export type Prepared = {
  readonly method: string;
  /** The base URL, which is another one for an operation with servers of its own. */
  readonly baseUrl: string;
  /** Path and query below the base URL; it may hold placeholders. */
  readonly path: string;
  /** Without the Content-Type; a value may hold placeholders. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: SampleBody;
  /** Those that the request carries. */
  readonly credentials: readonly SampleCredential[];
  /** What the documented success is, to show it. */
  readonly answer: 'json' | 'text' | 'bytes';
};

/**
 * Prepares a request for writing it down. `undefined` where no client sends it as it is planned: a field
 * beyond ASCII, a path with a segment of dots alone, a body of bytes that are no text.
 */
export function prepare({ operation, request, baseUrl }: SampleInput): Prepared | undefined {
  const accept = request.accept === undefined ? acceptFor(operation) : request.accept;
  const planned = { ...request, accept };
  const wire = encode(operation, planned);
  const body = wire.body && sampleBody(request, wire);
  if (wire.body && !body) return undefined;
  const plain = { ...wire, headers: wire.headers.filter((field) => !isOfRunner(field)) };
  if (unwritable(operation, planned, wire) !== undefined || unsendableField(plain))
    return undefined;
  if (plain.headers.some(([, value]) => /[^\x20-\x7e]/.test(value))) return undefined;

  const all = sampleCredentials(operation, unusedIn(plain));
  const values = [...all].map(
    ([name, { placeholder }]) => [name, { kind: 'value', value: placeholder }] as const,
  );
  const presented = authorize(operation, plain, request, new Map(values));
  const text = [presented.path, ...presented.headers.flat()].join('\n');
  return {
    method: presented.method,
    baseUrl: wire.base === undefined ? baseUrl : `${new URL(baseUrl).origin}${wire.base}`,
    path: presented.path,
    headers: presented.headers.filter(([name]) => name.toLowerCase() !== 'content-type'),
    ...(body ? { body } : {}),
    credentials: [...all.values()].filter(({ placeholder }) => text.includes(placeholder)),
    answer: answerOf(operation),
  };
}

/** The field that names the runner where a description documents it. */
const isOfRunner = ([name, value]: WireRequest['headers'][number]): boolean =>
  name.toLowerCase() === 'user-agent' && value === userAgent;

/** The beginning of placeholders: a text that the request does not contain. */
function unusedIn({ path, headers }: WireRequest): string {
  const text = [path, ...headers.flat()].join('\n');
  let stem = 'credential-';
  while (text.includes(stem)) stem += 'x-';
  return stem;
}

/** An Accept field is needed only where a success is documented in several media types: JSON first. */
function acceptFor(operation: Operation): string | null {
  const types = [...new Set(successOf(operation))];
  if (types.length < 2) return null;
  return types.find(isJson) ?? types.find((type) => !type.includes('*')) ?? null;
}

function answerOf(operation: Operation): Prepared['answer'] {
  const types = successOf(operation);
  if (operation.method === 'HEAD') return 'text';
  if (types.some(isJson)) return 'json';
  return types.every((type) => /^text\/|[/+](?:xml|yaml)\b/.test(type)) ? 'text' : 'bytes';
}

/** The media types of the first documented success; none where it may have no body. */
function successOf({ responses }: Operation): readonly string[] {
  const successes = responses.filter(({ status }) => /^2/.test(status));
  const [first] = successes.toSorted((one, other) => (one.status < other.status ? -1 : 1));
  // a 204 has no body, whatever is documented
  return first && !/^20[45]$/.test(first.status) ? first.content.map(({ name }) => name) : [];
}
