import { createHash } from 'node:crypto';
import type { WireRequest } from '../core/http/messages.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';

/** Bodies of more bytes are taken as different without being compared. */
const largeBody = 100_000;

/** Bodies of fewer bytes are kept as they are. */
const smallBody = 1000;

/**
 * Equal for requests that are the same on the wire, with the same credentials. Keeps only a digest
 * of a body that is not small.
 * @param id the id of the case, which stands for a body that is too large to compare
 */
export function fingerprint(
  id: string,
  { method, path, headers, body, framing }: WireRequest,
  { credentials, scheme, headerNames, schemeName }: PlannedRequest,
  repeat: string | undefined,
): string {
  if (body && body.length > largeBody) return `large ${id}`;
  const message = [method, path, headers, body ? digestOf(body) : null, framing];
  return JSON.stringify([...message, credentials, scheme, headerNames, schemeName, repeat]);
}

const digestOf = (body: Uint8Array): string =>
  body.length < smallBody
    ? Buffer.from(body.buffer, body.byteOffset, body.length).toString('latin1')
    : createHash('sha1').update(body).digest('base64');

/** The first item with each fingerprint. */
export const distinct = <Item extends { readonly fingerprint: string }>(
  items: readonly Item[],
): Item[] => [...Map.groupBy(items, (item) => item.fingerprint).values()].map(([first]) => first!);
