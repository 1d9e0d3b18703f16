import type { Operation } from '../contract/model.ts';
import { encode } from './encode-request.ts';
import type { WireRequest } from './messages.ts';
import type { PlannedRequest } from './planned-request.ts';
import { readRequest } from './read-request.ts';

/**
 * The first header field that can't carry its value: HTTP strips blanks at both ends, and characters
 * outside of Latin-1 have no form.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.5
 */
export const unsendableField = ({
  headers,
}: WireRequest): WireRequest['headers'][number] | undefined =>
  headers.find(([, value]) => /[^\t\x20-\x7e\x80-\xff]|^[\t ]|[\t ]$/.test(value));

/** Whether a request can be sent and breaks no rule under any reading. */
export function isAllowed(operation: Operation, planned: PlannedRequest): boolean {
  const request = encode(operation, planned);
  if (unsendableField(request)) return false;
  const { violations, doubts } = readRequest(operation, request);
  return violations.length === 0 && doubts.length === 0;
}
