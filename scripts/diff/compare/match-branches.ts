import type { Documents } from '../../../conformance/core/contract/documents.ts';
import { isObject } from '../../../conformance/core/pointer.ts';
import type { Sides } from '../difference.ts';
import { partsWith, wholeOf, type Whole } from '../schema/whole.ts';
import { allows, typesOf } from '../schema/types.ts';
import type { Pair, Place } from '../walk.ts';
import { isSame } from './same.ts';

type Matched = {
  readonly pairs: readonly Pair[];
  readonly removed: readonly Place[];
  readonly added: readonly Place[];
};

/** Says how well two branches correspond; 0 for not at all. */
type Likeness = (old: Place, fresh: Place) => number;

/**
 * Finds which branches of two choices correspond: those of one name, then equal ones, then the most
 * similar.
 */
export function matched(documents: Sides<Documents>, branches: Sides<readonly Place[]>): Matched {
  const removed = new Set(branches.old);
  const added = new Set(branches.new);
  const pairs: Pair[] = [];
  const pass = (likeness: Likeness) => {
    for (const old of removed) {
      const [best] = [...added]
        .map((fresh) => ({ fresh, how: likeness(old, fresh) }))
        .filter(({ how }) => how > 0)
        .sort((one, other) => other.how - one.how);
      if (!best) continue;
      removed.delete(old);
      added.delete(best.fresh);
      pairs.push({ old, new: best.fresh });
    }
  };
  pass((old, fresh) => Number(nameOf(old) !== undefined && nameOf(old) === nameOf(fresh)));
  pass((old, fresh) => Number(isSame(documents, old.value, fresh.value)));
  pass((old, fresh) => similarity(wholeOf([old], documents.old), wholeOf([fresh], documents.new)));
  return { pairs, removed: [...removed], added: [...added] };
}

/** The last name of a reference, else the title. */
function nameOf({ value }: Place): string | undefined {
  if (!isObject(value)) return undefined;
  if (typeof value.$ref === 'string') return value.$ref.split(/[/#]/).at(-1);
  return typeof value.title === 'string' ? value.title : undefined;
}

/** How many members two schemas have in common; 0 if they have no type in common. */
function similarity(old: Whole, fresh: Whole): number {
  const [types, others] = [typesOf(old).names, typesOf(fresh).names];
  if (!types.some((name) => allows(others, name)) && !others.some((name) => allows(types, name)))
    return 0;
  const names = new Set(membersIn(old));
  const inNew = membersIn(fresh);
  if (names.size === 0 && inNew.length === 0) return 1;
  return inNew.filter((name) => names.has(name)).length;
}

const membersIn = (whole: Whole): string[] =>
  partsWith(whole, 'properties').flatMap(({ node }) =>
    isObject(node.properties) ? Object.keys(node.properties) : [],
  );
