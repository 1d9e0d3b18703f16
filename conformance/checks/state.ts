import { isDeepStrictEqual } from 'node:util';
import { meaningOf } from '../core/contract/responses.ts';
import type { Json } from '../core/json.ts';
import { inWords, isObject, valueAt, withValueAt } from '../core/pointer.ts';
import { fieldsIn, flatThing, flatThingIn } from '../core/resources/fields.ts';
import { identifiersIn, thingIn } from '../core/resources/identifiers.ts';
import { listIn } from '../core/resources/list-answers.ts';
import type { Violation } from '../core/schema/model.ts';
import { schemasAt } from '../core/schema/schemas-at.ts';
import type { Source } from '../core/source.ts';
import type { Expectation, ShownValue } from '../generators/expectation.ts';
import type { Observation } from './check.ts';
import type { Exchange } from './exchange.ts';
import { isAtOrAbove } from './places.ts';
import { jsonOf, mediaTypeOf, replyShown, responseOf, shown } from './response.ts';

/** The kinds of expectation, and one of them. */
export type Kind = Expectation['of'];
export type Of<Wanted extends Kind> = Extract<Expectation, { readonly of: Wanted }>;

/** The expectation of an exchange, if it is one of some kinds. */
export function expectationOf<Wanted extends Kind>(
  { case: { expects } }: Exchange,
  ...kinds: readonly Wanted[]
): Of<Wanted> | undefined {
  return kinds.some((kind) => kind === expects?.of) ? (expects as Of<Wanted>) : undefined;
}

export const isSuccess = ({ case: { operation }, reply }: Exchange): boolean =>
  meaningOf(operation, reply.status) === 'success';

/** Whether the response says that there is no such thing. */
export const isNothing = ({ reply }: Exchange): boolean => [404, 410].includes(reply.status);

/** The response that the description has for the status, else the operation. */
export const ruleOf = (exchange: Exchange): Source =>
  responseOf(exchange)?.source ?? exchange.case.operation.source;

/** The thing that the body of an exchange shows; of a list, the element with the identifier. */
export function thingShown(
  exchange: Exchange,
  { names, by }: Pick<Expectation, 'names' | 'by'>,
  identifier?: Json,
): Json | undefined {
  const body = jsonOf(exchange)?.value;
  const list = identifier === undefined ? undefined : listIn(body, names);
  return list
    ? flatThing(list.things.find((element) => isIdentifiedBy(element, String(identifier), by)))
    : flatThingIn(body, names);
}

/**
 * Whether an element of a list is the thing with an identifier. Its other members may have the same
 * value: a number most of all.
 */
export function isIdentifiedBy(element: Json, identifier: string, by: Expectation['by']): boolean {
  const own = identifierIn(element, by);
  if (own !== undefined) return String(own) === identifier;
  const isTelling = by === undefined || !/^\d+$/.test(identifier);
  return isTelling && [...textsIn(element)].includes(identifier);
}

/** The identifier that an element of a list shows, if it shows one. */
export function identifierIn(element: Json, by: Expectation['by']): Json | undefined {
  const [parameter] = by?.resource.parameters ?? [];
  if (!by || parameter === undefined) return undefined;
  const candidates = identifiersIn(by.resource, parameter, { representation: element });
  return candidates[by.rank] ?? candidates[0];
}

/** The texts and numbers of an element, and of the objects directly in it. */
export function* textsIn(thing: Json, depth = 2): Iterable<string> {
  if (isObject(thing)) {
    if (depth > 0)
      for (const value of Object.values(thing)) yield* textsIn(value as Json, depth - 1);
  } else if (typeof thing === 'string' || typeof thing === 'number') yield String(thing);
  // an address ends with the identifier
  if (typeof thing === 'string' && thing.includes('/')) yield thing.split('/').at(-1)!;
}

/** An observation about a thing, with what happened before. */
export const observed = (
  exchange: Exchange,
  { thing, since }: Expectation,
  what: { readonly message: string; readonly expected: string; readonly defect: string },
): Observation => ({
  message: `${what.message}: ${since} (${thing}).`,
  expected: what.expected,
  actual: replyShown(exchange),
  source: ruleOf(exchange),
  defect: what.defect,
});

/** The expectations about the values of a thing. */
export type OfValues = Of<'created' | 'changed' | 'unchanged'>;

/** Whether a response tells of the values of a thing: it shows the thing, or says that there is none. */
export const tellsOf = (exchange: Exchange, kind: OfValues['of']): boolean =>
  expectationOf(exchange, kind) !== undefined &&
  // what is only taken for later need not show
  ((isSuccess(exchange) && exchange.reply.status !== 202) || isNothing(exchange));

/** The observation that a thing is not there, if it must be. */
export function* missing(exchange: Exchange, expects: OfValues): Iterable<Observation> {
  if (isNothing(exchange) && expects.mustExist)
    yield observed(exchange, expects, {
      message: 'The response says that there is no such thing',
      expected: 'the thing',
      defect: 'missing',
    });
}

/** What a thing shows otherwise than it must; nothing where it is not there. */
export const mismatchesIn = (exchange: Exchange, expects: OfValues): Mismatch[] =>
  isNothing(exchange)
    ? []
    : mismatchesOf(thingShown(exchange, expects, expects.identifier), expects.values, {
        isKept: expects.of !== 'created',
        isDocumented: (pointer) => documents(exchange, expects.names, pointer),
      }).filter((mismatch) => mayShow(exchange, expects, mismatch));

type Comparison = {
  /** Whether values without another one before were shown, and not only sent. */
  readonly isKept: boolean;
  readonly isDocumented: (pointer: string) => boolean;
};

/** Whether the schema of a response documents a member of the thing in it. */
function documents(exchange: Exchange, names: readonly string[], pointer: string): boolean {
  const body = jsonOf(exchange)?.value;
  const { schema } = mediaTypeOf(exchange) ?? {};
  // in JSON:API, some members are in the attributes, and others beside them
  const places = new Set([fieldsIn(body, names), thingIn(body, names)?.pointer ?? '']);
  return [...places].some((at) => {
    const alternatives = schemasAt(schema, `${at}${pointer}`);
    return alternatives.length > 0 && !alternatives.some(({ writeOnly }) => writeOnly);
  });
}

/**
 * Whether the schema of a response lets the thing in it have a value: a server keeps its contract that does
 * not show what its answers can't hold, though requests may give it. Only a rule about the value itself
 * counts, and not what else a thing must have beside it.
 */
function mayShow(exchange: Exchange, expects: OfValues, { pointer, value }: ShownValue): boolean {
  const body = jsonOf(exchange)?.value;
  const { schema } = mediaTypeOf(exchange) ?? {};
  if (!schema || body === undefined) return true;
  const places = placesIn(body, expects).map((at) => `${at}${pointer}`);
  const place = places.find((each) => schemasAt(schema, each).length > 0) ?? places[0]!;
  const forbids = (instance: Json) =>
    schema.validate(instance).some((each) => each.reading === 'loose' && isAbout(place, each));
  return !forbids(withValueAt(body, place, value)) || forbids(body);
}

/** Where the members of the thing may be in a body; in JSON:API, some are in its attributes. */
function placesIn(
  body: Json,
  { names, by, identifier }: Pick<Expectation, 'names' | 'by'> & Pick<OfValues, 'identifier'>,
): readonly string[] {
  const list = identifier === undefined ? undefined : listIn(body, names);
  if (!list) return [fieldsIn(body, names), thingIn(body, names)?.pointer ?? ''];
  const index = list.things.findIndex((one) => isIdentifiedBy(one, String(identifier), by));
  const at = `${list.pointer}/${index}`;
  return [`${at}/attributes`, at].filter((each) => isObject(valueAt(body, each)));
}

/** Keywords that reject a whole value without saying which part of it is wrong. */
const ofWholes = new Set(['anyOf', 'oneOf', 'not']);

/** Whether a violation is about the value at a place. */
const isAbout = (place: string, { pointer, keyword }: Violation): boolean =>
  isAtOrAbove(place, pointer) || (ofWholes.has(keyword) && isAtOrAbove(pointer, place));

/** A value that a response does not show as it must. */
export type Mismatch = ShownValue & {
  readonly actual: Json | undefined;
  /** Whether it has the value that it had before. */
  readonly isOld: boolean;
};

/** The values that a thing shows otherwise, or not at all although the contract documents them. */
function mismatchesOf(
  thing: Json | undefined,
  values: readonly ShownValue[],
  { isKept, isDocumented }: Comparison,
): Mismatch[] {
  if (!isObject(thing)) return [];
  return values.flatMap((one) => {
    const actual = valueAt(thing, one.pointer) as Json | undefined;
    // what was shown before is shown in the same way again; what was given may be written otherwise
    const isSame = one.before === undefined && isKept ? isShownAgain : isSameValue;
    const isOld = one.before !== undefined && isShownAgain(one.before, actual ?? null);
    const isRight =
      actual === undefined
        ? isNothingMuch(one.value) || !isDocumented(one.pointer)
        : // for null, a server may show its default
          isSame(one.value, actual) ||
          (one.value === null && one.before !== undefined && !isOld) ||
          (actual === null && isEmpty(one.value) && one.before !== undefined);
    if (isRight) return [];
    return [{ ...one, actual, isOld }];
  });
}

/** Whether two answers show the same value: the elements of a list may come in another order. */
function isShownAgain(before: Json, actual: Json): boolean {
  const [one, other] = [before, actual].map((value) =>
    Array.isArray(value) ? value.map((each) => JSON.stringify(each)).toSorted() : value,
  );
  return isDeepStrictEqual(one, other);
}

/** Whether a value is an empty text or list, which a server may keep as `null`. */
const isEmpty = (value: Json): boolean =>
  value === '' || (Array.isArray(value) && value.length === 0);

/** Whether a server may leave a value out of its answers. */
const isNothingMuch = (value: Json): boolean =>
  value === null || value === 0 || value === false || isEmpty(value);

/** A mismatch in words. */
export const told = ({ pointer, value, actual }: Mismatch) => ({
  place: inWords(pointer),
  expected: `${inWords(pointer)} is ${shown(JSON.stringify(value), 80)}`,
  actual:
    actual === undefined
      ? `${inWords(pointer)} is not there`
      : `${inWords(pointer)} is ${shown(JSON.stringify(actual), 80)}`,
});

/**
 * Whether a server may show one value for the other: the same, or written in another way, such as an
 * address in lower case, a moment in another time zone, or a text without blanks at its ends.
 */
export function isSameValue(given: Json, actual: Json): boolean {
  if (Array.isArray(given) && Array.isArray(actual))
    return (
      given.length === actual.length && given.every((one, at) => isSameValue(one, actual[at]!))
    );
  if (isObject(given) && isObject(actual))
    return Object.entries(given).every(
      ([name, value]) => !(name in actual) || isSameValue(value as Json, actual[name] as Json),
    );
  if (typeof given === 'string' && typeof actual === 'string') return isSameText(given, actual);
  // a number may be kept as a text, and with fewer digits
  if (
    typeof given !== 'boolean' &&
    typeof actual !== 'boolean' &&
    given !== null &&
    actual !== null
  )
    return Number(given) === Number(actual);
  return given === actual;
}

function isSameText(given: string, actual: string): boolean {
  const [one, other] = [plain(given), plain(actual)];
  // an address may be completed, a text be shown in a frame, and a secret be masked
  if (one === other || (one.length > 3 && other.includes(one)) || /^[*•x.…]+$/.test(other))
    return true;
  const [moment, its] = [given, actual].map((text) =>
    /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN,
  );
  return !Number.isNaN(moment) && moment === its;
}

const plain = (text: string): string => text.normalize('NFC').trim().toLowerCase();
