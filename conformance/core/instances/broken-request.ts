import type { Operation } from '../contract/model.ts';
import { encode } from '../http/encode-request.ts';
import type { PlannedRequest } from '../http/planned-request.ts';
import { readRequest } from '../http/read-request.ts';
import { locationOf } from '../http/runtime-expression.ts';
import type { Json } from '../json.ts';
import { isObject, pointerOf, tokensOf, withoutValueAt } from '../pointer.ts';
import { withValue } from './plain-request.ts';

/**
 * The request with one broken rule: without a required member of its body, or with one of a wrong
 * type; `undefined` where no member of the body can be broken in this way.
 * @param kept the places that stay as they are, as runtime expressions
 */
export function brokenRequest(
  operation: Operation,
  request: PlannedRequest,
  kept: readonly string[],
): PlannedRequest | undefined {
  const { body } = request;
  const pointers = kept.map((place) => `${locationOf(place)?.pointer ?? ''}/`);
  const isKept = (pointer: string) => pointers.some((each) => each.startsWith(`${pointer}/`));
  const places = pointersIn(body?.value, isKept).map((pointer) => `$request.body#${pointer}`);
  const candidates = [
    ...places.flatMap((other) => withoutPlace(request, other) ?? []),
    ...places.flatMap((other) => [7, 'x', null].map((value) => withValue(request, other, value))),
  ];
  return candidates.find((candidate) => {
    const { violations, doubts } = readRequest(operation, encode(operation, candidate));
    const [broken, another] = violations;
    return broken && !another && !broken.latitude && doubts.length === 0;
  });
}

/** The pointers of the members of an object, outermost first; in place of what is kept, those in it. */
function pointersIn(
  value: Json | undefined,
  isKept: (pointer: string) => boolean,
  above = '',
): readonly string[] {
  const inner = Object.entries(isObject(value) ? value : {}).map(
    ([name, member]) => [`${above}${pointerOf([name])}`, member as Json] as const,
  );
  return [
    ...inner.flatMap(([pointer]) => (isKept(pointer) ? [] : [pointer])),
    ...inner.flatMap(([pointer, member]) =>
      isKept(pointer) ? pointersIn(member, isKept, pointer) : [],
    ),
  ];
}

/** The request without the value that a runtime expression names. */
export function withoutPlace(
  request: PlannedRequest,
  expression: string,
): PlannedRequest | undefined {
  const location = locationOf(expression);
  const { parameters, body } = request;
  if (location?.in === 'body') {
    if (body?.value === undefined || location.pointer === '') return undefined;
    return { ...request, body: { ...body, value: withoutValueAt(body.value, location.pointer) } };
  }
  if (!location || !(location.in in parameters)) return undefined;
  const place = location.in as keyof typeof parameters;
  const [gone] = tokensOf(location.pointer);
  const left = Object.entries(parameters[place]).filter(
    ([name]) => (place === 'header' ? name.toLowerCase() : name) !== gone,
  );
  return { ...request, parameters: { ...parameters, [place]: Object.fromEntries(left) } };
}
