import type { MediaType, Operation, Parameter } from '../core/contract/model.ts';
import { isStyled } from '../core/http/bodies/members.ts';
import { codecFor } from '../core/http/codecs.ts';
import { isFormless } from '../core/http/deep-object.ts';
import { essenceOf } from '../core/http/media-type.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import { isMade, isOfTexts, sendableBodies, sentTypeOf } from '../core/http/sent-type.ts';
import { schemaOf } from '../core/instances/make.ts';
import { validExample, withBody } from '../core/instances/plain-request.ts';
import { validInstance } from '../core/instances/valid-instance.ts';
import type { Json } from '../core/json.ts';
import { escapeToken, inWords, ownMember, tokensOf } from '../core/pointer.ts';
import type { Schema } from '../core/schema/model.ts';

/** A parameter or a body: a whole value that the contract has a schema for. */
export type Root = {
  readonly in: Parameter['in'] | 'body';
  /** The JSON Pointer of its value: `/name` for a parameter, empty for a body. */
  readonly prefix: string;
  readonly name: string;
  readonly title: (pointer: string) => string;
  readonly schema: Schema;
  readonly required: boolean;
  /** Whether the value at a JSON Pointer into it is written as text. */
  readonly isTextAt: (pointer: string) => boolean;
  /** Whether a value at a JSON Pointer into it can be written. */
  readonly canHold: (pointer: string, value: Json) => boolean;
  readonly value: Json;
  readonly put: (request: PlannedRequest, value: Json | undefined) => PlannedRequest;
  readonly get: (request: PlannedRequest) => Json | undefined;
  readonly base: PlannedRequest;
};

/** An operation's parameters, then its bodies; only those for which a valid value is found. */
export function* rootsOf(operation: Operation, base: PlannedRequest): Generator<Root> {
  for (const parameter of operation.parameters) {
    const value =
      ownMember(base.parameters[parameter.in], parameter.name) ??
      validExample(parameter.examples, parameter.schema.validate)?.value ??
      validInstance(parameter.schema, 'required');
    if (value !== undefined) yield parameterRoot(parameter, value, base);
  }
  yield* bodyRoots(operation, base);
}

function* bodyRoots(operation: Operation, base: PlannedRequest): Generator<Root> {
  const seen = new Set<string>();
  for (const [index, mediaType] of sendableBodies(operation).entries()) {
    const format = formatOf(mediaType);
    if (format === undefined || seen.has(format)) continue;
    seen.add(format);
    const request = index === 0 ? base : withBody(base, mediaType);
    const [, subtype = ''] = essenceOf(mediaType.name).split('/');
    if (mediaType.schema && request.body?.value !== undefined)
      yield {
        ...bodyAccess(mediaType),
        name: index === 0 ? 'body' : `body@${subtype}`,
        schema: mediaType.schema,
        required: operation.requestBody?.required === true,
        value: request.body.value,
        base: request,
      };
  }
}

/**
 * The codec and the schema of a body: a server reads both once, under whatever names of a type, such
 * as `application/json` and `text/json`. `undefined` if no rule of the schema can be checked.
 */
function formatOf(mediaType: MediaType): string | undefined {
  if (!mediaType.schema || !isMade(mediaType)) return undefined;
  const { id } = codecFor(mediaType, sentTypeOf(mediaType))!;
  return `${id} ${schemaOf(mediaType.schema.alternatives()[0])}`;
}

function parameterRoot(parameter: Parameter, value: Json, base: PlannedRequest): Root {
  const token = escapeToken(parameter.name);
  const whole = `the ${parameter.in} parameter \`${parameter.name}\``;
  return {
    in: parameter.in,
    prefix: `/${token}`,
    name: `${parameter.in}/${token}`,
    title: (pointer) => (pointer === '' ? whole : `${inWords(pointer)} of ${whole}`),
    schema: parameter.schema,
    required: parameter.required,
    isTextAt: () => parameter.style !== 'content',
    canHold: (pointer, inner) =>
      parameter.style !== 'deepObject' || pointer === '' || !isFormless(inner),
    value,
    put: (request, changed) => withParameter(request, parameter, changed),
    get: (request) => ownMember(request.parameters[parameter.in], parameter.name),
    base,
  };
}

/** A request with another value of a parameter, or without it. */
export function withParameter(
  request: PlannedRequest,
  { in: location, name }: Parameter,
  value: Json | undefined,
): PlannedRequest {
  const { [name]: _, ...others } = request.parameters[location];
  const values = value === undefined ? others : { ...others, [name]: value };
  return { ...request, parameters: { ...request.parameters, [location]: values } };
}

/** The members of a body's root that depend on its media type. */
function bodyAccess(
  documented: MediaType,
): Pick<Root, 'in' | 'prefix' | 'title' | 'isTextAt' | 'canHold' | 'put' | 'get'> {
  const { name } = documented;
  const type = sentTypeOf(documented);
  const ownBody = ({ body }: PlannedRequest) => (body?.documented === name ? body : undefined);
  return {
    in: 'body',
    prefix: '',
    title: inWords,
    isTextAt: (pointer) => isOfTexts(type) && !isInJson(documented, pointer),
    canHold(pointer, value) {
      const [member = '', ...below] = tokensOf(pointer);
      const { style } = documented.encoding.get(member) ?? {};
      return style !== 'deepObject' || below.length === 0 || !isFormless(value);
    },
    put(request, value) {
      if (value === undefined) return bodiless(request);
      const mediaType = ownBody(request)?.mediaType ?? type;
      return { ...request, body: { mediaType, documented: name, value } };
    },
    get: (request) => ownBody(request)?.value,
  };
}

/** Whether a location is inside a form's member, or an element of one, that is written as JSON. */
function isInJson({ encoding }: MediaType, pointer: string): boolean {
  const [name = '', ...below] = tokensOf(pointer);
  const isInObject = below.some((token) => !/^\d+$/.test(token));
  return isInObject && !isStyled(encoding.get(name));
}

/** A request with neither a body nor a Content-Type. */
export const bodiless = ({ body: _, ...request }: PlannedRequest): PlannedRequest => request;
