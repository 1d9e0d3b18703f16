import { isDeepStrictEqual } from 'node:util';
import type { Operation } from '../../core/contract/model.ts';
import { isAllowed } from '../../core/http/allowed-request.ts';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
import { valueIn } from '../../core/instances/other-texts.ts';
import { requestOf, withValue } from '../../core/instances/plain-request.ts';
import type { Json } from '../../core/json.ts';
import { isObject, pointerOf, valueAt } from '../../core/pointer.ts';
import type { ShownValue } from '../../generators/expectation.ts';
import { toOtherValue, type Alteration } from './alterations.ts';
import { identityOf } from '../../plan/identity.ts';

/** A request that gives a thing another value, and the place of that value in the body. */
export type Change = { readonly request: PlannedRequest; readonly place: string };

/**
 * Requests that change one value of a thing, the plainest member first: a text that names nothing.
 * A PATCH sends only that member where it may.
 * @param wanted how the value is changed: by another text, number or boolean, unless it says more
 */
export function changesOf(
  operation: Operation,
  thing: Json | undefined,
  { tail, needed, by = toOtherValue }: Wanted,
): readonly Change[] {
  const usual = requestOf(operation, 'required', false);
  const { parameters } = usual;
  // no optional parameter, because it may select another answer or be refused
  const bases = [{ ...requestOf(operation, 'all', true), parameters }, usual];
  return bases.flatMap((plain) => {
    const base = likeThing(operation, plain, thing);
    const body = base.body?.value;
    if (!isObject(body)) return [];
    const names = new Set(identityOf({ ...operation, method: 'POST' }, base));
    const nowOf = (name: string) => valueAt(thing, pointerOf([name])) as Json | undefined;
    // a change of a name may be refused, and one of nothing says least when it is undone
    const rank = ({ name, place }: { readonly name: string; readonly place: string }) =>
      (names.has(place) ? 1 : 0) + (nowOf(name) === null ? 2 : 0);
    return Object.keys(body)
      .map((name) => ({ name, place: `$request.body#${pointerOf([name])}` }))
      .filter(({ name, place }) => (!isObject(thing) || name in thing) && !needed.has(place))
      .toSorted((one, other) => rank(one) - rank(other))
      .flatMap(({ name, place }) => {
        const now = nowOf(name);
        const request = by(operation, base, { place, tail, now }).find(
          (one) => !isDeepStrictEqual(valueIn(one, place), now) && isAllowed(operation, one),
        );
        return request ? [{ request, place }] : [];
      })
      .map((change) => alone(operation, change));
  });
}

/** How a value is changed. */
export type Wanted = {
  /** Makes the new text: another tail makes another one. */
  readonly tail: string;
  /** The places that name other things, as runtime expressions. */
  readonly needed: ReadonlySet<string>;
  readonly by?: Alteration;
};

/** A request whose members have the values that the thing has, as far as the contract allows them. */
export function likeThing(
  operation: Operation,
  request: PlannedRequest,
  thing: Json | undefined,
): PlannedRequest {
  const body = request.body?.value;
  if (!isObject(body) || !isObject(thing)) return request;
  return Object.keys(body).reduce((result, name) => {
    const value = thing[name] as Json | undefined;
    const next =
      value === undefined ? result : withValue(result, `$request.body#${pointerOf([name])}`, value);
    return isAllowed(operation, next) ? next : result;
  }, request);
}

/** The change alone, where the method writes a part and the contract allows the rest to be missing. */
function alone(operation: Operation, { request, place }: Change): Change {
  const name = place.slice('$request.body#/'.length);
  const value = valueIn(request, place);
  if (operation.method !== 'PATCH' || value === undefined) return { request, place };
  const small = { ...request, body: { ...request.body!, value: { [name]: value } } };
  return { request: isAllowed(operation, small) ? small : request, place };
}

/** The texts, numbers and booleans of a body, and lists of them, with their pointers. */
export function* valuesIn(value: Json | undefined, pointer = ''): Iterable<ShownValue> {
  if (isObject(value)) {
    for (const [name, member] of Object.entries(value))
      yield* valuesIn(member as Json, `${pointer}${pointerOf([name])}`);
  } else if (value !== undefined && value !== null && pointer !== '') yield { pointer, value };
}

/** Members that a server moves by itself. */
const moving = /updat|modif|chang|version|revision|^rev$|etag|seen|count|views|hits|access|last/i;

/** Whether the member at a pointer may move without a request. */
export const isMoving = (pointer: string): boolean =>
  pointer.split('/').some((name) => moving.test(name));
