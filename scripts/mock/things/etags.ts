import type { Operation } from '../../../conformance/core/contract/model.ts';
import { headerOf } from '../../../conformance/core/http/read-request.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import type { Kind } from './kind.ts';
import type { Asked, Refused } from './outcome.ts';
import type { Thing } from './thing.ts';

/** The entity tag of a thing: another one after each write. */
export const tagOf = ({ serial, revision }: Thing): string => `"${serial}-${revision}"`;

const takes = ({ parameters }: Operation, field: string): boolean =>
  parameters.some(({ in: place, name }) => place === 'header' && name.toLowerCase() === field);

/**
 * The refusal of a request that is about another state of a thing, where the operation documents
 * `If-Match` and 412; `undefined` if it may go on.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1
 */
export function outdated({ operation, request }: Asked, thing: Thing): Refused | undefined {
  if (!takes(operation, 'if-match')) return undefined;
  const wanted = headerOf(request, 'if-match');
  const isDocumented = operation.responses.some(({ status }) => status === '412');
  if (wanted === undefined || !isDocumented || isAmong(wanted, thing)) return undefined;
  return { refused: [412], reason: 'the thing has changed' };
}

/**
 * Whether a client has the state of a thing already, where the operation documents 304.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2
 */
export function isKnown({ operation, request }: Asked, thing: Thing): boolean {
  if (!operation.responses.some(({ status }) => status === '304')) return false;
  const known = headerOf(request, 'if-none-match');
  return known !== undefined && isAmong(known, thing);
}

/** Whether a list of entity tags has that of a thing; a weak one is the same here. */
const isAmong = (tags: string, thing: Thing): boolean =>
  tags
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === '*' || tag === tagOf(thing));

const tagged = new WeakMap<Operation, boolean>();

/** The entity tag of a thing as a field, where the response documents one or another operation asks for it. */
export function tagField(
  operation: Operation,
  { resource: { roles } }: Kind,
  thing: Thing,
): { readonly [name: string]: string } {
  const isTagged = cached(tagged, operation, () => {
    const documented = operation.responses
      .filter(({ status }) => status.startsWith('2'))
      .flatMap(({ headers }) => headers)
      .find(({ name }) => name.toLowerCase() === 'etag');
    if (documented) return documented.parameter.schema.validate(tagOf(thing)).length === 0;
    return roles.some((role) => takes(role.operation, 'if-match'));
  });
  return isTagged ? { etag: tagOf(thing) } : {};
}
