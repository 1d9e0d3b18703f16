import { createHash } from 'node:crypto';
import type { Operation } from '../contract/model.ts';
import { isAllowed } from '../http/allowed-request.ts';
import type { PlannedRequest } from '../http/planned-request.ts';
import { evaluate } from '../http/runtime-expression.ts';
import type { Json } from '../json.ts';
import { withValue } from './plain-request.ts';

/** The value of a planned request that a runtime expression names. */
export const valueIn = (
  { parameters, body }: PlannedRequest,
  expression: string,
): Json | undefined =>
  evaluate(expression, { parameters, ...(body?.value === undefined ? {} : { body: body.value }) });

/**
 * An allowed request with another text at a place, if it has one there and another is allowed. The
 * same tail, of lower-case letters and digits, gives the same text.
 */
export function withOtherText(
  operation: Operation,
  request: PlannedRequest,
  place: string,
  tail: string | number,
): PlannedRequest | undefined {
  const sent = valueIn(request, place);
  if (typeof sent !== 'string') return undefined;
  return otherTexts(sent, String(tail))
    .map((value) => withValue(request, place, value))
    .find((candidate) => isAllowed(operation, candidate));
}

/** The same for a place that may have a whole number, too. */
export function withOtherValue(
  operation: Operation,
  request: PlannedRequest,
  place: string,
  tail: string,
): PlannedRequest | undefined {
  const sent = valueIn(request, place);
  if (!Number.isInteger(sent)) return withOtherText(operation, request, place, tail);
  const number = numberOf(tail);
  return [number, number % 1_000_000, number % 10_000, number % 100]
    .filter((value) => value !== sent)
    .map((value) => withValue(request, place, value))
    .find((candidate) => isAllowed(operation, candidate));
}

/** A number below 2^28 for a text. */
const numberOf = (text: string): number =>
  Number.parseInt(createHash('sha256').update(text).digest('hex').slice(0, 7), 16);

/**
 * Other texts like a text: a UUID, an address at the same host, a telephone number, else the text with a number or a
 * word, also cut to its length.
 */
function otherTexts(text: string, tail: string): string[] {
  if (/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text)) {
    const hex = createHash('sha256').update(`${text} ${tail}`).digest('hex');
    return [hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-a$4-$5')];
  }
  const word = [...tail]
    .map((character) => (/\d/.test(character) ? 'abcdefghij'[Number(character)] : character))
    .join('');
  const digits = tail.replaceAll(/\D/g, '');
  const length = [...text].length;
  const [, name, host] = /^([^@\s]+)@([^@\s]+)$/.exec(text) ?? [];
  const isTelephone = /^\+\d[\d ().-]*\d{4}$/.test(text);
  return [
    ...(isTelephone ? [text.slice(0, -4) + String(numberOf(tail)).padStart(4, '0').slice(-4)] : []),
    ...(name === undefined ? [] : [`${name}-${tail}@${host}`]),
    `${text}-${tail}`,
    `${text}-${tail}`.slice(-length),
    `${text} ${word}`,
    `${text}${word}`.slice(-length),
    ...(/^\d+$/.test(text) ? [`${text}${digits}`, `${text}${digits}`.slice(-length)] : []),
    // other digits at the end, where the beginning has a meaning
    text.replace(
      /\d+$/,
      (end) => `${end.slice(0, -digits.length || end.length)}${digits.slice(-end.length)}`,
    ),
  ];
}
