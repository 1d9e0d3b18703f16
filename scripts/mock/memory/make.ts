import type { MediaType } from '../../../conformance/core/contract/model.ts';
import { validInstance } from '../../../conformance/core/instances/valid-instance.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import { placesOf, tokensOf, valueAt, withValueAt } from '../../../conformance/core/pointer.ts';
import type { FlatSchema, Schema } from '../../../conformance/core/schema/model.ts';
import { schemasAt } from '../../../conformance/core/schema/schemas-at.ts';
import { newCounters, type CountersOf } from '../things/counters.ts';
import { createIdentities, type Identities, type Taken } from '../things/identity.ts';
import { createClock, momentIn, momentOf } from '../things/moments.ts';

/** Makes the values that only the server gives, by the schema of their place in a response. */
export type Maker = {
  /** A moment that no write had before. */
  readonly now: () => number;
  /** A value for a new thing; `undefined` if nothing says what is new there. */
  readonly create: (place: Place, writing: Writing & { readonly taken: Taken }) => Json | undefined;
  /** The value after another write: the moment, or the next number or text. */
  readonly update: (
    place: Place,
    writing: Writing & { readonly before: Json | undefined },
  ) => Json | undefined;
};

type Writing = { readonly now: number };

/** A place in the body of a response, as a pointer in which `*` is some element. */
export type Place = { readonly mediaType: MediaType; readonly pattern: string };

type Making = {
  readonly flat: FlatSchema;
  readonly isMoment: boolean;
  readonly identities: Identities;
};

/**
 * The same seed makes the same values.
 * @param countersOf how far the values of a place have come
 */
export function createMaker(seed: string, countersOf: CountersOf = newCounters): Maker {
  const known = new WeakMap<MediaType, Map<string, { readonly making: Making | undefined }>>();
  const makingOf = ({ mediaType, pattern }: Place): Making | undefined => {
    const places = cached(known, mediaType, () => new Map());
    const found = places.get(pattern) ?? {
      making: makingAt({ mediaType, pattern }, seed, countersOf),
    };
    places.set(pattern, found);
    return found.making;
  };
  const next = ({ flat, identities }: Making, taken: Taken) =>
    flat.enum || !flat.types.some((type) => named.has(type))
      ? undefined
      : identities.next(taken, {})?.value;
  return {
    now: createClock(),
    create(place, { now, taken }) {
      const making = makingOf(place);
      if (!making) return undefined;
      return making.isMoment ? momentIn(making.flat, now) : next(making, taken);
    },
    update(place, { now, before }) {
      const making = makingOf(place);
      if (!making) return before;
      if (making.isMoment) return momentIn(making.flat, now);
      return typeof before === 'number' ? before + 1 : (next(making, none) ?? before);
    },
  };
}

const named = new Set(['string', 'integer', 'number']);
const none: Taken = { byId: new Map() };

function makingAt(place: Place, seed: string, countersOf: CountersOf): Making | undefined {
  const { mediaType, pattern } = place;
  const [first, ...others] = schemasAt(mediaType.schema, elementsIn(pattern));
  if (!first) return undefined;
  const flat = [first, ...others].find(({ types }) => !types.includes('null')) ?? first;
  const name = tokensOf(pattern).findLast((token) => token !== '*') ?? '';
  const schema = schemaAt(place, [first, ...others]);
  const own = `${seed} ${mediaType.source.pointer} ${pattern}`;
  return {
    flat,
    isMoment: momentOf(name, flat) !== undefined || /^date(-time)?$/.test(flat.format ?? ''),
    identities: createIdentities({
      ...{ name, flats: [flat], parameters: schema ? [{ schema }] : [] },
      examples: [
        ...mediaType.examples.flatMap(({ value }) =>
          placesOf(value, pattern).map((pointer) => valueAt(value, pointer) as Json | undefined),
        ),
        ...flat.examples,
      ].filter((value) => value !== undefined),
      ...{ seed: own, counters: countersOf(own) },
    }),
  };
}

/** A pattern as a pointer to first elements. */
export const elementsIn = (pattern: string): string => pattern.replaceAll(/\/\*(?=\/|$)/g, '/0');

/** The rules for the value at a place of a valid body. */
function schemaAt(
  { mediaType: { schema, examples }, pattern }: Place,
  flats: readonly [FlatSchema, ...FlatSchema[]],
): Schema | undefined {
  const valid = examples.find(({ value }) => schema?.validate(value).length === 0)?.value;
  const body = valid ?? (schema && validInstance(schema, 'all', 'writeOnly'));
  const [pointer] = placesOf(body, pattern);
  if (!schema || pointer === undefined) return undefined;
  return {
    source: schema.source,
    alternatives: () => flats,
    validate: (value) =>
      schema
        .validate(withValueAt(body, pointer, value))
        .filter((violation) => violation.pointer.startsWith(pointer)),
  };
}
