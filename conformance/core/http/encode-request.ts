import { essenceOf, isMultipart } from './media-type.ts';
import type { MediaType, Operation, Parameter } from '../contract/model.ts';
import type { WireRequest } from './messages.ts';
import type { PlannedRequest } from './planned-request.ts';
import { boundaryOf } from './bodies/parts.ts';
import { codecOf } from './codecs.ts';
import { fillPath } from './path.ts';
import { parameterPairs, parameterText, textOf } from './write-parameter.ts';

/** Gives a planned request its wire form, without credentials: those are added when it is sent. */
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

/** The bytes of a body, and the Content-Type to send: as planned, with the boundary of parts where that lacks one. */
function encodeBody(
  operation: Operation,
  { mediaType, documented, value, raw }: NonNullable<PlannedRequest['body']>,
): { bytes: Uint8Array; contentType?: string } {
  const sent = mediaType === undefined ? {} : { contentType: mediaType };
  if (raw || value === undefined) return { bytes: raw ?? new Uint8Array(), ...sent };
  const written =
    operation.requestBody?.content.find(({ name }) => name === documented) ??
    unknown(operation, documented);
  const named =
    mediaType !== undefined && essenceOf(mediaType) === essenceOf(documented)
      ? { ...written, name: mediaType }
      : written;
  // a range says nothing of how it is written: then the media type that is sent does
  const codec =
    codecOf(documented) ??
    (documented.includes('*')
      ? (codecOf(mediaType ?? '') ?? codecOf('application/json'))
      : undefined);
  if (!codec) return { bytes: Buffer.from(textOf(value)), ...sent };
  const ofParts =
    codec.id === 'multipart' && !isMultipart(named.name)
      ? { ...named, name: mediaType ?? 'multipart/form-data' }
      : named;
  const { bytes, contentType } = codec.encode(value, ofParts);
  return {
    bytes,
    ...(mediaType !== undefined &&
    contentType !== undefined &&
    isMultipart(mediaType) &&
    boundaryOf(mediaType) === undefined
      ? { contentType }
      : sent),
  };
}

const unknown = ({ source }: Operation, name: string): MediaType => ({
  name,
  examples: [],
  echo: new Map(),
  encoding: new Map(),
  source,
});

/** Every media type that the operation documents an answer in. */
function accepted(operation: Operation): string {
  const names = operation.responses.flatMap(({ content }) => content.map(({ name }) => name));
  return names.length > 0 ? [...new Set(names)].join(', ') : '*/*';
}
