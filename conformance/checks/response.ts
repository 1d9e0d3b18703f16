import type { Exchange } from './exchange.ts';
import type { MediaType, Response } from '../core/contract/model.ts';
import { responseFor } from '../core/contract/responses.ts';
import { codecFor, violationsOf, writerOf } from '../core/http/codecs.ts';
import { documentedMediaType, isJson, isText } from '../core/http/media-type.ts';
import type { Json } from '../core/json.ts';
import { cached } from '../core/memoize.ts';
import type { Violation } from '../core/schema/model.ts';
import type { Case } from '../generators/case.ts';

/** Whether the case uses the operation's own method, so that its documented responses apply. */
export const isOfOperation = ({ rule }: Case): boolean => rule.in !== 'method';

/** The documented response for the status of an exchange. */
export const responseOf = ({ case: { operation }, reply }: Exchange): Response | undefined =>
  responseFor(operation, reply.status);

/** The documented media type of the response body; `undefined` if status or type is undocumented. */
export const mediaTypeOf = (exchange: Exchange): MediaType | undefined =>
  isOfOperation(exchange.case)
    ? documentedMediaType(
        responseOf(exchange)?.content ?? [],
        exchange.reply.headers.get('content-type'),
      )
    : undefined;

/**
 * Whether the response can have a body.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-6.4.1
 */
export const canHaveBody = ({ case: { operation }, reply }: Exchange): boolean =>
  operation.method !== 'HEAD' && ![204, 205, 304].includes(reply.status);

/** A body as text; `undefined` if it is not UTF-8. */
export function textOf(body: Uint8Array): string | undefined {
  try {
    return body.length > longestWhole ? cached(texts, body, () => decoded(body)) : decoded(body);
  } catch {
    return undefined;
  }
}

const decoded = (body: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(body);
/** Several checks ask for the text of one large body: it is decoded once. */
const texts = new WeakMap<Uint8Array, string>();
/** The longest text, in characters, that costs too little to be kept or cut. */
const longestWhole = 10_000;

/** Several checks ask for the JSON of one exchange, which may be large: it is parsed once. */
const parsed = new WeakMap<Exchange, { readonly value: Json } | undefined>();

/**
 * The body as a value: JSON, documented plain text, JSON lines, YAML; `undefined` if it can't be
 * parsed, or if nothing parses it, as with XML and CSV.
 */
export function jsonOf(exchange: Exchange): { readonly value: Json } | undefined {
  if (!parsed.has(exchange)) parsed.set(exchange, parse(exchange));
  return parsed.get(exchange);
}

const validated = new WeakMap<Exchange, readonly Violation[]>();

/** What the body breaks of its documented schema, found once; nothing if it can't be parsed. */
export function violationsIn(exchange: Exchange): readonly Violation[] {
  const found = validated.get(exchange);
  if (found) return found;
  const body = jsonOf(exchange);
  const mediaType = mediaTypeOf(exchange);
  const violations =
    body && mediaType ? violationsOf(mediaType, sentTypeIn(exchange, mediaType), body.value) : [];
  validated.set(exchange, violations);
  return violations;
}

function parse(exchange: Exchange): { readonly value: Json } | undefined {
  const { body, undecodable } = exchange.reply;
  const mediaType = mediaTypeOf(exchange);
  if (!mediaType || undecodable !== undefined) return undefined;
  const sent = sentTypeIn(exchange, mediaType);
  const text = textOf(body);
  if (text === undefined) return undefined;
  if (isText(sent)) return scalarOf(text, mediaType);
  if (isJson(sent)) return parseJson(text);
  const decoded = decoderOf(sent)?.decode?.(body, sent, mediaType);
  if (decoded) return 'value' in decoded && isJudged(mediaType) ? decoded : undefined;
  // a type that no one knows, and a schema of objects: likely JSON
  return codecFor(mediaType, sent)?.id === 'json' ? parseJson(text) : undefined;
}

/** What decodes answers that are neither JSON nor plain text: JSON lines and the like, and YAML. */
export function decoderOf(type: string): ReturnType<typeof writerOf> {
  const writer = writerOf(type);
  return writer?.isSequence || writer?.id === 'yaml' ? writer : undefined;
}

const sentTypeIn = ({ reply }: Exchange, { name }: MediaType): string =>
  reply.headers.get('content-type') ?? name;

/** Whether the schema of a stream or a file is about its values, and not about it as a text. */
const isJudged = ({ schema }: MediaType): boolean =>
  schema?.alternatives().some(({ types }) => !types.includes('string')) === true;

function parseJson(text: string): { readonly value: Json } | undefined {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return undefined;
  }
}

/** Plain text as its schema means it: a number if the schema documents no string. */
function scalarOf(text: string, { schema }: MediaType): { readonly value: Json } {
  const types = schema?.alternatives().flatMap((flat) => flat.types) ?? [];
  const isString = types.length === 0 || types.includes('string');
  return (isString ? undefined : parseJson(text)) ?? { value: text };
}

/** The texts of large values, which many observations of one response show. */
const written = new WeakMap<object, string>();

/** A JSON value for messages, cut after `length` characters. */
export function shownJson(value: Json, length = 200): string {
  if (typeof value === 'string' && value.length > longestWhole)
    return `${JSON.stringify(value.slice(0, length)).slice(0, length)}… (${value.length} characters)`;
  if (typeof value !== 'object' || value === null) return shown(JSON.stringify(value), length);
  return length === 200
    ? cached(written, value, () => shown(JSON.stringify(value)))
    : shown(JSON.stringify(value), length);
}

/** A value as JSON for messages, cut after `length` characters. */
export function shown(value: unknown, length = 200): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length > length ? `${text.slice(0, length)}… (${text.length} characters)` : text;
}

/** The status and the beginning of the body, in one line. */
export function replyShown({ reply }: Exchange): string {
  const text = textOf(reply.body) ?? `${reply.body.length} bytes`;
  return text === '' ? String(reply.status) : `${reply.status} ${shown(text)}`;
}
