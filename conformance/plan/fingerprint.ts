import { createHash } from 'node:crypto';
import type { WireRequest } from '../core/http/messages.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';

/** Bodies of more bytes are taken as different without being compared. */
const largeBody = 100_000;

/**
 * Tells apart requests that differ on the wire or in their credentials: two with the same
 * fingerprint
 * are one. Of a body only the digest is kept.
 * @param id of the case, for a request whose body is too large to compare
 */
export function fingerprint(
  id: string,
  { method, path, headers, body }: WireRequest,
  { credentials, scheme, headerNames }: PlannedRequest,
  repeat: string | undefined,
): string {
  if (body && body.length > largeBody) return `large ${id}`;
  return JSON.stringify([
    method,
    path,
    headers,
    body ? createHash('sha1').update(body).digest('base64') : null,
    credentials,
    scheme,
    headerNames,
    repeat,
  ]);
}
