import { isDeepStrictEqual } from 'node:util';
import type { MediaType } from '../core/contract/model.ts';
import { meaningOf } from '../core/contract/responses.ts';
import { isJson } from '../core/http/media-type.ts';
import { headerOf, isInteroperableField } from '../core/http/read-request.ts';
import type { Rule } from '../core/http/request-part.ts';
import {
  credentialsIn,
  echoedHeader,
  evaluate,
  locationOf,
} from '../core/http/runtime-expression.ts';
import type { Json } from '../core/json.ts';
import { inWords, placesOf, withValueAt } from '../core/pointer.ts';
import { isForbidden } from '../core/schema/model.ts';
import type { Source } from '../core/source.ts';
import type { Check, Observation } from './check.ts';
import type { Exchange } from './exchange.ts';
import { isAtOrAbove, mismatchesIn, type Expected, type Mismatch } from './places.ts';
import { memberNamedTwice } from '../core/http/bodies/interoperable.ts';
import { jsonOf, mediaTypeOf, responseOf, shown, textOf, violationsIn } from './response.ts';

/** One entry of `x-echo`: a place of the response, and the value of the request that it repeats. */
type Entry = Expected & { readonly expression: string };

/** The rule is `x-echo`, which says what a response repeats of its request. */
export const echoTrue: Check = {
  id: 'echo-true',
  label: 'echo',
  summary: 'The response repeats the values of the request that the contract says it repeats.',
  appliesTo: (exchange) => isUnderstood(exchange) && sendsAny(exchange),
  *judge(exchange) {
    const body = jsonOf(exchange)?.value;
    const entries = entriesOf(exchange);
    const inBody = entries.filter(({ place }) => echoedHeader(place) === undefined);
    const mismatches = [
      ...mismatchesInHeader(entries, exchange),
      ...(body === undefined
        ? []
        : mismatchesIn(body, inBody).filter((entry) => canRepeat(entry, body, exchange))),
    ];
    for (const mismatch of mismatches) yield observe(mismatch, exchange);
  },
};

const sendsAny = (exchange: Exchange): boolean =>
  (mediaTypeOf(exchange)?.echo.values() ?? [].values()).some(
    (expression) => evaluate(expression, exchange.sent) !== undefined,
  );

/**
 * An implementation that takes an invalid request may understand it in any way, also where it is a
 * step of a sequence, which must be refused but is judged by a case of its own.
 */
function isUnderstood({ case: { intent, operation, request }, sent, reply }: Exchange): boolean {
  if (meaningOf(operation, reply.status) !== 'success') return true;
  const isRight = sent.violations.length === 0 && request.credentials === 'good';
  return intent !== 'invalid' && isRight;
}

/** The entries that apply: the request sends their value, and the value breaks no rule. */
export function entriesOf(exchange: Exchange): readonly Entry[] {
  const { echo } = mediaTypeOf(exchange)!;
  const { sent, request } = exchange;
  const violations = violationsIn(exchange);
  // a refusal may be about a value in doubt
  const isAccepted =
    meaningOf(exchange.case.operation, exchange.reply.status) === 'success' &&
    violations.length === 0;
  const wrong = [...sent.violations, ...(isAccepted ? [] : sent.doubts)];
  const isWrong = (expression: string) => isAmong(wrong, expression);
  const isAmbiguous = namesTwice(request);
  return [...echo].flatMap(([place, expression]): Entry[] => {
    const value = evaluate(expression, sent);
    if (value === undefined || isWrong(expression)) return [];
    if (isInField(place, expression) && !isInteroperableField(JSON.stringify(value))) return [];
    // readers of a member that is there twice disagree about its value
    if (isAmbiguous && locationOf(expression)?.in === 'body') return [];
    // body-matches-schema reports a place that violates the schema
    const isInvalid = violations.some(({ pointer }) => isAtOrAbove(pointer, place));
    return isInvalid ? [] : [{ place, expression, value }];
  });
}

/** Whether a value at a place of a body is what the request sent to be repeated there. */
export const isRepeated = (pointer: string, found: unknown, exchange: Exchange): boolean =>
  [...(mediaTypeOf(exchange)?.echo ?? [])].some(
    ([place, expression]) =>
      isAtOrAbove(pointer, place) && isDeepStrictEqual(evaluate(expression, exchange.sent), found),
  );

/** Whether a header field carries the value, there or back. */
const isInField = (place: string, expression: string): boolean =>
  echoedHeader(place) !== undefined || locationOf(expression)?.in === 'header';

function namesTwice(request: Exchange['request']): boolean {
  if (!request.body || !isJson(headerOf(request, 'content-type') ?? '')) return false;
  const text = textOf(request.body);
  try {
    return text !== undefined && memberNamedTwice(text) !== undefined;
  } catch {
    // it is no JSON
    return false;
  }
}

/** Whether a rule is about the value of an expression, about a part of it, or about what holds it. */
function isAmong(rules: readonly Pick<Rule, 'in' | 'pointer'>[], expression: string): boolean {
  const location = locationOf(expression);
  const isInside = (inner: string, outer: string) => `${inner}/`.startsWith(`${outer}/`);
  return rules.some((rule) => {
    if (location === undefined || rule.in !== location.in) return false;
    const pointer = rule.in === 'header' ? rule.pointer.toLowerCase() : rule.pointer;
    return isInside(location.pointer, pointer) || isInside(pointer, location.pointer);
  });
}

/** Whether readers may disagree about the value of an expression. */
function isInDoubt(expression: string, { case: { intent, rule }, sent }: Exchange): boolean {
  return isAmong([...sent.doubts, ...(intent === 'unspecified' ? [rule] : [])], expression);
}

function mismatchesInHeader(entries: readonly Entry[], exchange: Exchange): Mismatch<Entry>[] {
  const fields = responseOf(exchange)?.headers ?? [];
  return entries.flatMap((entry) => {
    const name = echoedHeader(entry.place)?.toLowerCase();
    // many recipients take an empty field for none
    if (name === undefined || entry.value === '') return [];
    const actual = exchange.reply.headers.get(name);
    if (actual === String(entry.value)) return [];
    const field = fields.find((each) => each.name.toLowerCase() === name);
    const broken = field?.parameter.schema.validate(entry.value) ?? [];
    // a field with this value would break another rule
    return isForbidden(broken) ? [] : [{ ...entry, actual }];
  });
}

/** Whether the response with the value that was sent would keep its schema there. */
function canRepeat({ place, value }: Entry, body: Json, exchange: Exchange): boolean {
  const { schema } = mediaTypeOf(exchange)!;
  const [at] = place.includes('*') ? placesOf(body, place) : [place];
  if (!schema || at === undefined) return true;
  const broken = schema.validate(withValueAt(body, at, value)!);
  return !isForbidden(broken.filter(({ pointer }) => isAtOrAbove(pointer, at)));
}

/** A value of the credentials stays out of the report: the configuration may keep it secret. */
function observe(mismatch: Mismatch<Entry>, exchange: Exchange): Observation {
  const { place, expression, value, actual } = mismatch;
  const { operation } = exchange.case;
  const name = echoedHeader(place);
  const isClaim = credentialsIn(expression) !== undefined;
  const source = sourceOf(name, exchange);
  const shownPlace = name ? `the header field \`${name}\`` : inWords(place);
  const due = isClaim
    ? `what the credentials say, the value of ${expression}`
    : `${shown(JSON.stringify(value), 80)}, the value of ${expression}`;
  return {
    message: `The response ${isClaim ? 'is not about the owner of the credentials' : 'does not repeat what was sent'}: ${shownPlace} must be ${due}.`,
    expected: isClaim ? `the value of ${expression}` : shown(JSON.stringify(value)),
    actual: actual === undefined ? 'nothing is there' : shown(JSON.stringify(actual)),
    source,
    strength: operation.strengthOf(source),
    defect: place,
    ...(isInDoubt(expression, exchange) ? { severity: 'warning' } : {}),
    ...(isClaim
      ? {}
      : {
          reproduction: {
            repeats: { expression, ...(actual === undefined ? {} : { value: actual as Json }) },
          },
        }),
  };
}

/** The evidence for a header field stands at the field, where it is documented. */
function sourceOf(name: string | undefined, exchange: Exchange): Source {
  const field = responseOf(exchange)?.headers.find(
    (each) => each.name.toLowerCase() === name?.toLowerCase(),
  );
  return field?.source ?? under(mediaTypeOf(exchange)!, 'x-echo');
}

/** The position of an extension of a media type. */
export const under = ({ source: { file, pointer } }: MediaType, extension: string): Source => ({
  file,
  pointer: `${pointer}/${extension}`,
});
