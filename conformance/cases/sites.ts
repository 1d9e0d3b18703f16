import type { Json, Parameter, PlannedRequest, Rule, Shape, Source } from '../model.ts';
import { escapeToken, inWords, valueAt, withValueAt, withoutValueAt } from '../pointer.ts';
import { documentedBody } from './base.ts';
import type { Subject } from './generator.ts';
import { instanceOf } from './instance.ts';

/** A place of a request for which the contract has a schema. */
export type Site = {
  readonly in: Parameter['in'] | 'body';
  /** In the body, or `/name` of a parameter. */
  readonly pointer: string;
  /** For messages: "`deviceInfo.kind`", "the query parameter `limit`". */
  readonly title: string;
  readonly shape: Shape;
  readonly required: boolean;
  /** The value that the base request has there, or one that it could have. */
  readonly value: Json;
  /** The base request with another value there; objects on the way are made where they are missing. */
  readonly with: (value: Json) => PlannedRequest;
  /** The base request without it; the object that should hold it is made where it is missing. */
  readonly without: () => PlannedRequest;
  readonly rule: (keyword: string) => Rule;
  /** `body/deviceInfo/kind`: the part of a case's id that names the site. */
  readonly name: string;
};

/** How many levels of a body are visited. */
const maximumDepth = 6;

/** Every place of the operation's requests: its parameters, then its body from the root inwards. */
export function* sitesOf({ operation, base }: Subject): Iterable<Site> {
  for (const parameter of operation.parameters) yield parameterSite(parameter, base);
  const schema = documentedBody(operation)?.schema;
  const value = base.body?.value;
  if (schema && value !== undefined) yield* bodySites(base, value, '', schema.shape(), operation.requestBody?.required === true, []);
}

function parameterSite(parameter: Parameter, base: PlannedRequest): Site {
  const { [parameter.name]: sent, ...others } = base.parameters[parameter.in];
  const withNamed = (values: { readonly [name: string]: Json }): PlannedRequest => ({
    ...base,
    parameters: { ...base.parameters, [parameter.in]: values },
  });
  const shape = parameter.schema.shape();
  return {
    ...named(parameter.in, `/${escapeToken(parameter.name)}`),
    title: `the ${parameter.in} parameter \`${parameter.name}\``,
    shape,
    required: parameter.required,
    value: sent ?? parameter.examples[0]?.value ?? instanceOf(shape, 'all'),
    with: (value) => withNamed({ ...others, [parameter.name]: value }),
    without: () => withNamed(others),
  };
}

/**
 * @param root the body of the base request, with every object on the way to this place made
 * @param above the schemas that the place stands in
 */
function* bodySites(base: PlannedRequest, root: Json, pointer: string, shape: Shape, required: boolean, above: readonly Source[]): Iterable<Site> {
  const withBody = (value: Json): PlannedRequest => ({ ...base, body: { ...base.body!, value } });
  const sent = valueAt(root, pointer) as Json | undefined;
  const value = sent ?? instanceOf(shape, 'required');
  yield {
    ...named('body', pointer),
    title: inWords(pointer),
    shape,
    required,
    value,
    with: (changed) => withBody(withValueAt(root, pointer, changed)),
    without: () => (pointer === '' ? bodiless(base) : withBody(withoutValueAt(root, pointer))),
  };
  // a schema that contains itself has nothing new inside
  if (above.length >= maximumDepth || above.includes(shape.source)) return;
  const inside = [...above, shape.source];
  const made = sent === undefined ? withValueAt(root, pointer, value) : root;
  for (const [name, property] of shape.properties) {
    yield* bodySites(base, made, `${pointer}/${escapeToken(name)}`, property(), shape.required.includes(name), inside);
  }
  if (shape.items && Array.isArray(value)) {
    const filled = value.length > 0 ? made : withValueAt(made, pointer, [instanceOf(shape.items(), 'required')]);
    yield* bodySites(base, filled, `${pointer}/0`, shape.items(), false, inside);
  }
}

function named(place: Site['in'], pointer: string): Pick<Site, 'in' | 'pointer' | 'name' | 'rule'> {
  return { in: place, pointer, name: `${place}${pointer}`, rule: (keyword) => ({ in: place, pointer, keyword }) };
}

/** A request with neither a body nor a Content-Type. */
export function bodiless({ body: _, ...request }: PlannedRequest): PlannedRequest {
  return request;
}
