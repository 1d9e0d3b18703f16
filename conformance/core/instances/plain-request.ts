import type { MediaType, Operation, Parameter } from '../contract/model.ts';
import { isJson, isSupportedBody } from '../http/media-type.ts';
import type { PlannedRequest } from '../http/planned-request.ts';
import { validInstance } from './valid-instance.ts';
import type { Json } from '../json.ts';
import { withValueAt } from '../pointer.ts';

/**
 * Values that an implementation is known to hold, by place: a JSON Pointer into the body,
 * or a runtime expression such as `$request.path.id`.
 */
export type KnownValues = ReadonlyMap<string, Json>;

/**
 * The plainest valid request of an operation: its documented examples, with only what is required
 * where there are none.
 */
export const plainRequest = (operation: Operation): PlannedRequest =>
  requestOf(operation, 'required', false);

/** A request with every documented parameter and member, or with only those that are required. */
export function requestOf(
  operation: Operation,
  extent: 'required' | 'all',
  fresh: boolean,
): PlannedRequest {
  const parameters: { [place in Parameter['in']]: { [name: string]: Json } } = {
    path: {},
    query: {},
    header: {},
    cookie: {},
  };
  for (const parameter of operation.parameters) {
    const value = parameter.required || extent === 'all' ? parameterExample(parameter) : undefined;
    if (value !== undefined) parameters[parameter.in][parameter.name] = value;
  }
  const request: PlannedRequest = { parameters, credentials: 'good' };
  const [mediaType] = supportedBodies(operation);
  if (!mediaType || (fresh && extent === 'required' && operation.requestBody?.required === false))
    return request;
  return withBody(request, mediaType, extent, fresh);
}

/** The media types of an operation's request body that cases are made for, JSON first. */
export function supportedBodies({ requestBody }: Operation): readonly MediaType[] {
  const supported = requestBody?.content.filter(({ name }) => isSupportedBody(name)) ?? [];
  return supported.toSorted((one, other) => Number(isJson(other.name)) - Number(isJson(one.name)));
}

/** A request with a body of a media type: a documented example, or one that is made anew. */
export function withBody(
  request: PlannedRequest,
  mediaType: MediaType,
  extent: 'required' | 'all' = 'required',
  fresh = false,
): PlannedRequest {
  const isValid = (value: Json) => (mediaType.schema?.validate(value) ?? []).length === 0;
  const example = fresh ? undefined : mediaType.examples.find(({ value }) => isValid(value));
  const value =
    example?.value ??
    (mediaType.schema
      ? validInstance(mediaType.schema, extent)
      : isJson(mediaType.name)
        ? {}
        : 'value');
  return value === undefined
    ? request
    : { ...request, body: { mediaType: mediaType.name, documented: mediaType.name, value } };
}

function parameterExample({ examples, schema }: Parameter): Json | undefined {
  const documented = examples.find(({ value }) => schema.validate(value).length === 0);
  return documented?.value ?? validInstance(schema, 'all') ?? examples[0]?.value;
}

/** A request with the known values in their places. */
export function withKnownValues(request: PlannedRequest, known: KnownValues): PlannedRequest {
  return [...known].reduce((result, [place, value]) => withValue(result, place, value), request);
}

/** A request with one value in a place: a JSON Pointer into the body, or a runtime expression. */
export function withValue(request: PlannedRequest, place: string, value: Json): PlannedRequest {
  const [, location, name = ''] = /^\$request\.(path|query|header|cookie)\.(.+)$/.exec(place) ?? [];
  if (location) {
    const at = location as Parameter['in'];
    return {
      ...request,
      parameters: { ...request.parameters, [at]: { ...request.parameters[at], [name]: value } },
    };
  }
  if (request.body?.value === undefined) return request;
  const pointer = place.replace(/^\$request\.body#?/, '');
  return {
    ...request,
    body: { ...request.body, value: withValueAt(request.body.value, pointer, value) },
  };
}
