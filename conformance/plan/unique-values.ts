import { createHash } from 'node:crypto';
import type { Operation } from '../core/contract/model.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import { evaluate } from '../core/http/runtime-expression.ts';
import { withValue, type KnownValues } from '../core/instances/plain-request.ts';
import type { Json } from '../core/json.ts';
import type { Case } from '../generators/case.ts';
import { expressionOf } from './known-values.ts';
import { isValid } from './verify-intent.ts';

/** Unique values replace those that a request shares with `base`, except known ones. */
export type Uniqueness = {
  readonly operation: Operation;
  readonly base: PlannedRequest;
  readonly known: KnownValues;
};

/**
 * A case with unique values where responses repeat them, to find implementations that always send
 * the same response. Documented examples, invalid and repeated cases stay as they are. The same
 * number gives the same values.
 */
export function withUniqueValues(testCase: Case, number: number, uniqueness: Uniqueness): Case {
  const { intent, repeat, components = [], request } = testCase;
  const isDocumented = [testCase, ...components].some(({ documented }) => documented);
  if (intent !== 'valid' || repeat || isDocumented) return testCase;
  return { ...testCase, request: uniqueRequest(request, number, uniqueness) };
}

/** Requests to send at the same time; they differ in the values that responses repeat. */
export const atOnce = (request: PlannedRequest, uniqueness: Uniqueness): PlannedRequest[] =>
  Array.from({ length: 4 }, (_, index) =>
    uniqueRequest(request, 9000 + index, { ...uniqueness, base: request }),
  );

/** A request with unique values where responses repeat them. */
export function uniqueRequest(
  request: PlannedRequest,
  number: number,
  { operation, base, known }: Uniqueness,
): PlannedRequest {
  const fixed = new Set([...known.keys()].map(expressionOf));
  let unique = request;
  for (const location of echoedLocations(operation)) {
    const sent = valueIn(request, location);
    if (fixed.has(location) || typeof sent !== 'string' || sent !== valueIn(base, location))
      continue;
    unique =
      otherTexts(sent, number)
        .map((value) => withValue(unique, location, value))
        .find((candidate) => isValid(operation, candidate)) ?? unique;
  }
  return unique;
}

/** The locations of a request that a response repeats, as `x-echo` says. */
const echoedLocations = ({ responses }: Operation): readonly string[] => [
  ...new Set(responses.flatMap(({ content }) => content.flatMap(({ echo }) => [...echo.values()]))),
];

const valueIn = ({ parameters, body }: PlannedRequest, location: string): Json | undefined =>
  evaluate(location, { parameters, ...(body?.value === undefined ? {} : { body: body.value }) });

/** Other texts like a text: a UUID, else the text with a number or a word, also cut to its length. */
function otherTexts(text: string, number: number): string[] {
  if (/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text)) {
    const hex = createHash('sha256').update(`${text} ${number}`).digest('hex');
    return [hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-a$4-$5')];
  }
  const word = [...String(number)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
  const length = [...text].length;
  return [
    `${text}-${number}`,
    `${text}-${number}`.slice(-length),
    `${text} ${word}`,
    `${text}${word}`.slice(-length),
  ];
}
