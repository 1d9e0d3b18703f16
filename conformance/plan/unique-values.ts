import { createHash } from 'node:crypto';
import type { Operation } from '../core/contract/model.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import { evaluate } from '../core/http/runtime-expression.ts';
import { withValue, type KnownValues } from '../core/instances/plain-request.ts';
import type { Json } from '../core/json.ts';
import type { Case } from '../generators/case.ts';
import { expressionOf } from './known-values.ts';
import { isValid } from './verify-intent.ts';

/** What decides which values of a request may be replaced by unique ones. */
export type Uniqueness = {
  readonly operation: Operation;
  /** Only values that a request has in common with this one are replaced. */
  readonly base: PlannedRequest;
  /** Known values are not replaced. */
  readonly known: KnownValues;
};

/**
 * A case with other values in the locations that responses repeat, so that an implementation which
 * always answers the same is caught. Documented examples, invalid and repeated cases stay as they
 * are. The same number gives the same values.
 */
export function withUniqueValues(testCase: Case, number: number, uniqueness: Uniqueness): Case {
  const { intent, repeat, components = [], request } = testCase;
  const isDocumented = [testCase, ...components].some(({ documented }) => documented);
  if (intent !== 'valid' || repeat || isDocumented) return testCase;
  return { ...testCase, request: uniqueRequest(request, number, uniqueness) };
}

/** Valid requests that differ in the values that responses repeat, to be sent at the same time. */
export const atOnce = (request: PlannedRequest, uniqueness: Uniqueness): PlannedRequest[] =>
  Array.from({ length: 4 }, (_, index) =>
    uniqueRequest(request, 9000 + index, { ...uniqueness, base: request }),
  );

/** A request with other values in the locations that responses repeat. */
export function uniqueRequest(
  request: PlannedRequest,
  number: number,
  { operation, base, known }: Uniqueness,
): PlannedRequest {
  const fixed = new Set([...known.keys()].map(expressionOf));
  let unique = request;
  for (const place of echoedPlaces(operation)) {
    const sent = valueAtPlace(request, place);
    if (fixed.has(place) || typeof sent !== 'string' || sent !== valueAtPlace(base, place))
      continue;
    unique =
      otherTexts(sent, number)
        .map((value) => withValue(unique, place, value))
        .find((candidate) => isValid(operation, candidate)) ?? unique;
  }
  return unique;
}

/** The locations of a request that a response repeats, as `x-echo` says. */
const echoedPlaces = ({ responses }: Operation): readonly string[] => [
  ...new Set(responses.flatMap(({ content }) => content.flatMap(({ echo }) => [...echo.values()]))),
];

const valueAtPlace = ({ parameters, body }: PlannedRequest, place: string): Json | undefined =>
  evaluate(place, { parameters, ...(body?.value === undefined ? {} : { body: body.value }) });

/**
 * Other texts of the same kind: a UUID for a UUID, else the text with a number or a word, also cut
 * to its length.
 */
function otherTexts(text: string, number: number): string[] {
  const word = [...String(number)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
  const length = [...text].length;
  if (!/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text))
    return [
      `${text}-${number}`,
      `${text}-${number}`.slice(-length),
      `${text} ${word}`,
      `${text}${word}`.slice(-length),
    ];
  const hex = createHash('sha256').update(`${text} ${number}`).digest('hex');
  return [
    `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`,
  ];
}
