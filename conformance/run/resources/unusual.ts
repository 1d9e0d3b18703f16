import { isDeepStrictEqual } from 'node:util';
import type { Operation } from '../../core/contract/model.ts';
import { isAllowed } from '../../core/http/allowed-request.ts';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
import { valueIn } from '../../core/instances/other-texts.ts';
import { withValue } from '../../core/instances/plain-request.ts';
import type { Json } from '../../core/json.ts';
import { isObject, pointerOf } from '../../core/pointer.ts';
import { bodySchemasAt } from '../../core/resources/fields.ts';
import { isHiding } from './hiding.ts';
import type { FlatSchema } from '../../core/schema/model.ts';

/**
 * A request whose values are other ones than a server takes for what is missing: other ones than the
 * defaults, true, numbers that are no limits. So it shows whether the server keeps what it is sent.
 * @param isKept the places that stay as they are
 */
export function unusual(
  operation: Operation,
  request: PlannedRequest,
  isKept: (place: string) => boolean,
): PlannedRequest {
  return placesIn(request.body?.value)
    .filter((place) => !isKept(place) && !isTurn(place.slice(body.length)))
    .reduce((result, place) => {
      const value = valueIn(result, place)!;
      const others = othersFor(value, bodySchemasAt(operation, place.slice(body.length)));
      return (
        others
          .map((other) => withValue(result, place, other))
          .find((one) => isAllowed(operation, one)) ?? result
      );
    }, request);
}

const body = '$request.body#';

/** Whether a name or a value keeps a thing out of lists, or is one that a server allows in its turn only. */
const isTurn = (text: unknown): boolean =>
  isHiding(text) ||
  /draft|priva|clos|lock|expir|cancel|stat(?:e|us)$|dry|secret/i.test(String(text));

/** The places of the texts, numbers and booleans of a body. */
function placesIn(value: Json | undefined, pointer = ''): readonly string[] {
  // what is listed plainly are mostly names
  const isOfObjects = Array.isArray(value) && value.every((element) => isObject(element));
  if (isObject(value) || isOfObjects)
    return Object.entries(value as object).flatMap(([name, member]) =>
      placesIn(member as Json, `${pointer}${pointerOf([name])}`),
    );
  return value === null || typeof value === 'object' || pointer === '' ? [] : [body + pointer];
}

/** Values in place of a usual one, the best first; none where the value is not usual. */
function othersFor(value: Json, alternatives: readonly FlatSchema[]): readonly Json[] {
  const [flat] = alternatives;
  const isDefault = alternatives.some(({ defaults }) =>
    defaults.some((one) => isDeepStrictEqual(one, value)),
  );
  const listed = flat?.enum ?? [];
  // the first of a list is mostly the default
  if (listed.length > 0)
    return isDefault || listed[0] === value ? listed.slice(1).filter((one) => !isTurn(one)) : [];
  if (value === false) return [true];
  if (typeof value !== 'number' || !flat?.types.some((type) => /^(?:integer|number)$/.test(type)))
    return [];
  const step = flat.types.includes('number') ? 2.25 : 3;
  return [value + step, value + 1, value - step, value - 1];
}
