import { equalJson } from '../core/equal-json.ts';
import type { Json } from '../core/json.ts';
import { pointerOf, tokensOf, placesOf, valueAt } from '../core/pointer.ts';

/** A place of a response, and the value that belongs there. */
export type Expected = { readonly place: string; readonly value: Json };

/** An expected value and what is there instead; `undefined`: nothing. */
export type Mismatch<Entry extends Expected> = Entry & { readonly actual: unknown };

/** The entries that a body does not show. Those with the same array before `*` mean one element. */
export function mismatchesIn<Entry extends Expected>(
  body: Json,
  entries: readonly Entry[],
): Mismatch<Entry>[] {
  const groups = Map.groupBy(entries, ({ place }) => arrayOf(place));
  return [...groups].flatMap(([array, group]) =>
    array === undefined
      ? group.flatMap((entry): Mismatch<Entry>[] => {
          const actual = jsonAt(body, entry.place);
          return equalJson(actual, entry.value) ? [] : [{ ...entry, actual }];
        })
      : mismatchesInArray(array, group, body),
  );
}

/** The mismatches of the element that matches best; of an empty array, all entries. */
function mismatchesInArray<Entry extends Expected>(
  array: string,
  group: readonly Entry[],
  body: Json,
): Mismatch<Entry>[] {
  const byElement = placesOf(body, `${array}/*`).map((element) =>
    group.flatMap((entry): Mismatch<Entry>[] => {
      const values = valuesBelow(body, array, element, entry.place);
      return values.some((value) => equalJson(value, entry.value))
        ? []
        : [{ ...entry, actual: values[0] }];
    }),
  );
  const [best] = byElement.toSorted((one, other) => one.length - other.length);
  return best ?? group.map((entry) => ({ ...entry, actual: undefined }));
}

/**
 * The values at a place; below `*`, those of the elements that show the most of `known`, which may
 * be all elements.
 */
export function valuesAt(
  body: Json,
  place: string,
  known: readonly Expected[],
): readonly unknown[] {
  const array = arrayOf(place);
  if (array === undefined) return [jsonAt(body, place)];
  const own = known.filter((entry) => arrayOf(entry.place) === array);
  const elements = placesOf(body, `${array}/*`).map((element) => ({
    element,
    shown: own.filter((entry) =>
      valuesBelow(body, array, element, entry.place).some((value) => equalJson(value, entry.value)),
    ).length,
  }));
  const most = Math.max(...elements.map(({ shown }) => shown));
  return elements
    .filter(({ shown }) => shown === most)
    .flatMap(({ element }) => valuesBelow(body, array, element, place));
}

const valuesBelow = (
  body: Json,
  array: string,
  element: string,
  place: string,
): (Json | undefined)[] =>
  placesOf(body, `${element}${place.slice(`${array}/*`.length)}`).map((at) => jsonAt(body, at));

const jsonAt = (body: Json, pointer: string) => valueAt(body, pointer) as Json | undefined;

/** Whether a pointer names a place or something that holds it; `*` is any element. */
export function isAtOrAbove(pointer: string, place: string): boolean {
  const tokens = tokensOf(place);
  return tokensOf(pointer).every(
    (token, index) => tokens[index] === token || (tokens[index] === '*' && /^\d+$/.test(token)),
  );
}

/** The pointer of the array before the first `*` of a place. */
function arrayOf(place: string): string | undefined {
  const tokens = tokensOf(place);
  const star = tokens.indexOf('*');
  return star < 0 ? undefined : pointerOf(tokens.slice(0, star));
}
