import { createHash } from 'node:crypto';
import type { Operation } from '../core/contract/model.ts';
import { isAllowed } from '../core/http/allowed-request.ts';
import { idempotencyKeyOf } from '../core/http/idempotency-key.ts';
import { utf8 } from '../core/http/bodies/body-codec.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import { valueIn, withOtherText } from '../core/instances/other-texts.ts';
import { withWrittenValue } from '../core/instances/written-value.ts';
import type { KnownValues } from '../core/instances/plain-request.ts';
import type { Case } from '../generators/case.ts';
import { identityOf, memoryKeysOf } from './identity.ts';
import { expressionOf } from './known-values.ts';

/** Unique values replace those that a request shares with `base`, except known ones. */
export type Uniqueness = {
  readonly operation: Operation;
  readonly base: PlannedRequest;
  readonly known: KnownValues;
  /** A word that only this run puts into the names of the things that it makes. */
  readonly run?: string | undefined;
  /** The names by which other operations ask for the thing that a request makes. */
  readonly identifiers?: readonly string[] | undefined;
};

/**
 * A case with unique values where responses repeat them, to find implementations that always send
 * the same response, and where they name the thing that the request makes, because a second one is
 * a conflict. Documented examples and invalid cases stay as they are, and so do sequences that are
 * about their values. The same number and run give the same values.
 */
export function withUniqueValues(testCase: Case, number: number, uniqueness: Uniqueness): Case {
  const { intent, repeat, steps, components = [], request } = testCase;
  const isDocumented = [testCase, ...components].some(({ documented }) => documented);
  const isSame = steps?.every((step) => step.request === request) ?? true;
  if (intent !== 'valid' || repeat || !isSame || isDocumented) return testCase;
  const unique = uniqueRequest(request, number, uniqueness);
  return {
    ...testCase,
    request: unique,
    ...(steps ? { steps: steps.map((step) => ({ ...step, request: unique })) } : {}),
  };
}

/** Requests to send at the same time; they differ in the values that `withUniqueValues` changes. */
export const atOnce = (request: PlannedRequest, uniqueness: Uniqueness): PlannedRequest[] =>
  Array.from({ length: 4 }, (_, index) =>
    uniqueRequest(request, 9000 + index, { ...uniqueness, base: request }),
  );

/** A request with unique values where responses repeat them, or where they are names. */
export function uniqueRequest(
  request: PlannedRequest,
  number: number,
  uniqueness: Uniqueness,
): PlannedRequest {
  const { operation, base, known, run = '', identifiers } = uniqueness;
  if (request.body?.raw) return uniqueRaw(request, number, uniqueness);
  const fixed = new Set([...known.keys()].map(expressionOf));
  // beside another member, what wraps a thing may look like a part of it
  const names = [
    ...[request, base].flatMap((one) => identityOf(operation, one, identifiers)),
    ...[idempotencyKeyOf(operation) ?? []].flat(),
  ];
  // two operations may make things that share their names
  const word = run === '' ? '' : `${run}${markOf(operation)}`;
  const isFree = (place: string) =>
    !fixed.has(place) && valueIn(request, place) === valueIn(base, place);
  return placesOf(operation, names)
    .filter(isFree)
    .reduce(
      (unique, place) =>
        // what a server only updates conflicts with nothing in the next run
        withOtherText(
          operation,
          unique,
          place,
          names.includes(place) ? `${word}${number}` : number,
        ) ?? unique,
      request,
    );
}

/** Two letters that tell an operation from most others. */
const markOf = ({ id }: Operation): string =>
  [...createHash('sha256').update(id).digest().subarray(0, 2)]
    .map((byte) => 'abcdefghijklmnopqrstuvwxyz'[byte % 26])
    .join('');

const placesOf = (operation: Operation, names: readonly string[]): readonly string[] => [
  ...new Set([...echoedPlaces(operation), ...newKeysOf(operation), ...names]),
];

/** The keys of things that the request makes; where `absent` is a refusal, they have to be there. */
const newKeysOf = (operation: Operation): readonly string[] =>
  operation.refusals.has('absent') ? [] : memoryKeysOf(operation);

/** The values of `base` replaced in a body of bytes, as far as they are written there plainly. */
function uniqueRaw(
  request: PlannedRequest,
  number: number,
  uniqueness: Uniqueness,
): PlannedRequest {
  const { operation, base } = uniqueness;
  const { body } = request;
  const text = body?.raw && utf8(body.raw);
  if (!text || base.body?.value === undefined || base.body.raw) return request;
  const unique = uniqueRequest(base, number, uniqueness);
  const names = identityOf(operation, base, uniqueness.identifiers);
  const written = placesOf(operation, names).reduce((rest, place) => {
    const [before, after] = [valueIn(base, place), valueIn(unique, place)];
    if (typeof before !== 'string' || before === after) return rest;
    return withWrittenValue(rest, place, { before, after: after! });
  }, text);
  const candidate = { ...request, body: { ...body, raw: Buffer.from(written) } };
  return isAllowed(operation, candidate) ? candidate : request;
}

/** The places of a request that a response repeats, as `x-echo` says. */
const echoedPlaces = ({ responses }: Operation): readonly string[] =>
  responses.flatMap(({ content }) => content.flatMap(({ echo }) => [...echo.values()]));
