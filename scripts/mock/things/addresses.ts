import type { Operation } from '../../../conformance/core/contract/model.ts';
import { matches } from '../../../conformance/core/instances/text.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import { isObject, ownMember, setMember } from '../../../conformance/core/pointer.ts';
import type { FlatSchema } from '../../../conformance/core/schema/model.ts';
import { bestFor, slotsOf, type Slot } from './compose.ts';
import type { Kind } from './kind.ts';
import type { Members, Place } from './thing.ts';

/** The path of a thing, with a slash at the end where the description writes its paths so. */
export const addressIn = (
  { path }: Pick<Place, 'path'>,
  id: string,
  operation: Operation,
): string => `${path}/${encodeURIComponent(id)}${operation.path.endsWith('/') ? '/' : ''}`;

/** Members that hold the address of the thing itself, where no request gives it. */
const addresses = new Set(['self', 'href', 'url', '@id', 'uri', 'link']);
/** Objects that hold links. */
const holders = new Set(['links', '_links']);

/**
 * The members of a new thing with its own address, as far as its schema has one that the server writes.
 * @param path where the thing is
 * @see https://www.ietf.org/archive/id/draft-kelly-json-hal-11.html#section-4.1.1
 */
export function addressed(
  { flats, like }: Kind,
  members: Members,
  given: Members,
  path: string,
): Members {
  const [flat] = bestFor(flats, members);
  const slots = flat ? cached(known, flat, () => addressesOf(flat)) : [];
  if (slots.length === 0) return members;
  const all: { [name: string]: Json } = { ...members };
  for (const { name, alternatives } of slots) {
    if (Object.hasOwn(given, name)) continue;
    // what a documented thing shows, a new one has too
    const own = all[name] ?? ownMember(like, name);
    const [schema] = alternatives;
    if (holders.has(name) && isObject(own))
      setMember(all, name, linked(own as Members, schema, path));
    else if (typeof own === 'string')
      setMember(all, name, addressLike(like[name], schema, path) ?? own);
  }
  return all;
}

const known = new WeakMap<FlatSchema, readonly Slot[]>();

/** The members of a thing that may hold its address. */
const addressesOf = (flat: FlatSchema): readonly Slot[] =>
  slotsOf(flat).filter(({ name }) => holders.has(name) || addresses.has(name));

/** Links with one to the thing itself. */
function linked(links: Members, { properties }: FlatSchema, path: string): Members {
  const { self } = links;
  const [schema] = properties.get('self')?.() ?? [];
  if (typeof self === 'string' && schema)
    return { ...links, self: addressLike(self, schema, path) ?? self };
  const [href] = schema?.properties.get('href')?.() ?? [];
  if (!isObject(self) || typeof self.href !== 'string' || !href) return links;
  return {
    ...links,
    self: { ...(self as Members), href: addressLike(self.href, href, path) ?? self.href },
  };
}

/** A path in the form of an address: with the origin of a documented one, if that has one. */
function addressLike(
  shown: Json | undefined,
  { format = '', patterns, maxLength = Infinity }: FlatSchema,
  path: string,
): string | undefined {
  const [origin = ''] = /^[a-z]+:\/\/[^/]+/i.exec(typeof shown === 'string' ? shown : '') ?? [];
  const isWhole = /^(?:uri|iri)$/.test(format);
  const base = origin === '' && isWhole ? 'http://localhost' : origin;
  const address = `${base}${path}`;
  return address.length <= maxLength && patterns.every((pattern) => matches(pattern, address))
    ? address
    : undefined;
}
