import type { Contract, Memory } from '../../../conformance/core/contract/model.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { valueAt, withValueAt } from '../../../conformance/core/pointer.ts';
import type { Kept } from '../state/memory.ts';
import { merged } from '../things/patch.ts';
import { keptAt, pointerIn, toldIn, valueFor, type Exchanged } from './told.ts';

/** Where the server's own values are, in what has a name: what requests write there does not count. */
export type OwnPlaces = (name: string) => readonly string[];

/** The places of a kind that some response creates or updates. */
export function ownPlacesOf({ operations }: Contract): (of: string) => OwnPlaces {
  const places = new Map<string, Set<string>>();
  for (const { memory } of operations.flatMap(toldIn))
    for (const place of [...memory.creates, ...memory.updates]) {
      const at = keptAt(memory, place);
      const key = at && `${memory.of} ${at.name}`;
      if (key) places.set(key, (places.get(key) ?? new Set()).add(at.rest));
    }
  return (of) => (name) => [...(places.get(`${of} ${name}`) ?? [])];
}

type Giving = {
  readonly source: 'request' | 'response';
  readonly before: Kept | undefined;
  readonly own: OwnPlaces;
};

/**
 * The values that a request or a response gives to be kept, by name; those of the server that were
 * there before stay.
 */
export function given(
  { keeps, merges }: Memory,
  exchanged: Exchanged,
  { source, before, own }: Giving,
): Kept {
  const found = (entries: Memory['keeps']) =>
    [...entries].flatMap(([name, expression]) => {
      const isOf = pointerIn(expression) === undefined ? 'request' : 'response';
      const value = isOf === source ? valueFor(expression, exchanged) : undefined;
      return value === undefined ? [] : [[name, value] as const];
    });
  const values: { [name: string]: Json } = Object.fromEntries(found(keeps));
  for (const [name, value] of found(merges))
    values[name] = merged(values[name] ?? before?.[name], value);
  for (const [name, value] of before ? Object.entries(values) : [])
    values[name] = withOwn(value, before![name], own(name));
  return values;
}

/** A value with those of the server that were there before. */
const withOwn = (value: Json, before: Json | undefined, places: readonly string[]): Json =>
  places.reduce<Json>((whole, place) => {
    const was = valueAt(before, place) as Json | undefined;
    return was === undefined ? whole : withValueAt(whole, place, was);
  }, value);
