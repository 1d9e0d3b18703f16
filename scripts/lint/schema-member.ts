import { below, each, follow } from './place.ts';
import type { Place } from './place.ts';
import type { Context } from './rule.ts';

type Resolve = Context['resolve'];

/**
 * Whether a schema describes the value at a JSON Pointer, in which `*` stands for some element of
 * an array.
 */
export function describes(schema: Place, pointer: string, resolve: Resolve): boolean {
  const tokens = pointer.split('/').slice(1);
  return search(
    schema,
    tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~')),
    resolve,
    new Set(),
  );
}

function search(
  schema: Place,
  tokens: readonly string[],
  resolve: Resolve,
  seen: Set<unknown>,
): boolean {
  const [token, ...rest] = tokens;
  if (token === undefined) return true;
  // a schema may come back to itself through `allOf` without coming any nearer to the value
  if (seen.has(schema.node)) return false;
  seen.add(schema.node);
  for (const other of ofSameValue(schema, resolve))
    if (search(other, tokens, resolve, seen)) return true;
  for (const member of ofMember(schema, token))
    if (search(member, rest, resolve, new Set())) return true;
  return false;
}

function* ofSameValue(schema: Place, resolve: Resolve): Iterable<Place> {
  yield follow(schema, resolve);
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    for (const [, branch] of each(below(schema, keyword), resolve)) yield branch;
  }
}

function* ofMember(schema: Place, token: string): Iterable<Place> {
  const property = below(below(schema, 'properties'), token);
  const element = token === '*' || /^\d+$/.test(token) ? below(schema, 'items') : undefined;
  for (const place of [property ?? below(schema, 'additionalProperties'), element]) {
    // `true` allows a value but says nothing about it
    if (typeof place?.node === 'object') yield place;
  }
}
