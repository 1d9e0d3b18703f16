import { isJson } from '../media-type.ts';
import type { Json, Operation, Parameter, PlannedRequest } from '../model.ts';
import { withValueAt } from '../pointer.ts';
import type { Subject } from './generator.ts';
import { instanceOf, type Extent } from './instance.ts';

/**
 * Values that an implementation is known to hold, by place: a JSON Pointer into the body,
 * or a runtime expression such as `$request.path.id`.
 */
export type KnownValues = ReadonlyMap<string, Json>;

/** The requests that variations start from: documented examples first, known values above all. */
export function subjectOf(operation: Operation, known: KnownValues): Subject {
  return {
    operation,
    base: withKnownValues(requestOf(operation, 'required', false), known),
    minimal: withKnownValues(requestOf(operation, 'required', true), known),
    full: withKnownValues(requestOf(operation, 'all', true), known),
  };
}

/** A request with every documented parameter and member, or with only those that are required. */
function requestOf(operation: Operation, extent: Extent, fresh: boolean): PlannedRequest {
  const parameters: { [place in Parameter['in']]: { [name: string]: Json } } = { path: {}, query: {}, header: {}, cookie: {} };
  for (const parameter of operation.parameters) {
    if (parameter.required || extent === 'all') parameters[parameter.in][parameter.name] = parameterExample(parameter);
  }
  const body = bodyOf(operation, extent, fresh);
  return { parameters, credentials: 'good', ...(body ? { body } : {}) };
}

/** The media type of an operation's request body that cases are made for: JSON. */
export const documentedBody = (operation: Operation) => operation.requestBody?.content.find(({ name }) => isJson(name));

function bodyOf(operation: Operation, extent: Extent, fresh: boolean): PlannedRequest['body'] {
  const mediaType = documentedBody(operation);
  if (!mediaType) return undefined;
  const example = fresh ? undefined : mediaType.examples.find(({ value }) => (mediaType.schema?.validate(value) ?? []).length === 0);
  const value = example?.value ?? (mediaType.schema ? instanceOf(mediaType.schema.shape(), extent) : {});
  return { mediaType: mediaType.name, documented: mediaType.name, value };
}

const parameterExample = ({ examples, schema }: Parameter): Json => examples[0]?.value ?? instanceOf(schema.shape(), 'all');

/** A request with the known values in their places. */
export function withKnownValues(request: PlannedRequest, known: KnownValues): PlannedRequest {
  let result = request;
  for (const [place, value] of known) {
    const [, location, name = ''] = /^\$request\.(path|query|header|cookie)\.(.+)$/.exec(place) ?? [];
    if (location) {
      const at = location as Parameter['in'];
      result = { ...result, parameters: { ...result.parameters, [at]: { ...result.parameters[at], [name]: value } } };
    } else if (result.body?.value !== undefined) {
      const pointer = place.replace(/^\$request\.body#?/, '');
      result = { ...result, body: { ...result.body, value: withValueAt(result.body.value, pointer, value) } };
    }
  }
  return result;
}
