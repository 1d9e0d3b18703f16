import { essenceOf, isMultipart } from './media-type.ts';
import type { MediaType, Operation, Parameter } from '../contract/model.ts';
import type { WireRequest } from './messages.ts';
import type { PlannedRequest } from './planned-request.ts';
import type { BodyCodec } from './bodies/body-codec.ts';
import { boundaryOf } from './bodies/parts.ts';
import { codecOf } from './codecs.ts';
import { fillPath } from './path.ts';
import { parameterPairs, parameterText, textOf } from './write-parameter.ts';

/**
 * Encodes a planned request, without credentials: `authorize` adds those when the request is sent.
 */
export function encode(operation: Operation, request: PlannedRequest): WireRequest {
  const of = (place: Parameter['in']) =>
    operation.parameters.flatMap((parameter) => {
      const value = request.parameters[place][parameter.name];
      return parameter.in === place && value !== undefined ? [{ parameter, value }] : [];
    });
  const path = fillPath(
    operation.path,
    new Map(
      of('path').map(({ parameter, value }) => [parameter.name, parameterText(parameter, value)]),
    ),
  );
  const query = of('query').flatMap(({ parameter, value }) => parameterPairs(parameter, value));
  const cookies = of('cookie').flatMap(({ parameter, value }) => parameterPairs(parameter, value));
  const headers: [string, string][] = of('header').map(({ parameter, value }) => [
    parameter.name,
    parameterText(parameter, value),
  ]);
  if (cookies.length > 0) headers.push(['Cookie', cookies.join('; ')]);
  const body = request.body && encodeBody(operation, request.body);
  if (body?.contentType !== undefined) headers.push(['Content-Type', body.contentType]);
  return {
    method: request.method ?? operation.method,
    path: query.length > 0 ? `${path}?${query.join('&')}` : path,
    headers: [...headers, ['Accept', accepted(operation)]],
    ...(body ? { body: body.bytes } : {}),
  };
}

type PlannedBody = NonNullable<PlannedRequest['body']>;

/**
 * The bytes of a body, and the Content-Type to send: as planned; a multipart type without a
 * boundary gets one.
 */
function encodeBody(
  operation: Operation,
  { mediaType, documented, value, raw }: PlannedBody,
): { bytes: Uint8Array; contentType?: string } {
  const planned = mediaType === undefined ? {} : { contentType: mediaType };
  if (raw || value === undefined) return { bytes: raw ?? new Uint8Array(), ...planned };
  const codec = codecFor(documented, mediaType);
  if (!codec) return { bytes: Buffer.from(textOf(value)), ...planned };
  const named = mediaTypeOf(operation, documented, mediaType);
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

/** The codec of a media type; that of the sent media type, or of JSON, for a documented range. */
function codecFor(documented: string, sent: string | undefined): BodyCodec | undefined {
  const codec = codecOf(documented);
  if (codec || !documented.includes('*')) return codec;
  return codecOf(sent ?? '') ?? codecOf('application/json');
}

/** The documented media type; under the name that is sent, if that adds only parameters. */
function mediaTypeOf(
  operation: Operation,
  documented: string,
  sent: string | undefined,
): MediaType {
  const found =
    operation.requestBody?.content.find(({ name }) => name === documented) ??
    unknown(operation, documented);
  return sent !== undefined && essenceOf(sent) === essenceOf(documented)
    ? { ...found, name: sent }
    : found;
}

const unknown = ({ source }: Operation, name: string): MediaType => ({
  name,
  examples: [],
  echo: new Map(),
  encoding: new Map(),
  source,
});

/** The Accept field: every media type of the documented responses. */
function accepted(operation: Operation): string {
  const names = operation.responses.flatMap(({ content }) => content.map(({ name }) => name));
  return names.length > 0 ? [...new Set(names)].join(', ') : '*/*';
}
