import type { Scope, Sides } from '../difference.ts';
import { partsWith, placeOf, valuesOf, wholeOf, type Whole } from '../schema/whole.ts';
import { inside, writtenAt, type Place, type Walk } from '../walk.ts';
import type { CompareSchemas, Wholes } from './compared.ts';

type Members = {
  readonly properties: ReadonlyMap<string, readonly Place[]>;
  readonly required: ReadonlySet<string>;
  /** Whether other members are refused. */
  readonly isClosed: boolean;
};

/** Compares the members that two schemas give their objects: which there are, and which must be. */
export function compareMembers(
  walk: Walk,
  wholes: Wholes,
  scope: Scope,
  compare: CompareSchemas,
): void {
  const { documents } = walk;
  const members = {
    old: membersIn(wholes.old, documents.old),
    new: membersIn(wholes.new, documents.new),
  };
  const names = new Set([
    ...members.old.properties.keys(),
    ...members.new.properties.keys(),
    ...members.old.required,
    ...members.new.required,
  ]);
  for (const name of names) compareMember(walk, { wholes, members, name }, scope, compare);
  compareOtherMembers(walk, { wholes, members }, scope, compare);
}

function membersIn(whole: Whole, documents: Walk['documents']['old']): Members {
  const properties = new Map<string, Place[]>();
  for (const { place } of partsWith(whole, 'properties')) {
    const map = writtenAt(documents, place, 'properties');
    for (const name of Object.keys((map?.value ?? {}) as object)) {
      const member = map && writtenAt(documents, map, name);
      if (member) properties.set(name, [...(properties.get(name) ?? []), member]);
    }
  }
  const required = valuesOf(whole, 'required').flatMap((list) => (Array.isArray(list) ? list : []));
  const isClosed = ['additionalProperties', 'unevaluatedProperties'].some((keyword) =>
    valuesOf(whole, keyword).includes(false),
  );
  return { properties, required: new Set(required as string[]), isClosed };
}

type Both = { readonly wholes: Wholes; readonly members: Sides<Members> };

/** A member as one side has it. */
type Member = {
  readonly schemas: readonly Place[];
  readonly isThere: boolean;
  readonly isRequired: boolean;
  /** The keyword that takes it out of requests or out of responses. */
  readonly hidden: string | undefined;
};

function compareMember(
  walk: Walk,
  { wholes, members, name }: Both & { readonly name: string },
  outer: Scope,
  compare: CompareSchemas,
): void {
  const { documents } = walk;
  const scope = inside(outer, `The member \`${name}\``, name);
  const old = memberIn(members.old, name, scope, documents.old);
  const fresh = memberIn(members.new, name, scope, documents.new);
  const aspect = aspectOf(old, fresh);
  if (aspect !== undefined)
    walk.tell(scope, {
      of: 'member',
      ...aspect,
      sources: {
        old: sourceOfMember(wholes.old, old, documents.old, aspect.aspect),
        new: sourceOfMember(wholes.new, fresh, documents.new, aspect.aspect),
      },
      isRequired: fresh.isThere ? fresh.isRequired : old.isRequired,
      isClosed: members.old.isClosed || members.new.isClosed,
    });
  // what this direction does not show is compared in the other one
  const isShown = [old, fresh].every(({ isThere, hidden }) => isThere && hidden === undefined);
  if (isShown && old.schemas.length + fresh.schemas.length > 0)
    compare(walk, { old: old.schemas, new: fresh.schemas }, scope, {
      old: wholes.old.place,
      new: wholes.new.place,
    });
}

function memberIn(
  { properties, required }: Members,
  name: string,
  scope: Scope,
  documents: Walk['documents']['old'],
): Member {
  const schemas = properties.get(name) ?? [];
  const hidden = hiddenBy(wholeOf(schemas, documents), scope);
  const isNamed = required.has(name);
  return {
    ...{ schemas, hidden },
    isThere: schemas.length > 0 || isNamed,
    isRequired: isNamed && hidden === undefined,
  };
}

/** What differs of a member, before its schema is looked at. */
function aspectOf(
  old: Member,
  fresh: Member,
): (Sides<boolean | undefined> & { readonly aspect: string }) | undefined {
  if (old.isThere !== fresh.isThere)
    return old.hidden === undefined && fresh.hidden === undefined
      ? { aspect: 'presence', old: old.isThere || undefined, new: fresh.isThere || undefined }
      : undefined;
  const hidden = old.hidden ?? fresh.hidden;
  if (hidden !== undefined && old.hidden !== fresh.hidden)
    return { aspect: hidden, old: old.hidden !== undefined, new: fresh.hidden !== undefined };
  return old.isRequired === fresh.isRequired
    ? undefined
    : { aspect: 'required', old: old.isRequired, new: fresh.isRequired };
}

/** The keyword that takes a member out of requests or out of responses. */
function hiddenBy(whole: Whole, { direction }: Scope): string | undefined {
  const keyword = direction === 'request' ? 'readOnly' : 'writeOnly';
  return valuesOf(whole, keyword).includes(true) ? keyword : undefined;
}

function sourceOfMember(
  whole: Whole,
  { schemas: [schema] }: Member,
  documents: Walk['documents']['old'],
  aspect: string,
): Place['source'] {
  if (aspect === 'required') return placeOf(whole, documents, 'required').source;
  return schema?.source ?? placeOf(whole, documents, 'properties').source;
}

/** Compares what two schemas say of members that they don't name. */
function compareOtherMembers(
  walk: Walk,
  { wholes, members }: Both,
  outer: Scope,
  compare: CompareSchemas,
): void {
  const { documents } = walk;
  const keywords = ['additionalProperties', 'unevaluatedProperties'];
  const place = {
    old: placeOf(wholes.old, documents.old, ...keywords),
    new: placeOf(wholes.new, documents.new, ...keywords),
  };
  if (members.old.isClosed !== members.new.isClosed)
    walk.tell(outer, {
      of: 'schema',
      aspect: 'additionalProperties',
      old: members.old.isClosed,
      new: members.new.isClosed,
      sources: { old: place.old.source, new: place.new.source },
    });
  if (members.old.isClosed || members.new.isClosed) return;
  const schemas = {
    old: keywords.flatMap((keyword) => placesOf(wholes.old, documents.old, keyword)),
    new: keywords.flatMap((keyword) => placesOf(wholes.new, documents.new, keyword)),
  };
  if (schemas.old.length + schemas.new.length > 0)
    compare(walk, schemas, inside(outer, 'Any other member', '*'), place);
}

/** The schemas that all parts hold under a keyword. */
export const placesOf = (
  whole: Whole,
  documents: Walk['documents']['old'],
  keyword: string,
): Place[] =>
  partsWith(whole, keyword).flatMap(({ place }) => writtenAt(documents, place, keyword) ?? []);
