import { isDeepStrictEqual } from 'node:util';
import type { Operation } from '../../core/contract/model.ts';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
import { valueIn } from '../../core/instances/other-texts.ts';
import { withValue } from '../../core/instances/plain-request.ts';
import type { Json } from '../../core/json.ts';
import { isObject } from '../../core/pointer.ts';
import { identityOf } from '../../plan/identity.ts';
import type { Recipe } from './recipes.ts';

/** The members that a request shares with the plainest one, as the recipe has them. */
export function likeRecipe(
  request: PlannedRequest,
  plain: PlannedRequest,
  { request: recipe }: Recipe,
) {
  const [sent, base, other] = [request.body?.value, plain.body?.value, recipe.body?.value];
  if (!isObject(sent) || !isObject(base) || !isObject(other)) return request;
  const isPlain = isDeepStrictEqual(sent, base);
  const members = Object.entries(sent).flatMap(([name, value]) => {
    if (!isDeepStrictEqual(value, base[name])) return [[name, value]];
    return name in other ? [[name, other[name]]] : [];
  });
  const value = isPlain ? other : Object.fromEntries(members);
  return { ...request, body: { ...request.body!, value: value as Json } };
}

/** A request with the names of the plainest one, where it only has others of its own. */
export function withPlannedNames(
  operation: Operation,
  request: PlannedRequest,
  plain: PlannedRequest,
) {
  return identityOf(operation, request).reduce((named, place) => {
    const [sent, planned] = [valueIn(request, place), valueIn(plain, place)];
    const isOwn = typeof sent === 'string' && typeof planned === 'string' && sent !== planned;
    return isOwn && sent.startsWith(planned) ? withValue(named, place, planned) : named;
  }, request);
}
