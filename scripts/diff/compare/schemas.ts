import { equalJson } from '../../../conformance/core/equal-json.ts';
import type { Json } from '../../../conformance/core/json.ts';
import type { Scope, Sides } from '../difference.ts';
import { aspects } from '../schema/aspects.ts';
import { allows, typesOf } from '../schema/types.ts';
import { meantAt, placeOf, wholeOf } from '../schema/whole.ts';
import type { Place, Walk } from '../walk.ts';
import { compareBranches, compareChoice } from './branches.ts';
import type { Schemas, Wholes } from './compared.ts';
import { compareMembers } from './members.ts';
import { compareParts } from './parts.ts';
import { compareSubschemas } from './subschemas.ts';

/**
 * Compares the schemas of one value: all of a list apply. A schema that is used in many places, or
 * that contains itself, is compared once for each direction.
 * @param around where something was added or removed, on the side that has nothing
 */
export function compareSchemas(
  walk: Walk,
  schemas: Schemas,
  scope: Scope,
  around: Sides<Place>,
): void {
  // all that only refer to a schema stand for it
  const meant: Schemas = {
    old: schemas.old.map((place) => meantAt(place, walk.documents.old)),
    new: schemas.new.map((place) => meantAt(place, walk.documents.new)),
  };
  walk.once(`schema ${scope.direction}`, meant, () => {
    const { old, new: fresh } = walk.documents;
    const wholes: Wholes = {
      old: wholeOf(schemas.old, old, around.old),
      new: wholeOf(schemas.new, fresh, around.new),
    };
    if (wholes.old.isNever !== wholes.new.isNever) {
      tellAspect(walk, wholes, scope, {
        name: 'never',
        keywords: [],
        old: wholes.old.isNever,
        new: wholes.new.isNever,
      });
      return;
    }
    // a choice whose branch was all of the schema before has got, or lost, branches
    if (compareChoice(walk, { schemas, wholes, scope }, compareSchemas)) return;
    compareAspects(walk, wholes, scope);
    // what only values of another type have says nothing more
    if (!haveCommonType(wholes)) return;
    compareMembers(walk, wholes, scope, compareSchemas);
    compareSubschemas(walk, wholes, scope, compareSchemas);
    compareBranches(walk, wholes, scope, compareSchemas);
    compareParts(walk, wholes, scope);
  });
}

function haveCommonType({ old, new: fresh }: Wholes): boolean {
  const [before, after] = [typesOf(old).names, typesOf(fresh).names];
  const isIn = (names: readonly string[]) => (name: string) =>
    name !== 'null' && allows(names, name);
  return before.some(isIn(after)) || after.some(isIn(before)) || `${before}` === `${after}`;
}

function compareAspects(walk: Walk, wholes: Wholes, scope: Scope): void {
  const { documents } = walk;
  for (const { name, keywords, read } of aspects) {
    const old = read(wholes.old, documents.old);
    const fresh = read(wholes.new, documents.new);
    if (!equalJson(old as Json | undefined, fresh as Json | undefined))
      tellAspect(walk, wholes, scope, { name, keywords, old, new: fresh });
  }
}

/** Tells a difference of a keyword, at the place where that is. */
function tellAspect(
  walk: Walk,
  wholes: Wholes,
  scope: Scope,
  found: Sides<unknown> & { readonly name: string; readonly keywords: readonly string[] },
): void {
  walk.tell(scope, {
    of: 'schema',
    aspect: found.name,
    old: found.old,
    new: found.new,
    sources: {
      old: placeOf(wholes.old, walk.documents.old, ...found.keywords).source,
      new: placeOf(wholes.new, walk.documents.new, ...found.keywords).source,
    },
  });
}

/** Compares a schema that a member of an object holds, as a media type does. */
export function compareSchemaOf(
  walk: Walk,
  { old, new: fresh }: Sides<Place | undefined>,
  scope: Scope,
  around: Sides<Place>,
): void {
  if (!old && !fresh) return;
  compareSchemas(walk, { old: old ? [old] : [], new: fresh ? [fresh] : [] }, scope, around);
}
