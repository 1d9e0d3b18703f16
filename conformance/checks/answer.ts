import { documentedMediaType, isJson, isText } from '../media-type.ts';
import type { Case, Exchange, Json, MediaType, Operation, Response, Rule } from '../model.ts';

/**
 * The response that documents a status: the status itself, its range, `default`. A `default` by which the operation
 * refuses, as `x-refusals` says, documents no success. @see https://spec.openapis.org/oas/v3.1.1.html#responses-object
 */
export function responseFor(operation: Operation, status: number): Response | undefined {
  const byDefault = [...operation.refusals.values()].filter(
    ({ response }) => response.status === 'default',
  );
  const isCovered =
    byDefault.length === 0 ||
    status >= 400 ||
    byDefault.some((refusal) => refusal.status === status);
  const names = [
    String(status),
    `${Math.trunc(status / 100)}XX`,
    ...(isCovered ? ['default'] : []),
  ];
  return names.flatMap((name) =>
    operation.responses.filter((response) => response.status === name),
  )[0];
}

/** The media type that documents a reply's body, where its status and its Content-Type are documented. */
export const mediaTypeOf = ({
  case: { operation, rule },
  reply,
}: Exchange): MediaType | undefined =>
  rule.in === 'method'
    ? undefined
    : documentedMediaType(
        responseFor(operation, reply.status)?.content ?? [],
        reply.headers.get('content-type'),
      );

/** Whether an answer is the operation's own, so that its documented responses speak of it: not that to another method. */
export const isOfOperation = ({ rule }: Case): boolean => rule.in !== 'method';

/** What tells one rule from others, wherever in a list it was broken. */
export const ruleKey = ({ in: place, pointer, keyword }: Rule): string =>
  `${place}${anyElement(pointer)} ${keyword}`;

/** A pointer in which every element of a list is the same. */
export const anyElement = (pointer: string): string => pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*');

/** Whether a reply can have a body; an answer to HEAD, a 204, a 205 and a 304 have none. @see https://www.rfc-editor.org/rfc/rfc9110#section-6.4.1 */
export const canHaveBody = ({ case: { operation }, reply }: Exchange): boolean =>
  operation.method !== 'HEAD' && ![204, 205, 304].includes(reply.status);

/** Statuses by which the operation refuses a request although they are no 4xx, as `x-refusals` says. */
const refusalStatuses = (operation: Operation) =>
  new Set([...operation.refusals.values()].map(({ status }) => status));

/**
 * What an implementation says by a status: that it took the request, that it refused it, or that it failed.
 * The only place that decides; a 202 can be a refusal.
 */
export function meaningOf(
  operation: Operation,
  status: number,
): 'success' | 'refusal' | 'failure' | 'other' {
  if (status >= 500) return 'failure';
  if (status >= 400 || refusalStatuses(operation).has(status)) return 'refusal';
  return status >= 200 && status < 300 ? 'success' : 'other';
}

/** Whether an answer says, as documented, that there is nothing under the values in the path of a valid request. */
export const isNothingThere = ({
  case: { operation, intent },
  reply: { status },
}: Exchange): boolean =>
  intent === 'valid' &&
  (status === 404 || status === 410) &&
  operation.parameters.some((parameter) => parameter.in === 'path') &&
  responseFor(operation, status)?.status === String(status);

/** Whether the operation says anything of how it refuses. */
export const documentsRefusals = ({ responses, refusals }: Operation): boolean =>
  refusals.size > 0 ||
  responses.some(({ status }) => status === 'default' || status.startsWith('4'));

/** The statuses by which a kind of refusal is documented, for messages and for comparison. */
export function refusedWith(operation: Operation, kinds: readonly string[]): number[] {
  return [...new Set(kinds.flatMap((kind) => operation.refusals.get(kind)?.status ?? []))];
}

/** The documented successes, for messages. */
export const successes = (operation: Operation): string =>
  operation.responses
    .map(({ status }) => status)
    .filter((status) => status === '2XX' || meaningOf(operation, Number(status)) === 'success')
    .join(', ') || '2XX';

/** Every documented status, for messages. */
export const documentedStatuses = (operation: Operation): string =>
  operation.responses.map(({ status }) => status).join(', ');

/** A reply's body as text; `undefined` where it is no UTF-8. */
export function textOf(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}

/** Several checks ask for the JSON of one exchange, which may be large: it is parsed once. */
const parsed = new WeakMap<Exchange, { readonly value: Json } | undefined>();

/** A reply's body as a value: JSON that can be parsed, or plain text, where it is documented as that. */
export function jsonOf(exchange: Exchange): { readonly value: Json } | undefined {
  if (!parsed.has(exchange)) parsed.set(exchange, parse(exchange));
  return parsed.get(exchange);
}

/** What a text means to its schema: a number, where only that is documented. */
function scalarOf(text: string, { schema }: MediaType): Json {
  const types = schema?.shapes().flatMap((shape) => shape.types) ?? [];
  if (types.length === 0 || types.includes('string')) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** How deep an answer may be nested for anybody here to look through it; parsers may set such a limit. @see https://www.rfc-editor.org/rfc/rfc8259#section-9 */
export const deepest = 1500;

/** Whether a body is nested so deep that it can't be looked through: a limit of ours, and no fault of whoever sent it. */
export function isTooDeep(body: Uint8Array): boolean {
  if (body.length <= deepest) return false;
  let depth = 0;
  let isText = false;
  for (let index = 0; index < body.length; index += 1) {
    const byte = body[index];
    if (isText && byte === 0x5c) index += 1;
    else if (byte === 0x22) isText = !isText;
    else if (!isText && (byte === 0x5b || byte === 0x7b)) {
      depth += 1;
      if (depth > deepest) return true;
    } else if (!isText && (byte === 0x5d || byte === 0x7d)) depth -= 1;
  }
  return false;
}

function parse(exchange: Exchange): { readonly value: Json } | undefined {
  const mediaType = mediaTypeOf(exchange);
  const sent = exchange.reply.headers.get('content-type') ?? mediaType?.name ?? '';
  if (!mediaType || exchange.reply.undecodable !== undefined) return undefined;
  const text = textOf(exchange.reply.body);
  if (isText(sent)) return text === undefined ? undefined : { value: scalarOf(text, mediaType) };
  if (!isJson(sent)) return undefined;
  try {
    return text === undefined ? undefined : { value: JSON.parse(text) as Json };
  } catch {
    return undefined;
  }
}

/** A value as a reader can take it in: JSON, cut after some length. */
export function shown(value: unknown, length = 200): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length > length ? `${text.slice(0, length)}… (${text.length} characters)` : text;
}

/** What came back, in one line: the status and the beginning of the body. */
export const replyShown = ({ reply }: Exchange): string => {
  const text = textOf(reply.body) ?? `${reply.body.length} bytes`;
  return text === '' ? String(reply.status) : `${reply.status} ${shown(text)}`;
};
