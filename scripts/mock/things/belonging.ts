import type { Json } from '../../../conformance/core/json.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import { pointerOf } from '../../../conformance/core/pointer.ts';
import { identifierWords, plainName, wordsOf } from '../../../conformance/core/resources/names.ts';
import type { FlatSchema } from '../../../conformance/core/schema/model.ts';
import type { Kind } from './kind.ts';
import type { Level, Values } from './places.ts';
import type { Members } from './thing.ts';

/** A member that names what a thing belongs to, and the parameter of its path that does. */
type Belonging = { readonly member: string; readonly parameter: string; readonly flat: FlatSchema };

const known = new WeakMap<Level, readonly Belonging[]>();

/**
 * The members of a thing that say what it belongs to, as its path does: `project_id` of a task below
 * `/projects/{project_id}/tasks`, `projectId` of one below `/projects/{id}/tasks`.
 */
export function belonging(level: Level, values: Values): Members {
  const all = cached(known, level, () => belongingsOf(level));
  if (all.length === 0) return none;
  return Object.fromEntries(
    all.flatMap(({ member, parameter, flat }): [string, Json][] => {
      const value = inType(flat, values[parameter]);
      return value === undefined ? [] : [[member, value]];
    }),
  );
}

const none: Members = {};

const belongingsOf = (level: Level): readonly Belonging[] => {
  const kind = level.kind();
  const owners = kind ? [...ownersOf(level)] : [];
  return owners.flatMap(({ names, kind: ownKind }) => {
    const [parameter, another] = names ?? [];
    if (parameter === undefined || another !== undefined) return [];
    const found = kind && memberFor(parameter, ownKind(), kind);
    return found ? [{ ...found, parameter }] : [];
  });
};

function* ownersOf({ owner }: Level): Iterable<Level> {
  if (!owner) return;
  yield owner;
  yield* ownersOf(owner);
}

/** The member of a thing that has the name of the parameter, or of the things that it is about. */
function memberFor(
  parameter: string,
  owner: Kind | undefined,
  { flats: [flat], identifier, above }: Kind,
): Pick<Belonging, 'member' | 'flat'> | undefined {
  const own = [identifier, ...above.map(({ pointer }) => pointer)];
  const [last = ''] = wordsOf(parameter).slice(-1);
  const names = [
    // `id` alone is the identifier of the thing itself
    ...(wordsOf(parameter).length > 1 || !identifierWords.includes(last) ? [parameter] : []),
    ...(owner?.resource.names ?? []).map((name) => `${name}${last}`),
  ].map(plainName);
  for (const [member, alternatives] of flat?.properties ?? [])
    if (names.includes(plainName(member)) && !own.includes(pointerOf([member])))
      return { member, flat: alternatives()[0] };
  return undefined;
}

/** The value of a parameter as a member has it; `undefined` if that can't hold it. */
function inType({ types }: FlatSchema, value: Json | undefined): Json | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  if (types.includes('string')) return String(value);
  const number = Number(value);
  const isFitting = types.includes('number') || types.includes('integer');
  return isFitting && Number.isSafeInteger(number) ? number : undefined;
}
