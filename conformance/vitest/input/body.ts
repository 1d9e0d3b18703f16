import { types } from 'node:util';
import { isObject } from '../../core/pointer.ts';
import { UserError } from '../../core/user-error.ts';

/**
 * What `Request` and `Response` have in common, in Node, undici and browsers.
 * @see https://fetch.spec.whatwg.org/#body-mixin
 */
type Fetched = {
  readonly bodyUsed: boolean;
  readonly body: { readonly locked: boolean } | null;
  readonly clone: () => { readonly arrayBuffer: () => Promise<ArrayBuffer> };
};

/** Whether a value is a `Request` or a `Response`; by its members, as there are several classes. */
export const isFetched = (given: unknown): given is Fetched =>
  isObject(given) &&
  typeof given.clone === 'function' &&
  typeof given.arrayBuffer === 'function' &&
  typeof given.bodyUsed === 'boolean';

/** Reads the body of a copy. Throws a `UserError` with `ifRead` if the body was read before. */
export async function bytesOfCopy(fetched: Fetched, ifRead: string): Promise<Uint8Array> {
  // a body that is partly read can't be copied, and `bodyUsed` is still false
  if (fetched.bodyUsed || fetched.body?.locked) throw new UserError(ifRead);
  return new Uint8Array(await fetched.clone().arrayBuffer());
}

/** Whether a value can be read only once or only asynchronously. */
export const isStream = (value: unknown): boolean =>
  isObject(value) &&
  ['pipe', 'getReader', 'arrayBuffer'].some((member) => typeof value[member] === 'function');

/** The bytes of a body given as text, bytes or a JSON value. Throws a `UserError` for others. */
export function bytesOf(body: unknown, isJson: boolean, whose: string): Uint8Array {
  if (typeof body === 'string') return Buffer.from(body);
  if (types.isUint8Array(body)) return body;
  if (types.isArrayBuffer(body)) return new Uint8Array(body);
  // `null` means no body, except for clients that parse JSON
  if (body === undefined || (body === null && !isJson)) return new Uint8Array();
  if (isStream(body))
    throw new UserError(
      `The body of the ${whose} is a stream, which can be read only once: read it, and pass its text or its bytes.`,
    );
  if (!isPlain(body))
    throw new UserError(
      `The body of the ${whose} can't be read. Pass text, bytes or a value that was parsed from JSON.`,
    );
  return Buffer.from(JSON.stringify(body));
}

/** Whether a value can come from JSON. */
const isPlain = (value: unknown): boolean =>
  value === null ||
  ['number', 'boolean'].includes(typeof value) ||
  Array.isArray(value) ||
  (isObject(value) && isRoot(Object.getPrototypeOf(value)));

/** Whether a prototype is that of plain objects; each realm of a test runner has its own. */
const isRoot = (prototype: unknown): boolean =>
  prototype === null || Object.getPrototypeOf(prototype) === null;
