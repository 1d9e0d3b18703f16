import type { Operation } from '../contract/model.ts';
import type { Json } from '../json.ts';
import { isObject, pointerOf } from '../pointer.ts';
import type { FlatSchema } from '../schema/model.ts';
import { singular } from './names.ts';

/** Members that wrap the things of a list, the likeliest first. */
const wrappers = [
  ...['data', 'items', 'results', 'content', 'records', 'entries', 'values', 'value', 'list'],
  ...['rows', 'elements', 'objects', 'nodes', 'hits', 'docs'],
];

/** Members that hold a wrapper: of HAL, and of answers that wrap everything. */
const outer = ['_embedded', 'data', 'result', 'response', 'payload'];

/** The things in a list, and the pointer of the list in the answer. */
export type ListAnswer = { readonly pointer: string; readonly things: readonly Json[] };

/**
 * The list that an answer holds: the answer itself, or a member of it.
 * @param names the names of the things, in plain form
 * @see https://jsonapi.org/format/#document-top-level
 * @see https://www.ietf.org/archive/id/draft-kelly-json-hal-11.html#section-4.1.2
 */
export function listIn(body: Json | undefined, names: readonly string[]): ListAnswer | undefined {
  if (Array.isArray(body)) return { pointer: '', things: body };
  if (!isObject(body)) return undefined;
  const found = memberList(body, names);
  if (found) return found;
  for (const name of outer) {
    const inner = body[name];
    const list = isObject(inner) ? memberList(inner, names) : undefined;
    if (list) return { ...list, pointer: pointerOf([name]) + list.pointer };
  }
  return undefined;
}

function memberList(body: object, names: readonly string[]): ListAnswer | undefined {
  const lists = Object.entries(body).filter((entry): entry is [string, Json[]] =>
    Array.isArray(entry[1]),
  );
  const best = bestOf(
    lists.map(([name]) => name),
    names,
  );
  const [, things] = lists.find(([name]) => name === best) ?? [];
  return best === undefined || !things ? undefined : { pointer: pointerOf([best]), things };
}

/** The member that holds the list: by the name of its things, by a usual name, or the only one. */
function bestOf(members: readonly string[], names: readonly string[]): string | undefined {
  const ofThings = members.find((member) => names.includes(singular(member.toLowerCase())));
  const usual = wrappers.find((name) => members.includes(name));
  // `/user-admin` lists `users`
  const alike = members.filter((member) => {
    const one = singular(member.toLowerCase());
    return one.length > 2 && names.some((name) => name.startsWith(one));
  });
  const [only, another] = members.length === 1 ? members : alike;
  return ofThings ?? usual ?? (another === undefined ? only : undefined);
}

/** Whether the documented success of an operation is a list, alone or in a member. */
export function isList({ responses }: Operation): boolean {
  const [success] = responses.filter(({ status }) => /^2/.test(status));
  return (success?.content ?? []).some(({ schema }) =>
    schema?.alternatives().some((flat) => isListSchema(flat, 2)),
  );
}

function isListSchema(flat: FlatSchema, depth: number): boolean {
  if (flat.isTypeStated && flat.types.every((type) => type === 'array')) return true;
  if (depth === 0) return false;
  const members = [...flat.properties].flatMap(([name, alternatives]) =>
    alternatives().some((member) => member.types.length === 1 && member.types[0] === 'array')
      ? [name]
      : [],
  );
  if (members.some((name) => wrappers.includes(name))) return true;
  // an object with an identifier of its own is one thing, whatever lists it has
  if (flat.properties.has('id')) return false;
  if (members.length === 1 && flat.properties.size <= 6) return true;
  return outer.some((name) =>
    flat.properties
      .get(name)?.()
      .some((inner) => isListSchema(inner, depth - 1)),
  );
}
