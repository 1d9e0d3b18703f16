import type { Json } from '../../../conformance/core/json.ts';
import { isObject } from '../../../conformance/core/pointer.ts';
import type { FlatSchema } from '../../../conformance/core/schema/model.ts';
import type { Members } from './thing.ts';

/** The only member of things that are no more than a text or a number, such as the labels of a task. */
const member = 'value';

/** The pointer to what identifies such a thing. */
export const markPointer = `/${member}`;

/** Whether schemas are those of such things. */
export const areMarks = (flats: readonly FlatSchema[]): boolean =>
  flats.length > 0 && flats.every(isScalar);

const isScalar = ({ types, isTypeStated }: FlatSchema): boolean =>
  isTypeStated && types.every((type) => ['string', 'integer', 'number'].includes(type));

/** The elements of a list as things; what is no thing is left out. */
export const thingsIn = (list: readonly Json[], isOfMarks: boolean): readonly Members[] =>
  isOfMarks
    ? list.flatMap((value) => (isMark(value) ? [{ [member]: value }] : []))
    : list.filter((value): value is Members => isObject(value));

const isMark = (value: Json): boolean => typeof value === 'string' || typeof value === 'number';

/** The element of a list that shows a thing. */
export const shownIn = (members: Members, isOfMarks: boolean): Json =>
  isOfMarks ? (members[member] ?? members) : members;
