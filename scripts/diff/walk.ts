import type { Documents } from '../../conformance/core/contract/documents.ts';
import { cached } from '../../conformance/core/memoize.ts';
import { escapeToken, isObject, ownMember, type Node } from '../../conformance/core/pointer.ts';
import type { Source } from '../../conformance/core/source.ts';
import type { Difference, Scope, Sides } from './difference.ts';

/** A value of a description, and where it stands. */
export type Place = { readonly value: unknown; readonly source: Source };

/** Two places that correspond. */
export type Pair = Sides<Place>;

/** The differences of one pair, and the pairs that it uses. */
export type Step = { readonly differences: Difference[]; readonly uses: Set<Step> };

/** A walk over two descriptions at once. */
export type Walk = {
  readonly documents: Sides<Documents>;
  /** The step that everything hangs on. */
  readonly root: Step;
  /** Compares two lists of places once, however many operations use them. */
  readonly once: (key: string, places: Sides<readonly Place[]>, compare: () => void) => Step;
  /** Notes a difference of the step that is being compared. */
  readonly tell: (scope: Scope, difference: Omit<Difference, keyof Scope>) => void;
};

/** Begins a walk; nothing is compared yet. */
export function startWalk(documents: Sides<Documents>): Walk {
  const root = newStep();
  const steps = new Map<string, Step>();
  const numberOf = numbering();
  let current = root;
  const keyOf = ({ value, source }: Place) => {
    if (typeof value !== 'object' || value === null) return `${source.file}#${source.pointer}`;
    return numberOf(value);
  };
  return {
    documents,
    root,
    once(key, { old, new: fresh }, compare) {
      const numbers = `${key} ${old.map(keyOf).join()} ${fresh.map(keyOf).join()}`;
      const known = steps.get(numbers);
      const step = known ?? newStep();
      current.uses.add(step);
      if (known) return step;
      steps.set(numbers, step);
      const outer = current;
      current = step;
      compare();
      current = outer;
      return step;
    },
    tell: (scope, difference) => void current.differences.push({ ...scope, ...difference }),
  };
}

const newStep = (): Step => ({ differences: [], uses: new Set() });

/** Numbers objects by identity. */
function numbering(): (object: object) => number {
  const numbers = new WeakMap<object, number>();
  let last = 0;
  return (object) =>
    cached(numbers, object, () => {
      last += 1;
      return last;
    });
}

/** The scope of something inside another. */
export const inside = (scope: Scope, label: string, ...where: readonly string[]): Scope => ({
  ...scope,
  label,
  where: [...scope.where, ...where],
});

/** The place of a member, not following a `$ref`; `undefined` if there is none. */
export function writtenAt(
  { root, sourceOf }: Documents,
  { value, source }: Place,
  name: string | number,
): Place | undefined {
  const holder = value as { readonly [name: string]: unknown };
  const found =
    typeof value === 'object' && value !== null ? ownMember(holder, `${name}`) : undefined;
  if (found === undefined) return undefined;
  const here = { ...source, pointer: `${source.pointer}/${escapeToken(name)}` };
  if (typeof found !== 'object' || found === null) return { value: found, source: here };
  const known = sourceOf(found);
  // what the reader put together has no position of its own
  return { value: found, source: known.pointer === '' && found !== root ? here : known };
}

/** The place that a member means: that of the target of its `$ref`. */
export function placeAt(
  documents: Documents,
  place: Place,
  name: string | number,
): Place | undefined {
  const written = writtenAt(documents, place, name);
  return written && followed(documents, written);
}

/** The place that a `$ref` leads to, else the place itself. */
export function followed({ deref, sourceOf, broken }: Documents, place: Place): Place {
  if (!isObject(place.value) || typeof place.value.$ref !== 'string') return place;
  const value = deref(place.value);
  if (isObject(value)) return { value, source: sourceOf(value) };
  // the reason names the reference as it is written
  return { ...place, value: { 'broken $ref': broken.get(place.value.$ref)?.reason } };
}

/** The members of an object; none for anything else. */
export const membersOf = ({ value }: Place): Node => (isObject(value) ? value : {});

/** The names that the object of either side has, those of the old one first. */
export const namesOf = ({ old, new: fresh }: Pair): string[] => [
  ...new Set([...Object.keys(membersOf(old)), ...Object.keys(membersOf(fresh))]),
];

/** The sources of two places; of an absent one, that of the thing around it. */
export const sourcesOf = (found: Sides<Place | undefined>, around: Pair): Sides<Source> => ({
  old: (found.old ?? around.old).source,
  new: (found.new ?? around.new).source,
});
