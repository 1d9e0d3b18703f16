import type { Json } from '../../../conformance/core/json.ts';
import { placesOf, valueAt, withValueAt } from '../../../conformance/core/pointer.ts';
import { schemasAt } from '../../../conformance/core/schema/schemas-at.ts';
import type { Kept, Remembered } from '../state/memory.ts';
import { bestFor, inForm } from '../things/compose.ts';
import type { Members } from '../things/thing.ts';
import { elementsIn } from './make.ts';
import { pointerIn, type Told } from './told.ts';

/** The values that a response recalls, by the places of `x-memory`. */
export type Recalled = ReadonlyMap<string, Json>;

/** What a response shows of one thing. */
export function shownOf(told: Told, key: Json, kept: Kept): Recalled {
  const { memory } = told;
  const recalled = new Map<string, Json>();
  for (const [place, name] of recallsIn(told)) {
    const value = kept[name];
    if (value !== undefined) recalled.set(place, inFormAt(told, place, value));
  }
  // a generated body has another key each time
  const place = pointerIn(memory.key);
  if (place !== undefined) recalled.set(place, key);
  return recalled;
}

/** What a response shows of all things. */
export function listOf(told: Told, place: string, things: readonly Remembered[]): Recalled {
  const { counts, key } = told.memory;
  const element = `${place}/*`;
  const inside = recallsIn(told).filter(([at]) => at === element || at.startsWith(`${element}/`));
  const keyPlace = pointerIn(key)?.slice(element.length);
  const [array] = schemasAt(told.mediaType?.schema, elementsIn(place));
  const elements = things.slice(0, array?.maxItems).map(({ key: own, kept }) => {
    let value: Json | undefined;
    for (const [at, name] of inside)
      if (kept[name] !== undefined)
        value = withValueAt(value, at.slice(element.length), kept[name]);
    if (keyPlace !== undefined) value = withValueAt(value, keyPlace, own);
    return inFormAt(told, element, value ?? {});
  });
  const total = counts === undefined ? [] : ([[counts, things.length]] as const);
  return new Map<string, Json>([[place, elements], ...total]);
}

/** The recalled places, those that others are in first. */
const recallsIn = ({ memory }: Told): readonly (readonly [place: string, name: string])[] =>
  [...memory.recalls].toSorted(([one], [other]) => one.length - other.length);

/** A value as the schema of its place has it: with what is required, without what is not documented. */
function inFormAt({ mediaType }: Told, pattern: string, value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  const flats = schemasAt(mediaType?.schema, elementsIn(pattern));
  const [flat] = bestFor(flats, value);
  if (!flat) return value;
  const example = mediaType?.examples[0]?.value;
  const like = valueAt(example, placesOf(example, pattern)[0] ?? pattern);
  const isLike = typeof like === 'object' && like !== null && !Array.isArray(like);
  return inForm(flat, value, { like: isLike ? (like as Members) : {}, now: Date.now() });
}
