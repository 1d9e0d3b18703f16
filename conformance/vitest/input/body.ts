import { types } from 'node:util';
import { isObject } from '../../core/pointer.ts';
import { UserError } from '../../core/user-error.ts';

/**
 * What both a `Request` and a `Response` of fetch can do, whoever made it: Node, undici or a
 * browser.
 * @see https://fetch.spec.whatwg.org/#body-mixin
 */
type Fetched = {
  readonly bodyUsed: boolean;
  readonly body: { readonly locked: boolean } | null;
  readonly clone: () => { readonly arrayBuffer: () => Promise<ArrayBuffer> };
};

/**
 * Whether something is a `Request` or a `Response` of fetch; by what it can do, because there are
 * several classes of each.
 */
export const isFetched = (given: unknown): given is Fetched =>
  isObject(given) &&
  typeof given.clone === 'function' &&
  typeof given.arrayBuffer === 'function' &&
  typeof given.bodyUsed === 'boolean';

/**
 * Reads the body of a copy, so that it can still be read by others. Throws a `UserError` where it
 * was read before.
 */
export async function bytesOfCopy(fetched: Fetched, ifRead: string): Promise<Uint8Array> {
  // a body that somebody began to read can't be copied, and does not say that it is used
  if (fetched.bodyUsed || fetched.body?.locked) throw new UserError(ifRead);
  return new Uint8Array(await fetched.clone().arrayBuffer());
}

/** Whether something can be read only once, or only by waiting for it. */
export const isStream = (value: unknown): boolean =>
  isObject(value) &&
  ['pipe', 'getReader', 'arrayBuffer'].some((member) => typeof value[member] === 'function');

/**
 * The bytes of a body that was handed over as text, bytes, or a value that was parsed. Throws a
 * `UserError` for a stream.
 */
export function bytesOf(body: unknown, isJson: boolean, whose: string): Uint8Array {
  if (typeof body === 'string') return Buffer.from(body);
  if (types.isUint8Array(body)) return body;
  if (types.isArrayBuffer(body)) return new Uint8Array(body);
  // clients say by null that there is none, and those that parse JSON that it is null
  if (body === undefined || (body === null && !isJson)) return new Uint8Array();
  if (isStream(body))
    throw new UserError(
      `The body of the ${whose} is a stream, which can be read only once: read it, and hand over its text or its bytes.`,
    );
  if (!isPlain(body))
    throw new UserError(
      `The body of the ${whose} can't be read. Text, bytes and a value that was parsed from JSON can.`,
    );
  return Buffer.from(JSON.stringify(body));
}

/** Whether a value can have come out of JSON. */
const isPlain = (value: unknown): boolean =>
  value === null ||
  ['number', 'boolean'].includes(typeof value) ||
  Array.isArray(value) ||
  (isObject(value) && isRoot(Object.getPrototypeOf(value)));

/** Whether a prototype is that of plain objects, in whichever realm: test runners have several. */
const isRoot = (prototype: unknown): boolean =>
  prototype === null || Object.getPrototypeOf(prototype) === null;
