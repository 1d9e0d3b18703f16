import type { Json } from './json.ts';

/** An object of a parsed JSON or YAML document. */
export type Node = { readonly [member: string]: unknown };

/**
 * Escapes one member name for a JSON Pointer.
 * @see https://www.rfc-editor.org/rfc/rfc6901#section-3
 */
export function escapeToken(token: string | number): string {
  const text = String(token);
  // few names need it, and planning escapes millions
  return /[~/]/.test(text) ? text.replaceAll('~', '~0').replaceAll('/', '~1') : text;
}

/** Reverses `escapeToken`. */
export const unescapeToken = (token: string): string =>
  token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token;

/** Splits a JSON Pointer into its unescaped tokens. */
export const tokensOf = (pointer: string): string[] =>
  pointer === '' ? [] : pointer.slice(1).split('/').map(unescapeToken);

/** Builds a JSON Pointer from unescaped tokens. */
export const pointerOf = (tokens: readonly (string | number)[]): string =>
  tokens.map((token) => `/${escapeToken(token)}`).join('');

/** A pointer into a body for messages: `deviceInfo.kind` in backticks, or "the body". */
export const inWords = (pointer: string): string =>
  pointer === '' ? 'the body' : `\`${shortPointer(pointer).slice(1).replaceAll('/', '.')}\``;

/** A pointer for people and ids: a name in a response may have megabytes, and a place many levels. */
export function shortPointer(pointer: string): string {
  if (pointer.length <= longestName) return pointer;
  const names = pointer.split('/').map((name) => shortened(name, longestName));
  return shortened(names.join('/'), longestPointer);
}

const longestName = 120;
const longestPointer = 1000;
const shortened = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length)}…(${text.length} characters)` : text;

/** Whether a value is a JSON object. */
export const isObject = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member of its own that an object has; every object inherits `constructor` and others. */
export const ownMember = <Value>(
  object: { readonly [member: string]: Value },
  name: string,
): Value | undefined => (Object.hasOwn(object, name) ? object[name] : undefined);

/** Sets a member, also one named `__proto__`, whose assignment sets something else. */
export function setMember<Value>(
  object: { [member: string]: Value },
  name: string,
  value: Value,
): void {
  if (name !== '__proto__') object[name] = value;
  else
    Object.defineProperty(object, name, {
      ...{ value, enumerable: true, configurable: true, writable: true },
    });
}

/**
 * Reads the value at a pointer; `undefined` if there is none.
 * @see https://www.rfc-editor.org/rfc/rfc6901#section-4
 */
export function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const token of tokensOf(pointer)) {
    if (Array.isArray(value))
      value = /^(0|[1-9]\d*)$/.test(token) ? value[Number(token)] : undefined;
    else if (isObject(value) && Object.hasOwn(value, token)) value = value[token];
    else return undefined;
  }
  return value;
}

/** A copy with another value at the pointer; missing objects are created. */
export const withValueAt = (root: Json | undefined, pointer: string, value: Json): Json =>
  withValueBelow(root, tokensOf(pointer), 0, value);

function withValueBelow(
  root: Json | undefined,
  tokens: readonly string[],
  at: number,
  value: Json,
): Json {
  const token = tokens[at];
  if (token === undefined) return value;
  if (Array.isArray(root)) {
    const items: Json[] = [...root];
    const index = token === '-' ? items.length : Number(token);
    items[index] = withValueBelow(items[index], tokens, at + 1, value);
    return items;
  }
  const members = isObject(root) ? (root as { [member: string]: Json }) : {};
  const below = withValueBelow(ownMember(members, token), tokens, at + 1, value);
  return { ...members, [token]: below };
}

/** Copies a value without the member or element at the pointer. */
export const withoutValueAt = (root: Json, pointer: string): Json =>
  withoutValueBelow(root, tokensOf(pointer), 0);

function withoutValueBelow(root: Json, tokens: readonly string[], at: number): Json {
  const token = tokens[at];
  const isLast = at === tokens.length - 1;
  if (token === undefined) return root;
  if (Array.isArray(root))
    return root.flatMap((item: Json, index) => {
      if (String(index) !== token) return [item];
      return isLast ? [] : [withoutValueBelow(item, tokens, at + 1)];
    });
  if (!isObject(root) || !Object.hasOwn(root, token)) return root;
  const { [token]: found, ...others } = root as { [member: string]: Json };
  // the member keeps its position, so that the order of members stays
  return isLast
    ? others
    : { ...(root as object), [token]: withoutValueBelow(found as Json, tokens, at + 1) };
}

/** Expands a pointer in which `*` means every element into the plain pointers of a value. */
export function placesOf(root: unknown, pattern: string): string[] {
  let places = [''];
  for (const token of tokensOf(pattern))
    places = places.flatMap((place) => {
      if (token !== '*') return `${place}/${escapeToken(token)}`;
      const array = valueAt(root, place);
      return Array.isArray(array) ? array.map((_, index) => `${place}/${index}`) : [];
    });
  return places;
}

/** Every number in a value, with its pointer. */
export function* numbersIn(
  value: unknown,
  tokens: readonly string[] = [],
): Iterable<[pointer: string, number: number]> {
  if (typeof value === 'number') yield [pointerOf(tokens), value];
  if (isObject(value))
    for (const [name, member] of Object.entries(value)) yield* numbersIn(member, [...tokens, name]);
}
