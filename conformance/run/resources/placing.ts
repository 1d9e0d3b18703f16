import { isDeepStrictEqual } from 'node:util';
import type { Operation, Parameter } from '../../core/contract/model.ts';
import { utf8 } from '../../core/http/bodies/body-codec.ts';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
import { valueIn } from '../../core/instances/other-texts.ts';
import { withValue } from '../../core/instances/plain-request.ts';
import { withWrittenValue } from '../../core/instances/written-value.ts';
import type { Json } from '../../core/json.ts';
import { thingIn } from '../../core/resources/identifiers.ts';
import type { Resource } from '../../core/resources/model.ts';
import { lastParameterOf } from '../../core/resources/path-families.ts';
import { isForbidden } from '../../core/schema/model.ts';
import type { Thing } from './things.ts';

/** By place of a request, the value that a thing has, and the thing. */
export type Filling = ReadonlyMap<string, { readonly value: Json; readonly thing?: Thing }>;

/** Whether a runtime expression is a place of the body. */
export const isInBody = (place: string): boolean => place.startsWith('$request.body');

/** The place of a parameter, as a runtime expression. */
export const placeOf = ({ in: place, name }: Parameter): string => `$request.${place}.${name}`;

/** A request with other values where it has any; a value that a parameter does not allow is left out. */
export function placed(
  operation: Operation,
  request: PlannedRequest,
  filling: Filling,
): PlannedRequest {
  let result = request;
  for (const [place, { value }] of filling) {
    const parameter = operation.parameters.find((one) => placeOf(one) === place);
    const before = valueIn(result, place);
    if (before === undefined && parameter?.in !== 'path') continue;
    const typed = likeBefore(value, before, parameter);
    if (parameter && isForbidden(parameter.schema.validate(typed))) continue;
    if (!isDeepStrictEqual(before, typed)) result = withOneValue(result, place, typed);
  }
  return result;
}

/** Of a list of names, each element must name a thing: the list has the one that is known. */
const withOneValue = (request: PlannedRequest, place: string, value: Json): PlannedRequest =>
  isInBody(place) && place.endsWith('/0') && typeof value !== 'object'
    ? withValue(request, place.slice(0, -2), [value])
    : withValue(request, place, value);

/** An identifier from an address is a text, and a parameter may take a number. */
function likeBefore(value: Json, before: Json | undefined, parameter: Parameter | undefined): Json {
  const types = parameter?.schema.alternatives().flatMap((flat) => flat.types) ?? [];
  const isNumber = before === undefined ? !types.includes('string') : typeof before === 'number';
  if (typeof value === 'string' && isNumber && /^-?\d{1,15}$/.test(value)) return Number(value);
  const isText = before === undefined ? types.includes('string') : typeof before === 'string';
  return typeof value === 'number' && isText ? String(value) : value;
}

/** A body of bytes with other values, as far as it has the planned ones plainly. */
export function withRaw(
  request: PlannedRequest,
  plain: PlannedRequest | undefined,
  filling: Filling,
): PlannedRequest {
  const { body } = request;
  const text = body?.raw && utf8(body.raw);
  if (!text || !plain) return request;
  const written = [...filling].reduce((rest, [place, { value }]) => {
    const before = isInBody(place) ? valueIn(plain, place) : undefined;
    return before === undefined || typeof before === 'object'
      ? rest
      : withWrittenValue(rest, place, { before, after: likeBefore(value, before, undefined) });
  }, text);
  return written === text ? request : { ...request, body: { ...body, raw: Buffer.from(written) } };
}

/** The path parameters of an operation that name a thing of a resource, as the resource names them. */
export const placesOf = ({ path }: Operation, resource: Resource) => {
  const segments = path.split('/');
  return resource.path
    .split('/')
    .flatMap((name, index) =>
      name.startsWith('{')
        ? [{ name: name.slice(1, -1), place: `$request.path.${segments[index]!.slice(1, -1)}` }]
        : [],
    );
};

/** The values of a thing at places of a request. */
export const valuesOf = (thing: Thing, places: ReturnType<typeof placesOf>): Filling =>
  new Map(
    places.flatMap(({ name, place }) => {
      const value = thing.values.get(name);
      return value === undefined ? [] : [[place, { value, thing }] as const];
    }),
  );

/** The values of a thing for the path parameters that have the names of its own. */
export const namedIn = ({ path }: Operation, thing: Thing): Filling =>
  valuesOf(
    thing,
    [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => ({
      name,
      place: `$request.path.${name}`,
    })),
  );

/** The identifier of the thing that a path ends with: a body may repeat it, also in a wrapper. */
export function repeatedInBody(
  { path }: Operation,
  filling: Filling,
  [plain]: readonly PlannedRequest[],
): Filling {
  const name = lastParameterOf(path);
  const valued = filling.get(`$request.path.${name}`);
  if (!valued) return new Map();
  const wrapper = thingIn(plain?.body?.value, valued.thing?.resource.names ?? [])?.pointer ?? '';
  return new Map(['id', name!].map((member) => [`$request.body#${wrapper}/${member}`, valued]));
}

/** The things whose values a request has. */
export const thingsIn = (request: PlannedRequest, filling: Filling): readonly Thing[] =>
  [...filling].flatMap(([place, { value, thing }]) => {
    const isThere =
      (request.body?.raw && isInBody(place)) || String(valueIn(request, place)) === String(value);
    return thing && isThere ? [thing] : [];
  });
