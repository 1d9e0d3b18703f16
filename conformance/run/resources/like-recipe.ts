import { isDeepStrictEqual } from 'node:util';
import type { Operation } from '../../core/contract/model.ts';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
import { valueIn } from '../../core/instances/other-texts.ts';
import { withValue } from '../../core/instances/plain-request.ts';
import type { Json } from '../../core/json.ts';
import { isObject, ownMember, type Node } from '../../core/pointer.ts';
import { identityOf } from '../../plan/identity.ts';
import type { Recipe } from './recipes.ts';

/**
 * A request with the values of a recipe wherever it has those of the plainest one, and with what only
 * the recipe has. What the request lacks although the plainest one has it stays away.
 */
export function likeRecipe(
  { body, ...request }: PlannedRequest,
  plain: PlannedRequest,
  { request: recipe }: Recipe,
): PlannedRequest {
  const value = like(body?.value, plain.body?.value, recipe.body?.value);
  const parameters = like(request.parameters, plain.parameters, recipe.parameters);
  return {
    ...request,
    parameters: parameters as PlannedRequest['parameters'],
    ...(value === undefined ? {} : { body: { ...(body ?? recipe.body!), value } }),
  };
}

/** One value of a request, as the recipe has it where the plainest request has the same. */
function like(
  sent: Json | undefined,
  base: Json | undefined,
  other: Json | undefined,
): Json | undefined {
  if (isDeepStrictEqual(sent, base)) return other;
  if (!isObject(sent) || !isObject(base) || !isObject(other)) return sent;
  const members = [...new Set([...Object.keys(sent), ...Object.keys(other)])].map(
    (name) =>
      [name, like(memberOf(sent, name), memberOf(base, name), memberOf(other, name))] as const,
  );
  return Object.fromEntries(members.filter(([, value]) => value !== undefined)) as Json;
}

const memberOf = (object: Node, name: string): Json | undefined =>
  ownMember(object, name) as Json | undefined;

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
