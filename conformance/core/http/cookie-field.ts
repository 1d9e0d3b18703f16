import type { Operation, Parameter } from '../contract/model.ts';
import { pairOf, percentDecode } from './percent.ts';
import { claimedBeside } from './read-parameter.ts';

/** Whether a parameter documents the whole field that also carries the parameters `in: cookie`. */
export const isCookieField = ({ in: place, name }: Pick<Parameter, 'in' | 'name'>): boolean =>
  place === 'header' && name.toLowerCase() === 'cookie';

/**
 * What of a Cookie field belongs to the header parameter of that name: all but the cookies that other
 * parameters and API keys document. A client sends one field with all of them.
 * @see https://www.rfc-editor.org/rfc/rfc6265#section-5.4
 */
export function ownCookies(
  text: string,
  parameter: Parameter,
  operation: Pick<Operation, 'parameters' | 'security'>,
): string {
  const isClaimed = claimedBeside({ ...parameter, in: 'cookie' }, operation);
  const parts = text.split(';');
  const own = parts.filter((part) => !isClaimed(percentDecode(pairOf(part.trim())[0])));
  return own.length === parts.length ? text : own.join(';').trim();
}

/** The text of a header field that belongs to its parameter; `undefined` where nothing does. */
export const ownText = (
  field: string | undefined,
  parameter: Parameter,
  operation: Pick<Operation, 'parameters' | 'security'>,
): string | undefined =>
  field && isCookieField(parameter) ? ownCookies(field, parameter, operation) || undefined : field;
