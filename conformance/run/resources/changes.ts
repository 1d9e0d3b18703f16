import { isDeepStrictEqual } from 'node:util';
import { isSameValue } from '../../checks/state.ts';
import type { Operation } from '../../core/contract/model.ts';
import { isAllowed } from '../../core/http/allowed-request.ts';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
import { itemSchemas, memberSchemas } from '../../core/http/deserialization.ts';
import { valueIn } from '../../core/instances/other-texts.ts';
import { requestOf, withValue } from '../../core/instances/plain-request.ts';
import type { Json } from '../../core/json.ts';
import { isObject, pointerOf, tokensOf, valueAt } from '../../core/pointer.ts';
import { bodySchemasAt, fieldsIn } from '../../core/resources/fields.ts';
import { wordsOf } from '../../core/resources/names.ts';
import type { FlatSchema } from '../../core/schema/model.ts';
import type { ShownValue } from '../../generators/expectation.ts';
import { toOtherValue, type Alteration } from './alterations.ts';
import { identityOf } from '../../plan/identity.ts';

/** A request that gives a thing another value. */
export type Change = {
  readonly request: PlannedRequest;
  /** The pointer of that value in the thing. */
  readonly pointer: string;
  /** The place of that value in the body, as a runtime expression. */
  readonly place: string;
  /** What the thing shows there. */
  readonly now: Json | undefined;
  /** Whether the value names the thing. */
  readonly isName: boolean;
};

/**
 * Requests that change one value of a thing, the plainest member first: a text that names nothing.
 * A PATCH sends only that member where it may.
 * @param wanted how the value is changed: by another text, number or boolean, unless it says more
 */
export function changesOf(
  operation: Operation,
  thing: Json | undefined,
  { tail, needed, names: ofThing, by = toOtherValue }: Wanted,
): readonly Change[] {
  const usual = requestOf(operation, 'required', false);
  const { parameters } = usual;
  // no optional parameter, because it may select another answer or be refused
  const bases = [{ ...requestOf(operation, 'all', true), parameters }, usual];
  return bases.flatMap((plain) => {
    const base = likeThing(operation, plain, { thing, names: ofThing });
    const at = fieldsIn(base.body?.value, ofThing);
    const names = new Set(identityOf({ ...operation, method: 'POST' }, base));
    return pointersIn(valueAt(base.body?.value, at) as Json | undefined)
      .map((pointer) => {
        const place = `$request.body#${at}${pointer}`;
        const now = valueAt(thing, pointer) as Json | undefined;
        return { pointer, place, now, isName: names.has(place) };
      })
      .filter(({ place, now }) => (!isObject(thing) || now !== undefined) && !needed.has(place))
      .toSorted((one, other) => rankOf(one) - rankOf(other))
      .flatMap(({ pointer, ...about }) => {
        const { place, now } = about;
        const usualValue = valueIn(plain, place);
        // what is nothing now becomes a usual value
        const from =
          now === null && usualValue !== undefined ? withValue(base, place, usualValue) : base;
        const request = by(operation, from, { place, tail, now }).find(
          (one) => !isDeepStrictEqual(valueIn(one, place), now) && isAllowed(operation, one),
        );
        const own = request && alone(operation, at, { pointer, request });
        return own ? [{ request: own, pointer, ...about }] : [];
      });
  });
}

/** Names come late, because their change may be refused; `null` comes later, because its change shows least. */
const rankOf = ({ pointer, now, isName }: Omit<Change, 'request'>) =>
  (isName ? 1 : 0) + (now === null ? 2 : 0) + 4 * tokensOf(pointer).length;

/** The pointers of the values in an object, and in objects in it. */
export function pointersIn(value: Json | undefined, pointer = ''): readonly string[] {
  if (!isObject(value)) return pointer === '' ? [] : [pointer];
  return Object.entries(value).flatMap(([name, member]) =>
    pointersIn(member as Json, `${pointer}${pointerOf([name])}`),
  );
}

/** A request that makes all changes at once that the contract allows together. */
export const together = (
  operation: Operation,
  [first, ...others]: readonly Change[],
): PlannedRequest | undefined =>
  others.reduce((request, { request: own, place }) => {
    const value = valueIn(own, place);
    const next = request && value !== undefined ? withValue(request, place, value) : request;
    return next && isAllowed(operation, next) ? next : request;
  }, first?.request);

/** How a value is changed. */
export type Wanted = {
  /** Makes the new text: another tail makes another one. */
  readonly tail: string;
  /** The places that name other things, as runtime expressions. */
  readonly needed: ReadonlySet<string>;
  /** The names of the thing in plain form, for a body that wraps it. */
  readonly names: readonly string[];
  readonly by?: Alteration;
};

/** A request whose members have the values that the thing has, as far as the contract names and allows them. */
export function likeThing(
  operation: Operation,
  request: PlannedRequest,
  { thing, names }: { readonly thing: Json | undefined; readonly names: readonly string[] },
): PlannedRequest {
  const at = fieldsIn(request.body?.value, names);
  const fields = valueAt(request.body?.value, at);
  if (!isObject(fields) || !isObject(thing)) return request;
  return Object.keys(fields).reduce((result, name) => {
    const value = thing[name] as Json | undefined;
    const pointer = `${at}${pointerOf([name])}`;
    if (value === undefined) return result;
    const own = namedIn(bodySchemasAt(operation, pointer), value);
    const next = withValue(result, `$request.body#${pointer}`, own);
    return isAllowed(operation, next) ? next : result;
  }, request);
}

/** A value without the members that the schemas do not name, unless they are about any: others are the server's. */
function namedIn(flats: readonly FlatSchema[], value: Json): Json {
  if (Array.isArray(value))
    return value.map((each, index) =>
      namedIn(
        flats.flatMap((flat) => itemSchemas(flat, index) ?? []),
        each,
      ),
    );
  if (!isObject(value) || flats.every(isOfAny)) return value;
  const kept = Object.entries(value).flatMap(([name, own]) => {
    const inner = flats.flatMap((flat) => memberSchemas(flat, name) ?? []);
    return inner.length === 0 ? [] : [[name, namedIn(inner, own as Json)] as const];
  });
  return Object.fromEntries(kept);
}

/** Whether a schema names no members, so that an object may have any. */
const isOfAny = ({ properties, patternProperties, additionalProperties }: FlatSchema): boolean =>
  properties.size + patternProperties.size === 0 && !additionalProperties;

/**
 * The change alone, where the method writes a part and the contract allows the rest to be missing. An
 * object in the thing is written whole: a server may merge it or replace it.
 */
function alone(
  operation: Operation,
  at: string,
  { pointer, request }: { readonly pointer: string; readonly request: PlannedRequest },
): PlannedRequest {
  const [name = ''] = tokensOf(pointer);
  const value = valueIn(request, `$request.body#${at}${pointerOf([name])}`);
  if (operation.method !== 'PATCH' || value === undefined) return request;
  const small = withValue(request, `$request.body#${at}`, { [name]: value });
  return isAllowed(operation, small) ? small : request;
}

/**
 * The values that a body gives otherwise than its thing shows them, with those before. What it repeats
 * says nothing.
 */
export const givenIn = (sent: Json | undefined, shown: Json | undefined): readonly ShownValue[] =>
  [...valuesIn(sent), ...nullsIn(sent)]
    .filter(({ pointer }) => !isMoving(pointer))
    .map((one) => ({ ...one, before: (valueAt(shown, one.pointer) as Json | undefined) ?? null }))
    .filter(({ value, before }) =>
      before === null
        ? value !== null
        : // a value of another type may be another name of the same: "Admin" and 1
          value === null || (typeof value === typeof before && !isSameValue(value, before)),
    );

/** The members of a body that are `null`. */
function nullsIn(sent: Json | undefined, pointer = ''): readonly ShownValue[] {
  if (sent === null) return [{ pointer, value: null }];
  return Object.entries(isObject(sent) ? sent : {}).flatMap(([name, value]) =>
    nullsIn(value as Json, `${pointer}${pointerOf([name])}`),
  );
}

/** The texts, numbers and booleans of a body, and lists of them, with their pointers. */
export function* valuesIn(value: Json | undefined, pointer = ''): Iterable<ShownValue> {
  if (isObject(value)) {
    for (const [name, member] of Object.entries(value))
      yield* valuesIn(member as Json, `${pointer}${pointerOf([name])}`);
  } else if (value !== undefined && value !== null && pointer !== '') yield { pointer, value };
}

/** Words of members that a server moves by itself, and not `country`, `account` or `discount`. */
const moving =
  /^(?:updat|modif|chang|version|revision|rev$|etag|accessed)|(?:seen|hits|views|(?<!ac|dis)counts?|counter)$/;

/** Whether the member at a pointer may move without a request. */
export const isMoving = (pointer: string): boolean =>
  tokensOf(pointer).some((name) => {
    const words = wordsOf(name);
    // the last name of a person stays
    return words.some((word) => moving.test(word)) || /^last(?!name)./.test(words.join(''));
  });
