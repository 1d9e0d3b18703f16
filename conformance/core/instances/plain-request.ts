import type { MediaType, NamedExample, Operation, Parameter } from '../contract/model.ts';
import { formlessMember } from '../http/deep-object.ts';
import { isJson, isSupportedBody } from '../http/media-type.ts';
import type { PlannedRequest } from '../http/planned-request.ts';
import { validInstance } from './valid-instance.ts';
import type { Json } from '../json.ts';
import { setMember, withValueAt } from '../pointer.ts';
import { isForbidden, type Schema } from '../schema/model.ts';

/**
 * Values that an implementation is known to hold, by location: a JSON Pointer into the body or a
 * runtime expression such as `$request.path.id`.
 */
export type KnownValues = ReadonlyMap<string, Json>;

/** The plainest valid request: the documented examples, else only required members. */
export const plainRequest = (operation: Operation): PlannedRequest =>
  requestOf(operation, 'required', false);

/**
 * A request with all documented parameters and members, or with the required ones only. `fresh`
 * ignores the documented examples of the body.
 */
export function requestOf(
  operation: Operation,
  extent: 'required' | 'all',
  fresh: boolean,
): PlannedRequest {
  const parameters = { path: {}, query: {}, header: {}, cookie: {} } as {
    [location in Parameter['in']]: { [name: string]: Json };
  };
  for (const parameter of operation.parameters) {
    const value = parameter.required || extent === 'all' ? parameterExample(parameter) : undefined;
    if (value !== undefined) setMember(parameters[parameter.in], parameter.name, value);
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

/** A request with a body of a media type: a documented example, else a made one. */
export function withBody(
  request: PlannedRequest,
  mediaType: MediaType,
  extent: 'required' | 'all' = 'required',
  fresh = false,
): PlannedRequest {
  const { schema, name, examples } = mediaType;
  const example = fresh ? undefined : validExample(examples, schema);
  const unconstrained = isJson(name) ? {} : 'value';
  const made = () => (schema ? validInstance(schema, extent) : unconstrained);
  const value = example?.value ?? made();
  return value === undefined
    ? request
    : { ...request, body: { mediaType: name, documented: name, value } };
}

/** The first example that is valid, else the first that nothing forbids for sure. */
function validExample(
  examples: readonly NamedExample[],
  schema: Schema | undefined,
): NamedExample | undefined {
  const judged = examples.map((example) => ({
    example,
    violations: schema?.validate(example.value) ?? [],
  }));
  const valid = judged.find(({ violations }) => violations.length === 0);
  return (valid ?? judged.find(({ violations }) => !isForbidden(violations)))?.example;
}

function parameterExample(parameter: Parameter): Json | undefined {
  const { examples, schema } = parameter;
  const value =
    validExample(examples, schema)?.value ?? validInstance(schema, 'all') ?? examples[0]?.value;
  return value === undefined ? undefined : writablePart(parameter, value);
}

/** A value without the optional members that its style has no form for. */
function writablePart(parameter: Parameter, value: Json): Json {
  if (formlessMember(parameter, value) === undefined) return value;
  const flat = Object.fromEntries(
    Object.entries(value as { [name: string]: Json }).filter(
      ([, member]) => typeof member !== 'object' || member === null,
    ),
  );
  return isForbidden(parameter.schema.validate(flat)) ? value : flat;
}

/** A request with the known values at their locations. */
export const withKnownValues = (request: PlannedRequest, known: KnownValues): PlannedRequest =>
  [...known].reduce((result, [location, value]) => withValue(result, location, value), request);

/** A request with one value at a location, as in `KnownValues`. */
export function withValue(request: PlannedRequest, place: string, value: Json): PlannedRequest {
  const [, location, name = ''] = /^\$request\.(path|query|header|cookie)\.(.+)$/.exec(place) ?? [];
  const { parameters, body } = request;
  if (location) {
    const values = { ...parameters[location as Parameter['in']], [name]: value };
    return { ...request, parameters: { ...parameters, [location]: values } };
  }
  if (body?.value === undefined) return request;
  const pointer = place.replace(/^\$request\.body#?/, '');
  return { ...request, body: { ...body, value: withValueAt(body.value, pointer, value) } };
}
