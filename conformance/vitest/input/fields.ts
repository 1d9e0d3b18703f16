import { isObject } from '../../core/pointer.ts';
import { UserError } from '../../core/user-error.ts';

/**
 * Header fields in any form that clients use: `Headers`, a `Map`, an object, a list of pairs.
 * @see https://fetch.spec.whatwg.org/#headers-class
 */
export type HeaderFieldsInput =
  | Iterable<readonly [string, string]>
  | { readonly [name: string]: string | number | readonly string[] | undefined };

/** Reads header fields into pairs, one for each value. Throws a `UserError` for other forms. */
export function pairsOf(fields: unknown, whose: string): [name: string, value: string][] {
  if (!isObject(fields) && !Array.isArray(fields)) throw unreadable(whose);
  const entries: Iterable<unknown> = isIterable(fields) ? fields : Object.entries(fields);
  return [...entries].flatMap((entry): [string, string][] => {
    if (!Array.isArray(entry) || typeof entry[0] !== 'string') throw unreadable(whose);
    const [name, value] = entry as [string, unknown];
    return (Array.isArray(value) ? value : [value]).flatMap((one): [string, string][] => {
      if (one === undefined || one === null) return [];
      if (typeof one !== 'string' && typeof one !== 'number') throw unreadable(whose);
      return [[name, String(one)]];
    });
  });
}

const unreadable = (whose: string) =>
  new UserError(
    `The headers of the ${whose} can't be read. Pass Headers, a Map, an object of names and values, or a list of [name, value].`,
  );

const isIterable = (value: object): value is Iterable<unknown> => Symbol.iterator in value;
