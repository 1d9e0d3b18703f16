import { isDeepStrictEqual } from 'node:util';
import type { Operation } from '../../core/contract/model.ts';
import { isAllowed } from '../../core/http/allowed-request.ts';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
import { sendableBodies } from '../../core/http/sent-type.ts';
import {
  requestOf,
  withBody,
  withKnownValues,
  type KnownValues,
} from '../../core/instances/plain-request.ts';
import type { Json } from '../../core/json.ts';
import { isObject, pointerOf } from '../../core/pointer.ts';
import { bodySchemasAt } from '../../core/resources/fields.ts';
import { plainName } from '../../core/resources/names.ts';
import { lastParameterOf } from '../../core/resources/path-families.ts';
import { isNaming, partsOf } from '../../plan/identity.ts';

/** How a request is made: which members get values of their own. */
export type Manner = {
  /** Whether the values of things that exist are in its body. */
  readonly isFilled: boolean;
  /** Whether names get a text of their own. */
  readonly isUnique: boolean;
  /** Whether all texts do, because one of them conflicts with what exists. */
  readonly isDistinct?: boolean;
  /** Whether values are other ones than a server takes for what is missing. */
  readonly isUnusual?: boolean;
};

/** A valid request that a target may take where it refuses a plainer one. */
export type Recipe = Manner & {
  readonly request: PlannedRequest;
  /** Whether it is the plainest one. */
  readonly isPlain: boolean;
  /** Whether it differs from the plainest one in its dates only. */
  readonly isPlainButDates: boolean;
};

const manners: readonly Manner[] = [
  { isFilled: true, isUnique: true },
  { isFilled: false, isUnique: true },
  { isFilled: true, isUnique: false },
  { isFilled: false, isUnique: false },
];

/** How many documented examples of a body are tried. */
const mostExamples = 5;

/**
 * Valid requests of an operation that differ in what they leave to the server, the plainest first: the
 * documented example, only what is required, everything, other examples, each with dates to come, and
 * an empty body last; then the same in other manners. Dates that the configuration gives stay.
 */
export function recipesOf(operation: Operation, known: KnownValues): readonly Recipe[] {
  const plain = requestOf(operation, 'required', false);
  const asIs = withKnownValues(plain, known);
  const distinct = new Map<string, Omit<Recipe, keyof Manner>>();
  for (const isWanted of [isEnd, () => true])
    for (const base of bodiesOf(operation, plain)) {
      const request = withKnownValues(withComing(base, isWanted), known);
      const text = JSON.stringify(request);
      if (distinct.has(text) || !isAllowed(operation, request)) continue;
      const isPlain = isDeepStrictEqual(request, asIs);
      distinct.set(text, { request, isPlain, isPlainButDates: base === plain });
    }
  // an empty thing can't be told from others
  const rank = ({ request: { body } }: { readonly request: PlannedRequest }) =>
    isEmpty(body?.value) && !isExample(operation, body?.value) ? 1 : 0;
  const recipes = [...distinct.values()].toSorted((one, other) => rank(one) - rank(other));
  // all as usual, then the plainest in other manners, then the others
  const [usual, ...others] = manners;
  return [
    ...recipes.map((one) => ({ ...one, ...usual! })),
    ...recipes.flatMap((one) => others.map((manner) => ({ ...one, ...manner }))),
  ];
}

/** Valid requests with the bodies that the contract gives reason to try, the plainest first. */
function bodiesOf(operation: Operation, plain: PlannedRequest): readonly PlannedRequest[] {
  const { parameters } = plain;
  const [mediaType] = sendableBodies(operation);
  const examples = (mediaType?.examples ?? []).slice(0, mostExamples).map(({ value }) =>
    withBody(plain, {
      ...mediaType!,
      examples: [{ name: '', value, source: mediaType!.source }],
    }),
  );
  return [
    plain,
    requestOf(operation, 'required', true),
    // one parameter that a server does not take must not spoil all bodies
    { ...requestOf(operation, 'all', true), parameters },
    requestOf(operation, 'all', true),
    ...examples,
    { ...requestOf(operation, 'all', false), parameters },
    requestOf(operation, 'all', false),
    ...emptyBodies(plain),
  ];
}

/** Years that are added to a date, so that it has not passed when a server looks at it. */
const ahead = 10;

/** Bodies without elements or members. */
const emptyBodies = (request: PlannedRequest): readonly PlannedRequest[] =>
  request.body?.value === undefined
    ? []
    : [[], {}].map((value) => ({ ...request, body: { ...request.body!, value } }));

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined ||
  (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

/** Whether the description gives a body as an example. */
const isExample = (operation: Operation, body: Json | undefined): boolean =>
  sendableBodies(operation).some(({ examples }) =>
    examples.some(({ value }) => isDeepStrictEqual(value, body)),
  );

/** Names of dates after which a thing is of no use. */
const isEnd = (name: string): boolean =>
  /expir|until|deadline|due|^end|end(?:s|ed)?_?at|valid_?to/i.test(name);

/** A request whose dates of some names are in the future: a server may refuse one that has passed. */
function withComing(request: PlannedRequest, isWanted: (name: string) => boolean): PlannedRequest {
  const { body } = request;
  if (body?.value === undefined) return request;
  return { ...request, body: { ...body, value: coming(body.value, '', isWanted) } };
}

function coming(value: Json, name: string, isWanted: (name: string) => boolean): Json {
  if (Array.isArray(value)) return value.map((element: Json) => coming(element, name, isWanted));
  if (isObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, coming(member as Json, key, isWanted)]),
    );
  if (typeof value !== 'string' || !isWanted(name)) return value;
  const [, year, rest] = /^(\d{4})(-\d\d-\d\d(?:T.*)?)$/.exec(value) ?? [];
  const next = new Date().getUTCFullYear() + ahead;
  return year === undefined || Number(year) >= next ? value : `${next}${rest}`;
}

/**
 * The places of the values that may tell things apart, as runtime expressions: all texts of the thing
 * itself and its number, but not those of a list of values, of dates, of things that exist, and what
 * its path says.
 * @param names the names of the thing in plain form, beside that of its path
 */
export function tellingPlaces(
  operation: Operation,
  { body }: PlannedRequest,
  needed: ReadonlySet<string>,
  names: readonly string[] = [],
): readonly string[] {
  const fixed = lastParameterOf(operation.path);
  const inPath = fixed === undefined ? [] : ['id', plainName(fixed)];
  return partsOf(operation, body?.value, names).flatMap(({ pointer, members }) => {
    const isFree = (name: string) =>
      bodySchemasAt(operation, `${pointer}${pointerOf([name])}`).every(
        (one) => !one.enum && !one.format?.startsWith('date'),
      );
    // the type of a thing in JSON:API is no text of its own
    const isFixed = (name: string) =>
      inPath.includes(plainName(name)) || (pointer === '/data' && name === 'type');
    return Object.entries(members).flatMap(([name, value]) => {
      const place = `$request.body#${pointer}${pointerOf([name])}`;
      const isTelling =
        typeof value === 'string' || (Number.isInteger(value) && isNaming(operation, name));
      const isOwn = isTelling && !isFixed(name) && isFree(name);
      return isOwn && !needed.has(place) ? [place] : [];
    });
  });
}
