import { violationsWritten } from '../../../conformance/core/http/documented-example.ts';
import { repaired } from '../../../conformance/core/instances/repair.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { isObject, valueAt, withValueAt } from '../../../conformance/core/pointer.ts';
import { bestFor, inForm, type Making } from './compose.ts';
import { areMarks, shownIn } from './marks.ts';
import type { Shape } from './shape.ts';
import { knownOf, type Members, type Thing } from './thing.ts';

/** A thing as an answer shows it. */
export type Form = {
  /** Its text as JSON: thousands of things need less memory for it than for the value. */
  readonly text: string;
  /** What of the thing can't be shown. */
  readonly note?: string;
};

/** The most schemas of a thing that are tried. */
const tries = 6;

/**
 * The form that a thing has in the answers of a shape, made and judged once for each write; `undefined`
 * if no form of it is valid there.
 * @param around puts a value into a whole answer
 */
export function formOf(
  thing: Thing,
  shape: Shape,
  around: (value: Json) => Json,
  now: () => number,
): Form | undefined {
  return knownOf(
    thing,
    shape,
    () => formed(thing.members, shape, around, now()),
    (form) => form?.text.length ?? 0,
  );
}

function formed(
  members: Members,
  shape: Shape,
  around: (value: Json) => Json,
  now: number,
): Form | undefined {
  const making: Making = { like: likeIn(shape), now };
  let first: Json | undefined = areMarks(shape.flats) ? shownIn(members, true) : undefined;
  if (first !== undefined && isValid(shape, around(first))) return { text: JSON.stringify(first) };
  for (const flat of bestFor(shape.flats, members).slice(0, tries)) {
    const value = inForm(flat, members, making);
    first ??= value;
    if (isValid(shape, around(value))) return { text: JSON.stringify(value) };
  }
  const value = first ?? members;
  if (shape.flats.length === 0 && isValid(shape, around(value)))
    return { text: JSON.stringify(value) };
  return mended(value, shape, around);
}

/** The members of a thing in the sample of a shape. */
export const likeIn = ({ examples }: Shape): Members =>
  (examples.find((each) => isObject(each)) ?? {}) as Members;

/** Whether an answer keeps its contract. */
export const isValid = ({ mediaType, type }: Shape, body: Json): boolean =>
  !violationsWritten(mediaType, type, body).some(({ reading }) => reading === 'loose');

/** A form whose broken parts are made anew. */
function mended(value: Json, shape: Shape, around: (value: Json) => Json): Form | undefined {
  const { mediaType, type } = shape;
  const { schema } = mediaType;
  const whole = around(value);
  const body = schema && repaired(schema, whole, 'writeOnly');
  if (body === undefined) return undefined;
  const mended = valueAt(body, pointerBetween(whole, value, shape)) as Json | undefined;
  if (mended === undefined || !isValid(shape, around(mended))) return undefined;
  const places = violationsWritten(mediaType, type, whole).map(({ pointer, message }) =>
    `${pointer} ${message}`.trim(),
  );
  return { text: JSON.stringify(mended), note: places[0] ?? 'it breaks the schema' };
}

/** The value that a form has as JSON. */
export const readForm = ({ text }: Form): Json => JSON.parse(text) as Json;

/** Where a value is in the answer around it: at the pointer of the shape, or first in its list. */
function pointerBetween(whole: Json, value: Json, { pointer }: Shape): string {
  return valueAt(whole, pointer) === value ? pointer : `${pointer}/0`;
}

/** Puts a thing into an answer. */
export const aroundThing =
  ({ sample, pointer }: Shape) =>
  (value: Json): Json =>
    withValueAt(sample, pointer, value);

/** Puts a thing into an answer, as its only one. */
export const aroundElement =
  ({ sample, pointer }: Shape) =>
  (value: Json): Json =>
    withValueAt(sample, pointer, [value]);
