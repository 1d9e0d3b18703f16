import type { Documents } from '../../../conformance/core/contract/documents.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import { isObject } from '../../../conformance/core/pointer.ts';
import type { Scope, Sides } from '../difference.ts';
import { listAt, partsWith, type Whole } from '../schema/whole.ts';
import { typesOf } from '../schema/types.ts';
import { followed, inside, type Place, type Walk } from '../walk.ts';
import { matched } from './match-branches.ts';
import type { CompareSchemas, Schemas, Wholes } from './compared.ts';

type Choice = {
  readonly keyword: string;
  readonly place: Place;
  readonly branches: readonly Place[];
};

const choicesIn = (whole: Whole, documents: Documents): Choice[] =>
  ['oneOf', 'anyOf'].flatMap((keyword) =>
    partsWith(whole, keyword).map(({ place, orNull }) => ({
      ...{ keyword, place },
      branches: [...listAt(documents, place, keyword), ...(orNull ? [nullPlace(place)] : [])],
    })),
  );

/** Compares the branches of `oneOf` and `anyOf`. */
export function compareBranches(
  walk: Walk,
  wholes: Wholes,
  scope: Scope,
  compare: CompareSchemas,
): void {
  const choices = {
    old: choicesIn(wholes.old, walk.documents.old),
    new: choicesIn(wholes.new, walk.documents.new),
  };
  const most = Math.max(choices.old.length, choices.new.length);
  for (let index = 0; index < most; index += 1) {
    const old = choices.old[index];
    const fresh = choices.new[index];
    const places = { old: old?.place ?? wholes.old.place, new: fresh?.place ?? wholes.new.place };
    if (old?.keyword !== fresh?.keyword)
      walk.tell(scope, {
        of: 'schema',
        aspect: 'choice',
        old: old?.keyword,
        new: fresh?.keyword,
        sources: { old: places.old.source, new: places.new.source },
      });
    if (old && fresh)
      compareMatched(
        walk,
        { old: old.branches, new: fresh.branches, around: places },
        scope,
        compare,
      );
  }
}

function compareMatched(
  walk: Walk,
  { around, ...branches }: Sides<readonly Place[]> & { readonly around: Sides<Place> },
  scope: Scope,
  compare: CompareSchemas,
): void {
  const { pairs, removed, added } = matched(walk.documents, branches);
  for (const { old, new: fresh } of pairs)
    compare(
      walk,
      { old: [old], new: [fresh] },
      inside(scope, scope.label, `(${nameOf(fresh)})`),
      around,
    );
  const tell = (found: Sides<Place | undefined>) => {
    const name = nameOf((found.new ?? found.old)!);
    walk.tell(inside(scope, `${scope.label} as ${name}`, `(${name})`), {
      of: 'branch',
      aspect: 'presence',
      old: found.old?.value,
      new: found.new?.value,
      sources: {
        old: (found.old && followed(walk.documents.old, found.old))?.source ?? around.old.source,
        new: (found.new && followed(walk.documents.new, found.new))?.source ?? around.new.source,
      },
    });
  };
  for (const place of removed) tell({ old: place, new: undefined });
  for (const place of added) tell({ old: undefined, new: place });
}

/** A branch in words: its name, its title, or its type. */
function nameOf({ value }: Place): string {
  if (!isObject(value)) return `${value}`;
  if (typeof value.$ref === 'string') return `\`${value.$ref.split(/[/#]/).at(-1)}\``;
  return `\`${value.title ?? [value.type ?? 'schema'].flat().join(' or ')}\``;
}

/** Keywords beside a choice that say nothing more of the value. */
const silent =
  /^(\$ref|allOf|anyOf|oneOf|type|title|description|discriminator|default|example|examples|deprecated|x-.*)$/;

/** Whether a whole schema is one choice and no more. */
const isChoice = ({ parts }: Whole): boolean =>
  parts.every(({ node }) => Object.keys(node).every((name) => silent.test(name)));

/**
 * Compares a choice with a schema that is none, as a choice with that one branch. Returns whether the
 * two are so.
 */
export function compareChoice(
  walk: Walk,
  { schemas, wholes, scope }: { schemas: Schemas; wholes: Wholes; scope: Scope },
  compare: CompareSchemas,
): boolean {
  const { documents } = walk;
  const old = choicesIn(wholes.old, documents.old);
  const fresh = choicesIn(wholes.new, documents.new);
  if (old.length + fresh.length !== 1) return false;
  const [side, plain] = old.length === 1 ? (['old', 'new'] as const) : (['new', 'old'] as const);
  const [whole] = schemas[plain];
  if (!isChoice(wholes[side]) || schemas[plain].length !== 1 || !whole) return false;
  if (saysNothing(wholes[plain])) return false;
  const chosen = (old[0] ?? fresh[0])!.branches;
  const lifted = branchesOf(whole, wholes[plain]);
  const branches = side === 'old' ? { old: chosen, new: lifted } : { old: lifted, new: chosen };
  const around = { old: wholes.old.place, new: wholes.new.place };
  compareMatched(walk, { ...branches, around }, scope, compare);
  return true;
}

const saysNothing = ({ parts }: Whole): boolean =>
  parts.every(({ node }) =>
    Object.keys(node).every((name) => silent.test(name) && name !== 'type'),
  );

/** A schema as the branches of a choice: one for each of its types. */
function branchesOf(place: Place, whole: Whole): Place[] {
  const { names, isStated } = typesOf(whole);
  if (!isStated || names.length === 1) return [place];
  const ofType = cached(withOneType, place.value as object, () => new Map<string, object>());
  return names.map((type) =>
    type === 'null'
      ? nullPlace(place)
      : { ...place, value: cached(ofType, type, () => ({ type, allOf: [place.value] })) },
  );
}

/** Schemas for one type, by the schema that they are made of: the same ones each time. */
const withOneType = new WeakMap<object, Map<string, object>>();
const nullSchema = { type: 'null' };
const nullPlace = ({ source }: Place): Place => ({ value: nullSchema, source });
