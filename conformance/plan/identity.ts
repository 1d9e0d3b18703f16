import type { Operation } from '../core/contract/model.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import type { Json } from '../core/json.ts';
import { isObject, pointerOf, tokensOf } from '../core/pointer.ts';
import { thingIn } from '../core/resources/identifiers.ts';
import { makesByPut } from '../core/resources/model.ts';
import { plainName, subjectOf, thingOf } from '../core/resources/names.ts';

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
 * of that name is a conflict. Only members of the thing itself, because what lies deeper may name a
 * thing that must exist. Of `POST /projects`, `projectId` is one too, and of `POST /tasks` not.
 * @param identifiers the names by which other operations ask for the thing
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5.10
 */
export function identityOf(
  operation: Operation,
  { body }: PlannedRequest,
  identifiers: readonly string[] = [],
): readonly string[] {
  if (!creates(operation)) return [];
  const names = identifiers.map(plainName).filter((name) => name !== '');
  const isName = (member: string): boolean =>
    isNaming(operation, member) || names.includes(plainName(member));
  return partsOf(operation, body?.value, identifiers.map(subjectOf)).flatMap(
    ({ pointer, members }) =>
      Object.keys(members)
        .filter(isName)
        .map((name) => `$request.body#${pointer}${pointerOf([name])}`),
  );
}

/** Whether a member of a thing tells it from others, as its name says. */
export function isNaming(operation: Operation, member: string): boolean {
  const [name, own] = [plainName(member), ownName(operation)];
  if (isIdentity(name)) return true;
  return own !== '' && name.startsWith(own) && identities.has(name.slice(own.length));
}

/** An object of a body that has members of the thing itself. */
export type Part = {
  readonly pointer: string;
  readonly members: { readonly [name: string]: Json };
};

/** How deep a thing may lie: `data` and `attributes` in JSON:API. */
const deepest = 2;

/**
 * The objects of a body that have members of the thing that it is about: the body itself, and what
 * wraps the thing in it, such as `user` in `POST /users`, or `data` and its `attributes`.
 * @param names further names of the thing in plain form, beside that of its path
 * @see https://jsonapi.org/format/#crud-creating
 */
export function partsOf(
  operation: Operation,
  body: Json | undefined,
  names: readonly string[] = [],
): readonly Part[] {
  const all = [ownName(operation), ...names].filter((name) => name !== '');
  const parts: Part[] = [];
  let part: Part | undefined = isObject(body)
    ? { pointer: '', members: body as Part['members'] }
    : undefined;
  for (; part && parts.length <= deepest; part = insideOf(part, all)) parts.push(part);
  return parts;
}

/** The part that another one wraps, if it wraps one. */
function insideOf({ pointer, members }: Part, names: readonly string[]): Part | undefined {
  // `data` has the type of the thing and its identifier, and `attributes` the rest
  if (pointer === '/data' && isObject(members.attributes))
    return { pointer: '/data/attributes', members: members.attributes as Part['members'] };
  const found = thingIn(members, names);
  if (!found || found.pointer === '' || !isObject(found.thing)) return undefined;
  const inner = { pointer: pointer + found.pointer, members: found.thing as Part['members'] };
  if (isReference(inner.members)) return undefined;
  const [name = ''] = tokensOf(found.pointer);
  const isNamed = names.includes(plainName(name)) && !('id' in inner.members);
  const isJsonApi = inner.pointer === '/data' && isObject(inner.members.attributes);
  const isSure = isJsonApi || isAlone(name, members);
  return isSure || (isNamed && !Object.keys(members).some(isIdentity)) ? inner : undefined;
}

/** Whether a member has no text, number or boolean beside it. */
const isAlone = (name: string, members: Part['members']): boolean =>
  Object.entries(members).every(([other, value]) => other === name || typeof value === 'object');

const isIdentity = (member: string): boolean => identities.has(plainName(member));

/**
 * Whether an object says no more than which thing that exists is meant.
 * @see https://jsonapi.org/format/#document-resource-identifier-objects
 */
const isReference = (members: Part['members']): boolean =>
  Object.keys(members).every((name) => ['id', 'uuid', 'type'].includes(plainName(name)));

/** The keys of `x-memory` that a request has. */
export const memoryKeysOf = ({ responses }: Operation): readonly string[] =>
  responses.flatMap((response) =>
    [response, ...response.content].flatMap(({ memory }) =>
      memory?.key.startsWith('$request.') ? [memory.key] : [],
    ),
  );

/** Ends of paths where a body names what exists: who logs in, or what is looked for. */
const asking = new Set([
  ...['login', 'logon', 'signin', 'auth', 'authenticate', 'authorize', 'token', 'search', 'query'],
  ...['forgot', 'forgotpassword', 'reset', 'resetpassword', 'passwordreset', 'recover'],
]);

const creates = (operation: Operation): boolean => {
  if (operation.method === 'POST') return !asking.has(plainName(lastSegment(operation)));
  return makesByPut(operation);
};

const lastSegment = ({ path }: Operation): string =>
  path.split('/').findLast((part) => part !== '' && !part.includes('{')) ?? '';

/** The name of one thing of a collection: `project` for `/api/projects`. */
const ownName = (operation: Operation): string => thingOf(lastSegment(operation));
