import type { Exchange } from './exchange.ts';
import type { MediaType } from '../core/contract/model.ts';
import { responseFor } from '../core/contract/responses.ts';
import { documentedMediaType, isJson, isText } from '../core/http/media-type.ts';
import type { Json } from '../core/json.ts';
import type { Case } from '../generators/case.ts';

/**
 * The media type that documents a reply's body, where its status and its Content-Type are
 * documented.
 */
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

/**
 * Whether an answer is the operation's own, so that its documented responses speak of it: not that
 * to another method.
 */
export const isOfOperation = ({ rule }: Case): boolean => rule.in !== 'method';

/**
 * Whether a reply can have a body; an answer to HEAD, a 204, a 205 and a 304 have none.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-6.4.1
 */
export const canHaveBody = ({ case: { operation }, reply }: Exchange): boolean =>
  operation.method !== 'HEAD' && ![204, 205, 304].includes(reply.status);

/**
 * Whether an answer says, as documented, that there is nothing under the values in the path of a
 * valid request.
 */
export const isNothingThere = ({
  case: { operation, intent },
  reply: { status },
}: Exchange): boolean =>
  intent === 'valid' &&
  (status === 404 || status === 410) &&
  operation.parameters.some((parameter) => parameter.in === 'path') &&
  responseFor(operation, status)?.status === String(status);

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

/**
 * A reply's body as a value: JSON that can be parsed, or plain text, where it is documented as
 * that.
 */
export function jsonOf(exchange: Exchange): { readonly value: Json } | undefined {
  if (!parsed.has(exchange)) parsed.set(exchange, parse(exchange));
  return parsed.get(exchange);
}

/** What a text means to its schema: a number, where only that is documented. */
function scalarOf(text: string, { schema }: MediaType): Json {
  const types = schema?.alternatives().flatMap((flat) => flat.types) ?? [];
  if (types.length === 0 || types.includes('string')) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/**
 * How deep an answer may be nested for anybody here to look through it; parsers may set such a
 * limit.
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-9
 */
export const deepest = 1500;

/**
 * Whether a body is nested so deep that it can't be looked through: a limit of ours, and no fault
 * of whoever sent it.
 */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one pass over the bytes, for speed
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
