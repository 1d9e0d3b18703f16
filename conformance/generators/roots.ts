import type { MediaType, Operation, Parameter } from '../core/contract/model.ts';
import { essenceOf, isForm, isText } from '../core/http/media-type.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import { supportedBodies, withBody } from '../core/instances/plain-request.ts';
import { firstValid } from '../core/instances/valid-instance.ts';
import type { Json } from '../core/json.ts';
import { escapeToken, inWords } from '../core/pointer.ts';
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
  readonly isText: boolean;
  readonly value: Json;
  readonly put: (request: PlannedRequest, value: Json | undefined) => PlannedRequest;
  readonly get: (request: PlannedRequest) => Json | undefined;
  readonly base: PlannedRequest;
};

/**
 * The operation's parameters, then its bodies; those that no valid value is found for are left out.
 */
export function* rootsOf(operation: Operation, base: PlannedRequest): Iterable<Root> {
  for (const parameter of operation.parameters) {
    const value =
      base.parameters[parameter.in][parameter.name] ??
      parameter.examples[0]?.value ??
      firstValid(
        parameter.schema.alternatives,
        (made) => parameter.schema.validate(made).length === 0,
      );
    if (value === undefined) continue;
    yield parameterRoot(parameter, value, base);
  }
  for (const [index, mediaType] of supportedBodies(operation).entries()) {
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

function parameterRoot(parameter: Parameter, value: Json, base: PlannedRequest): Root {
  const put = (request: PlannedRequest, changed: Json | undefined): PlannedRequest => {
    const { [parameter.name]: _, ...others } = request.parameters[parameter.in];
    const values = changed === undefined ? others : { ...others, [parameter.name]: changed };
    return { ...request, parameters: { ...request.parameters, [parameter.in]: values } };
  };
  const whole = `the ${parameter.in} parameter \`${parameter.name}\``;
  return {
    in: parameter.in,
    prefix: `/${escapeToken(parameter.name)}`,
    name: `${parameter.in}/${escapeToken(parameter.name)}`,
    title: (pointer) => (pointer === '' ? whole : `${inWords(pointer)} of ${whole}`),
    schema: parameter.schema,
    required: parameter.required,
    isText: parameter.style !== 'content',
    value,
    put,
    get: (request) => request.parameters[parameter.in][parameter.name],
    base,
  };
}

/** What the root of a body owes to its media type. */
function bodyAccess({
  name,
}: MediaType): Pick<Root, 'in' | 'prefix' | 'title' | 'isText' | 'put' | 'get'> {
  const isSame = ({ body }: PlannedRequest) => body?.documented === name;
  return {
    in: 'body',
    prefix: '',
    title: inWords,
    isText: isForm(name) || isText(name) || essenceOf(name).startsWith('multipart/'),
    put: (request, value) => {
      if (value === undefined) return bodiless(request);
      const mediaType = (isSame(request) ? request.body?.mediaType : undefined) ?? name;
      return { ...request, body: { mediaType, documented: name, value } };
    },
    get: (request) => (isSame(request) ? request.body?.value : undefined),
  };
}

/** A request with neither a body nor a Content-Type. */
export function bodiless({ body: _, ...request }: PlannedRequest): PlannedRequest {
  return request;
}
