import type { Contract, Operation } from '../core/contract/model.ts';
import { requireMatch, selectorOf, type Selector } from '../core/contract/selectors.ts';
import { plainRequest, type KnownValues } from '../core/instances/plain-request.ts';
import type { Json } from '../core/json.ts';
import { cached } from '../core/memoize.ts';
import { orNearest } from '../core/nearest.ts';
import { isForbidden } from '../core/schema/model.ts';
import { schemaLocationsOf } from '../generators/schema-locations.ts';
import type { Config } from './config.ts';

/** A documented place of a request, as `KnownValues` names it. */
type Place = {
  readonly key: string;
  readonly name: string;
  readonly allows: (value: Json) => boolean;
};

/** The values under one selector of the configuration. */
type Entry = {
  readonly selector: Selector;
  /** Whether it names one operation, which then gets what it does not document too. */
  readonly isOne: boolean;
  readonly path: readonly string[];
};

/**
 * The known values of each operation. Of several for one place, that of the most specific selector
 * counts, else the last one. What a selector of many operations names concerns only those that
 * document it and allow the value. Throws a `UserError` for a selector that matches nothing; a place
 * that no operation documents is a warning.
 */
export function valuesOf(
  contract: Contract,
  config: Config,
  warn: (message: string) => void,
): ReadonlyMap<string, KnownValues> {
  const known = new Map<Operation, readonly Place[]>();
  const placesOf = (operation: Operation) => cached(known, operation, () => documented(operation));
  const found = new Map<string, Map<string, Json>>();
  for (const { entry, written, value } of entriesOf(contract, config)) {
    const selected = contract.operations.filter(entry.selector.matches);
    const placed = selected.flatMap((operation) => {
      const keys = keysFor({ written, value, entry }, placesOf(operation));
      for (const key of keys)
        cached(found, operation.id, () => new Map<string, Json>()).set(key, value);
      return keys;
    });
    const isSurprising = () =>
      placed.length === 0 || (entry.isOne && !isDocumented(written, selected.flatMap(placesOf)));
    if (isSurprising())
      warn(
        `${config.at([...entry.path, written])}: ${problem(written, entry, selected.flatMap(placesOf))}`,
      );
  }
  return found;
}

/** The values of the configuration, so that a later one goes before an earlier one of the same place. */
function entriesOf({ api, operations }: Contract, config: Config): Wanted[] {
  const target = config.targets.get(api);
  const entries = [...(target?.values ?? [])].map(([written, values]) => {
    const path = ['targets', target!.key, 'values', written];
    const selector = selectorOf(written, operations, config.at(path));
    requireMatch(selector, operations, config.at(path));
    return { selector, isOne: operations.some(({ id }) => id === written), path, values };
  });
  return entries
    .toSorted((one, other) => one.selector.rank - other.selector.rank)
    .flatMap((entry) =>
      [...entry.values]
        // a place says more than a name, which may stand for several
        .toSorted(([one], [other]) => Number(isExplicit(one)) - Number(isExplicit(other)))
        .map(([written, value]) => ({ written, value, entry })),
    );
}

const isExplicit = (written: string): boolean => /^[/$]/.test(written);

/** A pointer into the body has two spellings. */
const canonical = (written: string): string => written.replace(/^\$request\.body#/, '');

type Wanted = { readonly written: string; readonly value: Json; readonly entry: Entry };

/** Where an operation takes a value, of the places that it documents. */
function keysFor({ written, value, entry: { isOne } }: Wanted, places: readonly Place[]): string[] {
  const fits = (place: Place) => isOne || place.allows(value);
  if (!isExplicit(written))
    return places.filter((place) => isNamed(place, written) && fits(place)).map(({ key }) => key);
  const key = canonical(written);
  if (isOne) return [key];
  return places.some((place) => place.key === key && fits(place)) ? [key] : [];
}

const isHeader = ({ key }: Place): boolean => key.startsWith('$request.header.');

/** Names of header fields have no letter case. */
const isNamed = (place: Place, name: string): boolean =>
  place.name === name || (isHeader(place) && place.name.toLowerCase() === name.toLowerCase());

const isDocumented = (written: string, places: readonly Place[]): boolean =>
  places.some((place) =>
    isExplicit(written) ? place.key === canonical(written) : isNamed(place, written),
  );

function problem(written: string, { selector, isOne }: Entry, places: readonly Place[]): string {
  const subject = isOne
    ? `the operation ${selector.written}`
    : `no operation that "${selector.written}" selects`;
  if (isDocumented(written, places))
    return `${subject} allows this value for ${written}. It is not sent.`;
  const known = [...new Set(places.flatMap(({ key, name }) => (isExplicit(written) ? key : name)))];
  const nearest = orNearest(
    written,
    known.filter((name) => name !== ''),
  );
  const isSent = isOne && isExplicit(written);
  return `${subject} documents ${isOne ? 'no ' : ''}${written}${nearest} It is ${isSent ? 'sent anyway' : 'not sent'}.`;
}

/** The places of an operation's requests; only those of parameters and top-level members have a name. */
function documented(operation: Operation): readonly Place[] {
  const parameters = operation.parameters.map(
    ({ in: location, name, schema }): Place => ({
      key: `$request.${location}.${name}`,
      name,
      allows: (value) => !isForbidden(schema.validate(value)),
    }),
  );
  const members = schemaLocationsOf(operation, plainRequest(operation))
    .filter((location) => location.in === 'body' && location.pointer !== '')
    .map(
      ({ pointer, allows }): Place => ({
        key: pointer,
        name: /^\/[^/~]+$/.test(pointer) ? pointer.slice(1) : '',
        allows,
      }),
    );
  return [...parameters, ...members];
}
