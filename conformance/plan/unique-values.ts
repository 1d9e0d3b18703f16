import { createHash } from 'node:crypto';
import { withValue } from '../core/instances/plain-request.ts';
import { evaluate } from '../core/http/runtime-expression.ts';
import type { Operation } from '../core/contract/model.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import type { Json } from '../core/json.ts';
import type { Case } from '../generators/case.ts';

/** The places of a request that an answer repeats, as `x-echo` says. */
export const echoedPlaces = ({ responses }: Operation): readonly string[] => [
  ...new Set(responses.flatMap(({ content }) => content.flatMap(({ echo }) => [...echo.values()]))),
];

/**
 * A request with other values in the places that answers repeat, so that an answer which is always the same is caught.
 * Only what the request leaves as it is in `base` is changed; the same number gives the same values.
 * @param pinned places for which only one value is known to be accepted
 */
export function withUniqueValues(
  operation: Operation,
  request: PlannedRequest,
  base: PlannedRequest,
  number: number,
  pinned: readonly string[],
  isProved: (request: PlannedRequest) => boolean,
): PlannedRequest {
  let fresh = request;
  for (const place of echoedPlaces(operation)) {
    const sent = valueOf(request, place);
    if (pinned.some((known) => known === place || `$request.body#${known}` === place)) continue;
    if (typeof sent !== 'string' || sent !== valueOf(base, place)) continue;
    const changed = otherTexts(sent, number)
      .map((value) => withValue(fresh, place, value))
      .find((candidate) => isProved(candidate));
    fresh = changed ?? fresh;
  }
  return fresh;
}

const valueOf = ({ parameters, body }: PlannedRequest, place: string): Json | undefined =>
  evaluate(place, { parameters, ...(body?.value === undefined ? {} : { body: body.value }) });

/** Other texts of the same kind: a UUID for a UUID, else the text with a number or a word; as long as it was where that must be. */
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

/** Valid requests that differ in what answers repeat, to be sent at the same time. */
export const atOnce = (
  operation: Operation,
  base: PlannedRequest,
  pinned: readonly string[],
  isProved: (request: PlannedRequest) => boolean,
): PlannedRequest[] =>
  Array.from({ length: 4 }, (_, index) =>
    withUniqueValues(operation, base, base, 9000 + index, pinned, isProved),
  );

/** Whether a case may have other values than documented ones. */
export const canHaveUniqueValues = (testCase: Case): boolean =>
  testCase.intent === 'valid' &&
  [testCase, ...(testCase.components ?? [])].every(({ documented }) => !documented);
