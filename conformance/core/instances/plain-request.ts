import type { MediaType, NamedExample, Operation, Parameter } from '../contract/model.ts';
import { isRefusedByName } from '../contract/named-responses.ts';
import { formlessMember, isFormless } from '../http/deep-object.ts';
import { violationsWritten } from '../http/documented-example.ts';
import { isForm, isJson } from '../http/media-type.ts';
import type { PlannedRequest } from '../http/planned-request.ts';
import { isMade, sendableBodies, sentTypeOf } from '../http/sent-type.ts';
import { exampleInstance, validInstance } from './valid-instance.ts';
import type { Json } from '../json.ts';
import { isObject, ownMember, setMember, withValueAt } from '../pointer.ts';
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
  for (const documented of operation.parameters) {
    const parameter = withoutRefused(operation, documented);
    const value = parameter.required || extent === 'all' ? parameterExample(parameter) : undefined;
    if (value !== undefined) setMember(parameters[parameter.in], parameter.name, value);
  }
  const request: PlannedRequest = { parameters, credentials: 'good' };
  const [mediaType] = sendableBodies(operation);
  if (!mediaType || (fresh && extent === 'required' && operation.requestBody?.required === false))
    return request;
  return withBody(request, withoutRefused(operation, mediaType), extent, fresh);
}

/** A part without the examples that are meant to be refused. */
function withoutRefused<Part extends Pick<MediaType, 'examples'>>(
  operation: Operation,
  part: Part,
): Part {
  const examples = part.examples.filter((example) => !isRefusedByName(operation, example));
  return examples.length === part.examples.length ? part : { ...part, examples };
}

/**
 * A request with a body of a media type: a documented example, else a made one. `fresh` ignores the
 * examples of what can be made.
 */
export function withBody(
  request: PlannedRequest,
  mediaType: MediaType,
  extent: 'required' | 'all' = 'required',
  fresh = false,
): PlannedRequest {
  const { schema, name } = mediaType;
  const type = sentTypeOf(mediaType);
  const example = fresh && isMade(mediaType) ? undefined : exampleFor(mediaType);
  const unconstrained = isJson(type) ? {} : 'value';
  const made = () => (schema ? madeBody(mediaType, { schema, extent, fresh }) : unconstrained);
  const value = example?.value ?? made();
  return value === undefined
    ? request
    : { ...request, body: { mediaType: type, documented: name, value } };
}

const exampleFor = (mediaType: MediaType): NamedExample | undefined =>
  validExample(mediaType.examples, (value) =>
    violationsWritten(mediaType, sentTypeOf(mediaType), value),
  );

type Made = {
  readonly schema: Schema;
  readonly extent: 'required' | 'all';
  readonly fresh: boolean;
};

/** A made body that can be written. A form without members is no body, so that it gets some. */
function madeBody(mediaType: MediaType, { schema, extent, fresh }: Made): Json | undefined {
  const value = writableBody(mediaType, instanceOf(schema, extent, fresh));
  const isEmpty = isObject(value) && Object.keys(value).length === 0;
  return isEmpty && isForm(mediaType.name) && extent === 'required'
    ? writableBody(mediaType, instanceOf(schema, 'all', fresh))
    : value;
}

/** A body with the examples of objects that its schema has, else a made one. */
const instanceOf = (schema: Schema, extent: 'required' | 'all', fresh: boolean) =>
  (fresh ? undefined : exampleInstance(schema, 'readOnly', extent)) ??
  validInstance(schema, extent);

/** The first example that is valid, else the first that nothing forbids for sure. */
export function validExample(
  examples: readonly NamedExample[],
  validate: Schema['validate'],
): NamedExample | undefined {
  const judged = examples.map((example) => ({ example, violations: validate(example.value) }));
  const valid = judged.find(({ violations }) => violations.length === 0);
  return (valid ?? judged.find(({ violations }) => !isForbidden(violations)))?.example;
}

function parameterExample(parameter: Parameter): Json | undefined {
  const { examples, schema } = parameter;
  const value =
    validExample(examples, schema.validate)?.value ??
    validInstance(schema, 'all') ??
    examples[0]?.value;
  return value === undefined ? undefined : writablePart(parameter, value);
}

/** A value without the optional members that its style has no form for. */
function writablePart(parameter: Parameter, value: Json): Json {
  if (formlessMember(parameter, value) === undefined) return value;
  const flat = flatPart(value);
  return isForbidden(parameter.schema.validate(flat)) ? value : flat;
}

/** A body without what the style of its members has no form for, as far as the schema allows that. */
function writableBody({ encoding, schema }: MediaType, value: Json | undefined): Json | undefined {
  let made = value;
  for (const [name, { style = 'form' }] of encoding) {
    const member = isObject(made) ? (ownMember(made, name) as Json | undefined) : undefined;
    if (member === undefined || formlessMember({ style }, member) === undefined) continue;
    const { [name]: _, ...others } = made as { [name: string]: Json };
    made =
      [{ ...(made as object), [name]: flatPart(member) }, others].find(
        (candidate) => !isForbidden(schema!.validate(candidate)),
      ) ?? made;
  }
  return made;
}

const flatPart = (value: Json): Json =>
  Array.isArray(value)
    ? value.filter((element: Json) => !isFormless(element))
    : Object.fromEntries(
        Object.entries(value as { [name: string]: Json }).filter(
          ([, member]) => !isFormless(member),
        ),
      );

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
