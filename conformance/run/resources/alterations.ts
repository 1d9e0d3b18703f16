import { isDeepStrictEqual } from 'node:util';
import type { Operation } from '../../core/contract/model.ts';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
import { valueIn, withOtherText } from '../../core/instances/other-texts.ts';
import { withValue } from '../../core/instances/plain-request.ts';
import type { Json } from '../../core/json.ts';
import { isHiding } from './hiding.ts';
import { bodySchemasAt } from '../../core/resources/fields.ts';

/** Where a value is altered. */
export type Place = {
  /** A runtime expression. */
  readonly place: string;
  /** Makes a new text: another tail makes another one. */
  readonly tail: string;
  /** The value that the thing has now. */
  readonly now: Json | undefined;
};

/** Requests with another value at a place, the best first. They may break the contract. */
export type Alteration = (
  operation: Operation,
  base: PlannedRequest,
  at: Place,
) => readonly PlannedRequest[];

/** Another text, number or boolean. */
export const toOtherValue: Alteration = (operation, base, { place, tail, now }) => {
  if (!isPlainValue(now)) return [];
  const value = valueIn(base, place);
  const listed = listedAt(operation, place);
  return [
    ...listed.filter((other) => !isHiding(other)).map((other) => withValue(base, place, other)),
    ...(typeof value === 'boolean' && (now === true || !isHiding(place))
      ? [withValue(base, place, now !== true)]
      : []),
    ...(typeof value === 'number'
      ? [1, -1].map((step) => withValue(base, place, Number(now ?? value) + step))
      : []),
    ...(typeof value === 'string' && listed.length === 0
      ? [tail, tail.slice(0, 150), tail.slice(0, 90), tail.slice(0, 60)]
          .map((each) => withOtherText(operation, base, place, each))
          .filter((one) => one !== undefined)
          .toSorted((one, other) => lengthAt(other, place) - lengthAt(one, place))
      : []),
  ];
};

/** The values that the schema at a place lists. */
const listedAt = (operation: Operation, place: string): readonly Json[] =>
  bodySchemasAt(operation, place.slice('$request.body#'.length)).flatMap((flat) => flat.enum ?? []);

const isPlainValue = (value: Json | undefined): boolean =>
  value === null || typeof value !== 'object';

const lengthAt = (request: PlannedRequest, place: string): number =>
  String(valueIn(request, place)).length;

/** Another value, but for those that are listed: a server may not take each of them at any time. */
export const toOtherUnlisted: Alteration = (operation, base, at) =>
  listedAt(operation, at.place).length > 0
    ? []
    : [...toOtherValue(operation, base, at), ...toOtherList(operation, base, at)];

/** Another text that is not one of a few. */
export const toOtherText: Alteration = (operation, base, at) =>
  typeof valueIn(base, at.place) === 'string' ? toOtherUnlisted(operation, base, at) : [];

/** What a server may take for nothing: 0, false, an empty text or list. */
export const toEmpty: Alteration = (operation, base, { place, now }) => {
  if (now === undefined || now === null || listedAt(operation, place).length > 0) return [];
  const empty = { number: 0, boolean: false, string: '', object: [] }[typeof now as 'number'];
  return typeof now === 'object' && !Array.isArray(now)
    ? []
    : [withValue(base, place, empty as Json)];
};

/** Another one of the values that are listed. */
export const toOtherListed: Alteration = (operation, base, { place }) =>
  listedAt(operation, place)
    .filter((other) => !isHiding(other))
    .map((other) => withValue(base, place, other));

/** A shorter list, so that a server that only adds to it is seen; else one with another text. */
export const toOtherList: Alteration = (operation, base, { place, tail, now }) => {
  if (!Array.isArray(now) || now.length === 0 || !now.every(isPlainValue)) return [];
  const [first, last] = [now[0]!, now.at(-1)!];
  const alone = withValue(base, place, [first]);
  return [
    ...(isDeepStrictEqual(first, last) ? [] : [withValue(base, place, [last])]),
    withValue(base, place, []),
    ...[withOtherText(operation, alone, `${place}/0`, tail)].filter((one) => one !== undefined),
  ];
};

/** `null` where there is a value: another one than nothing, and than the default that may come back. */
export const toNull: Alteration = (operation, base, { place, now }) => {
  const isNothing = !now || (Array.isArray(now) && now.length === 0);
  const isDefault = bodySchemasAt(operation, place.slice('$request.body#'.length)).some(
    ({ defaults }) => defaults.some((one) => isDeepStrictEqual(one, now)),
  );
  return isNothing || isDefault ? [] : [withValue(base, place, null)];
};
