import type { Operation } from '../../../conformance/core/contract/model.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import { isObject, pointerOf, tokensOf } from '../../../conformance/core/pointer.ts';
import { listIn } from '../../../conformance/core/resources/list-answers.ts';
import { plainName } from '../../../conformance/core/resources/names.ts';
import { successTypes, type Kind } from './kind.ts';
import { memberAt } from './member.ts';
import { sharedBy } from './naming.ts';
import { absent, type Outcome, type Refused } from './outcome.ts';
import type { References } from './references.ts';
import { selected, selectingOf } from './select.ts';
import { listShape } from './shape.ts';
import type { Store } from './store.ts';
import type { Members, Thing } from './thing.ts';
import type { About, Part, Writing } from './write.ts';

/** What writes several things at once. */
type Context = {
  readonly store: Store;
  readonly writing: Writing;
  readonly references: References;
};

/**
 * Does what a request about several things of a collection says: makes a list of them, or changes or
 * deletes those that it names by their identifiers, or selects as a list does. All of it, or nothing.
 * `undefined` where nothing is known of that.
 */
export function doneToMany(about: About, context: Context): Outcome | undefined {
  switch (about.work.effect) {
    case 'create':
      return createdOf(about, context);
    case 'delete':
      return deletedOf(about, context);
    case 'action':
    case 'change':
      return changedOf(about, context);
    default:
      return undefined;
  }
}

/** Makes each thing of a list, where the answer is a list of things too, or nothing. */
function createdOf(about: About, { store, writing }: Context): Outcome | undefined {
  const { operation, level } = about.work;
  const kind = level.kind()!;
  const parts = showsList(operation, kind) ? partsIn(about.asked.read.body, kind) : undefined;
  if (!parts) return undefined;
  const things: Thing[] = [];
  for (const part of parts) {
    const outcome = writing.create({ ...about, part });
    if (outcome && outcome !== absent && 'thing' in outcome) things.push(outcome.thing);
    else {
      for (const thing of things) store.remove(thing);
      return outcome;
    }
  }
  return { done: 'many', what: 'made', things };
}

const listing = new WeakMap<Operation, boolean>();

/** Whether an operation answers with a list of things, or with nothing. */
const showsList = (operation: Operation, { resource }: Kind): boolean =>
  cached(listing, operation, () => {
    const [mediaType] = successTypes(operation);
    return !mediaType || listShape(mediaType, resource.names) !== undefined;
  });

/** The objects of a list in a body that is no thing itself. */
function partsIn(body: Json | undefined, { resource, flats }: Kind): readonly Part[] | undefined {
  const found = listIn(body, resource.names);
  const name = tokensOf(found?.pointer ?? '').at(-1) ?? '';
  const isMember = flats.some(({ properties }) => properties.has(name));
  return found && !isMember && found.things.every(isObject)
    ? found.things.map((each) => ({ body: each, pointer: `${found.pointer}/0` }))
    : undefined;
}

function deletedOf(about: About, { store, references }: Context): Outcome | undefined {
  const things = thingsMeant(about) ?? allOf(about);
  if (!things || things === absent) return things;
  for (const thing of things) {
    const refused = references.needed(about.work, thing);
    if (refused) return refused;
  }
  for (const thing of things) store.remove(thing);
  return { done: 'many', what: 'removed', things };
}

/** All things of a collection: what a DELETE is about that can name none of them. */
function allOf(about: About): readonly Thing[] | undefined {
  const { operation } = about.work;
  const isPlain =
    operation.method === 'DELETE' &&
    !operation.requestBody &&
    operation.parameters.every(({ in: place }) => place !== 'query');
  return isPlain ? selectedBy(about) : undefined;
}

/** Changes each thing of a list as its object says, or those that are named as the rest of the body says. */
function changedOf(about: About, context: Context): Outcome | undefined {
  const kind = about.work.level.kind()!;
  const { body } = about.asked.read;
  const parts = partsIn(body, kind);
  if (parts) {
    const ids = parts.map((part) => idOf(part.body, kind));
    return parts.length > 0 && ids.every((id) => id !== undefined)
      ? eachChanged(about, { ids, partAt: (index) => parts[index]! }, context)
      : undefined;
  }
  const things = thingsMeant(about);
  const part = isObject(body) ? restOf(body as Members, kind) : undefined;
  if (!things || things === absent || !part) return things === absent ? absent : undefined;
  return eachChanged(about, { ids: things.map(({ id }) => id), partAt: () => part }, context);
}

type Changes = { readonly ids: readonly string[]; readonly partAt: (index: number) => Part };

function eachChanged(
  about: About,
  { ids, partAt }: Changes,
  { store, writing }: Context,
): Outcome | undefined {
  const home = about.place.home ?? about.place;
  const before = ids.map((id) => home.byId.get(id));
  if (before.some((thing) => thing === undefined)) return missingIn(about) ?? undefined;
  const things: Thing[] = [];
  for (const [index, thing] of before.entries()) {
    const outcome = writing.change({ ...about, part: partAt(index) }, thing!);
    if (outcome && outcome !== absent && 'thing' in outcome) things.push(outcome.thing);
    else {
      // what was changed is as it was
      for (const [at, changed] of things.entries()) store.write(changed, before[at]!.members);
      return outcome as Refused | undefined;
    }
  }
  return { done: 'many', what: 'written', things };
}

const missingIn = ({ work }: About): typeof absent | undefined =>
  work.operation.responses.some(({ status }) => status === '404') ? absent : undefined;

const idOf = (body: Json, { identifier }: Kind): string | undefined => {
  const value = identifier === undefined ? undefined : memberAt(body as Members, identifier);
  return value === undefined ? undefined : String(value);
};

/** The things that a request names or selects; `undefined` if it does neither. */
function thingsMeant(about: About): readonly Thing[] | typeof absent | undefined {
  const { work, place, asked } = about;
  const ids = idsIn(about);
  if (ids) {
    const { byId } = place.home ?? place;
    const known = ids.flatMap((id) => byId.get(id) ?? []);
    return known.length === ids.length ? known : (missingIn(about) ?? known);
  }
  const { query } = asked.read.parameters;
  const { selectors } = selectingOf(work.operation.parameters, work.level.kind()!);
  const isSelected = selectors.some(({ parameter }) => query[parameter] !== undefined);
  return isSelected ? selectedBy(about) : undefined;
}

function selectedBy({ work, place, asked }: About): readonly Thing[] {
  const { path, query } = asked.read.parameters;
  const selecting = selectingOf(work.operation.parameters, work.level.kind()!);
  return selected(place, selecting, query, sharedBy(work.level, path)).all();
}

/** The identifiers that a request names things by, in its query or its body. */
function idsIn({ work, asked: { read } }: About): readonly string[] | undefined {
  const kind = work.level.kind()!;
  const { body } = read;
  const inQuery = Object.entries(read.parameters.query).find(([name]) => isIds(name, kind));
  if (inQuery) return [inQuery[1]].flat().flatMap((value) => String(value).split(','));
  const list = Array.isArray(body)
    ? (body as readonly Json[])
    : isObject(body)
      ? Object.entries(body as Members).find(([name]) => isIds(name, kind))?.[1]
      : undefined;
  if (!Array.isArray(list)) return undefined;
  const ids = (list as readonly Json[]).map((each) =>
    isObject(each) ? idOf(each as Json, kind) : String(each),
  );
  return ids.every((id) => id !== undefined) ? ids : undefined;
}

/** Whether a name says that a list of identifiers is there: `ids`, `todoIds`, `id[]`. */
function isIds(name: string, { resource, identifier = '/id' }: Kind): boolean {
  const plain = plainName(name);
  const own = plainName(identifier.slice(1));
  const isList = /^(?:ids|uuids|keys|slugs)$/.test(plain) || plain === `${own}s`;
  return isList || name === `${identifier.slice(1)}[]` || plain === `${resource.names[0]}ids`;
}

/** Members that hold what is written to all named things. */
const holders = /^(?:data|changes?|set|updates?|patch|values|attributes|fields)$/;

/** What a body says of the things that it names. */
function restOf(body: Members, kind: Kind): Part | undefined {
  const rest = Object.entries(body).filter(([name]) => !isIds(name, kind));
  const [[name = '', inner] = []] = rest;
  const isHeld = rest.length === 1 && isObject(inner);
  if (isHeld && (holders.test(plainName(name)) || kind.resource.names.includes(plainName(name))))
    return { body: inner as Json, pointer: pointerOf([name]) };
  return rest.length > 0 ? { body: Object.fromEntries(rest), pointer: '' } : undefined;
}
