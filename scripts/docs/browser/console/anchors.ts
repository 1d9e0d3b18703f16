import { tokensOf } from '../../../../conformance/core/pointer.ts';

/** The ids of the places of a page that tell of a value, the nearest first. */
export type Anchors = readonly string[];

/** Where the page tells of a place of a body: that of `root`, such as `response-200`, is the last. */
export const bodyAnchors = (root: string, pointer: string, body: unknown): Anchors =>
  shortening(root, steps(pointer, body));

/** Where the page tells of a rule about parameters: `/query/limit` leads to `parameter-query-limit`. */
export function parameterAnchors(pointer: string, values: unknown): Anchors {
  const [location, name, ...rest] = steps(pointer, values);
  return location === undefined || name === undefined
    ? []
    : shortening(`parameter-${location}-${name}`, rest);
}

/** The names to a place; an element of an array has the name `*`. */
function steps(pointer: string, root: unknown): string[] {
  let value = root;
  return tokensOf(pointer).map((token) => {
    const isElement = Array.isArray(value);
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, token)
        ? (value as { readonly [name: string]: unknown })[token]
        : undefined;
    return isElement ? '*' : token;
  });
}

const shortening = (root: string, names: readonly string[]): Anchors =>
  [...names.keys(), names.length]
    .reverse()
    .map((length) => [root, ...names.slice(0, length)].join('.'));
