import type { Operation } from '../core/contract/model.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import { escapeToken, isObject } from '../core/pointer.ts';

/**
 * Names of members that tell one thing from another. `code` is not among them: it is mostly one that
 * exists, of a phone, a coupon or a country.
 */
const identities = new Set([
  ...['id', 'uuid', 'key', 'slug', 'name', 'title', 'handle', 'login', 'email', 'alias'],
  ...['username', 'externalid', 'displayid'],
]);

/**
 * The places of a request, as runtime expressions, that name the thing that it makes: a second thing
 * of that name is a conflict. Only the top level of a body, because what lies deeper may name a
 * thing that must exist. Of `POST /projects`, `projectId` is one too, and of `POST /tasks` not.
 * @param identifiers the names by which other operations ask for the thing
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5.10
 */
export function identityOf(
  operation: Operation,
  { body }: PlannedRequest,
  identifiers: readonly string[] = [],
): readonly string[] {
  if (!creates(operation) || !isObject(body?.value)) return [];
  const own = thingOf(operation);
  return Object.keys(body.value)
    .filter((member) => {
      const name = plain(member);
      if (identities.has(name) || identifiers.some((each) => plain(each) === name)) return true;
      return own !== '' && name.startsWith(own) && identities.has(name.slice(own.length));
    })
    .map((member) => `$request.body#/${escapeToken(member)}`);
}

/** The keys of `x-memory` that a request has. */
export const memoryKeysOf = ({ responses }: Operation): readonly string[] =>
  responses.flatMap(({ content }) =>
    content.flatMap(({ memory }) => (memory?.key.startsWith('$request.') ? [memory.key] : [])),
  );

const creates = ({ method, responses }: Operation): boolean =>
  method === 'POST' || (method === 'PUT' && responses.some(({ status }) => status === '201'));

const plain = (name: string): string => name.replaceAll(/[-_]/g, '').toLowerCase();

/** The name of one thing of a collection: `project` for `/api/projects`. */
function thingOf({ path }: Operation): string {
  const collection = path.split('/').findLast((part) => part !== '' && !part.includes('{')) ?? '';
  return plain(collection).replace(/ies$/, 'y').replace(/s$/, '');
}
