import { essenceOf, isMultipart, isRange } from './media-type.ts';
import type { MediaType, Operation, Parameter } from '../contract/model.ts';
import type { Json } from '../json.ts';
import { cached } from '../memoize.ts';
import { ownMember } from '../pointer.ts';
import type { WireRequest } from './messages.ts';
import type { PlannedRequest } from './planned-request.ts';
import type { BodyWriter } from './bodies/body-codec.ts';
import { boundaryOf } from './bodies/parts.ts';
import { spelled } from './bodies/spelling.ts';
import { writerFor, writerOf } from './codecs.ts';
import { isCookieField, ownCookies } from './cookie-field.ts';
import { fillPath } from './path.ts';
import { sentTypeOf } from './sent-type.ts';
import { userAgent } from './user-agent.ts';
import { parameterPairs, parameterText, textOf } from './write-parameter.ts';

/** Encodes a planned request, without credentials: `authorize` adds those for sending. */
export function encode(operation: Operation, request: PlannedRequest): WireRequest {
  const of = (place: Parameter['in']) =>
    operation.parameters.flatMap((parameter) => {
      const value = ownMember(request.parameters[place], parameter.name);
      return parameter.in === place && value !== undefined ? [{ parameter, value }] : [];
    });
  const text = ({ parameter, value }: Sent): [string, string] => [
    parameter.name,
    parameterText(parameter, value),
  ];
  const pairs = ({ parameter, value }: Sent) => parameterPairs(parameter, value);
  const path = fillPath(operation.path, new Map(of('path').map(text)));
  const query = of('query').flatMap(pairs);
  const cookies = of('cookie').flatMap(pairs);
  const headers = withCookies([...ownFields(operation, request), ...of('header').map(text)], {
    cookies,
    operation,
  });
  const body = request.body && encodeBody(operation, request.body, request.spelling);
  if (body?.contentType !== undefined) headers.push(['Content-Type', body.contentType]);
  const { accept = accepted(operation), framing } = request;
  if (accept !== null) headers.push(['Accept', accept]);
  return {
    method: request.method ?? operation.method,
    path: query.length > 0 ? `${path}?${query.join('&')}` : path,
    ...(operation.base !== undefined && { base: operation.base }),
    headers,
    ...(body ? { body: body.bytes } : {}),
    ...(body && framing ? { framing } : {}),
  };
}

/** Adds the cookies of parameters to a documented Cookie field, which has no others of their names. */
function withCookies(
  headers: [string, string][],
  { cookies, operation }: { cookies: readonly string[]; operation: Operation },
): [string, string][] {
  if (cookies.length === 0) return headers;
  const whole = operation.parameters.find(isCookieField);
  const written = headers.find(([name]) => name === whole?.name);
  if (!whole || !written) return [...headers, ['Cookie', cookies.join('; ')]];
  const own = ownCookies(written[1], whole, operation);
  const field = [...(own === '' ? [] : [own]), ...cookies].join('; ');
  return headers.map((header) => (header === written ? [whole.name, field] : header));
}

/** A request without the documented User-Agent has that of the runner: it is never left out. */
const ownFields = (
  { parameters }: Operation,
  { parameters: { header } }: PlannedRequest,
): [string, string][] => {
  const documented = parameters.find(
    ({ in: place, name }) => place === 'header' && name.toLowerCase() === 'user-agent',
  );
  return documented && header[documented.name] === undefined ? [[documented.name, userAgent]] : [];
};

type Sent = { readonly parameter: Parameter; readonly value: Json };
type PlannedBody = NonNullable<PlannedRequest['body']>;

/** The bytes of a body, and its planned Content-Type; a multipart type gets a boundary. */
function encodeBody(
  operation: Operation,
  { mediaType, documented, value, raw }: PlannedBody,
  spelling: PlannedRequest['spelling'],
): { bytes: Uint8Array; contentType?: string } {
  const planned = mediaType === undefined ? {} : { contentType: mediaType };
  if (raw || value === undefined) return { bytes: raw ?? new Uint8Array(), ...planned };
  const named = mediaTypeOf(operation, documented, mediaType);
  const codec = writerIn(named, mediaType);
  if (!codec) return { bytes: Buffer.from(textOf(value)), ...planned };
  if (spelling && codec.id === 'json')
    return { bytes: Buffer.from(spelled(value, spelling)), ...planned };
  const { bytes, contentType } = codec.encode(
    value,
    codec.id === 'multipart' && !isMultipart(named.name)
      ? { ...named, name: mediaType ?? 'multipart/form-data' }
      : named,
  );
  const lacksBoundary =
    mediaType !== undefined && isMultipart(mediaType) && boundaryOf(mediaType) === undefined;
  return { bytes, ...(lacksBoundary && contentType !== undefined ? { contentType } : planned) };
}

/** The writer of a documented type; for a range, that of the type that is sent, else of its own. */
function writerIn(documented: MediaType, sent: string | undefined): BodyWriter | undefined {
  if (!isRange(documented.name)) return writerFor(documented, documented.name);
  return writerOf(sent ?? '') ?? writerFor(documented, sentTypeOf(documented));
}

/** The documented media type, with the parameters that are sent. */
function mediaTypeOf(
  operation: Operation,
  documented: string,
  sent: string | undefined,
): MediaType {
  const { requestBody, source } = operation;
  const unknown = { examples: [], echo: new Map(), encoding: new Map(), source };
  const found = requestBody?.content.find(({ name }) => name === documented) ?? unknown;
  const isSame = sent !== undefined && essenceOf(sent) === essenceOf(documented);
  return { ...found, name: isSame ? sent : documented };
}

/**
 * The Accept field that names all documented media types of responses; a range that HTTP does not
 * have, such as `application/*+json`, by a type that it covers.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1
 */
export const accepted = (operation: Operation): string =>
  cached(knownAccepted, operation, () => acceptedBy(operation));

const knownAccepted = new WeakMap<Operation, string>();

function acceptedBy(operation: Operation): string {
  const names = operation.responses.flatMap(({ content }) =>
    content.map((mediaType) =>
      isRange(mediaType.name) && !/^(\*|[^*;]+)\/\*\s*(;|$)/.test(mediaType.name)
        ? sentTypeOf(mediaType)
        : mediaType.name,
    ),
  );
  return names.length > 0 ? [...new Set(names)].join(', ') : '*/*';
}
