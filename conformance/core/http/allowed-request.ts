import type { Operation } from '../contract/model.ts';
import { ownMember } from '../pointer.ts';
import { formlessMember } from './deep-object.ts';
import { encode } from './encode-request.ts';
import type { WireRequest } from './messages.ts';
import type { PlannedRequest } from './planned-request.ts';
import { readRequest } from './read-request.ts';
import { parameterText } from './write-parameter.ts';

/**
 * The first header field that can't carry its value: HTTP strips blanks at both ends, and characters
 * outside of Latin-1 have no form.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.5
 */
export const unsendableField = ({
  headers,
}: WireRequest): WireRequest['headers'][number] | undefined =>
  headers.find(([, value]) => /[^\t\x20-\x7e\x80-\xff]|^[\t ]|[\t ]$/.test(value));

/** Why a request does not say what is planned; `undefined` if it does. */
export function unwritable(
  operation: Operation,
  planned: PlannedRequest,
  { path }: Pick<WireRequest, 'path'>,
): string | undefined {
  for (const parameter of operation.parameters) {
    const { in: place, name } = parameter;
    const value = ownMember(planned.parameters[place], name);
    if (value === undefined) continue;
    if (place === 'path' && parameterText(parameter, value) === '')
      return `without a value for {${name}} its path is another one`;
    const formless = formlessMember(parameter, value);
    if (formless !== undefined)
      return `OpenAPI defines no form for the object or list ${name}[${formless}] of a deepObject`;
  }
  // clients and proxies remove such a segment: RFC 3986, section 5.2.4
  return /\/(\.|%2e){1,2}(?=[/?]|$)/i.test(path)
    ? 'its path has a segment of dots alone, which is removed on the way'
    : undefined;
}

/** Whether a request can be sent and breaks no rule under any reading. */
export function isAllowed(operation: Operation, planned: PlannedRequest): boolean {
  const request = encode(operation, planned);
  if (unsendableField(request) || unwritable(operation, planned, request) !== undefined)
    return false;
  const { violations, doubts } = readRequest(operation, request);
  return violations.length === 0 && doubts.length === 0;
}
