import { meaningOf } from '../../core/contract/responses.ts';
import { ifMatchOf } from '../../core/http/if-match.ts';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
import { valueIn } from '../../core/instances/other-texts.ts';
import { requestOf, withValue } from '../../core/instances/plain-request.ts';
import type { Case } from '../../generators/case.ts';
import { knownOf } from '../../plan/known-values.ts';
import { preparation, type Means } from './preparation.ts';

/**
 * A case with the entity tag that its thing has now, where its operation documents `If-Match` and the
 * case is not about that: a made-up tag is refused with 412, whatever else a request has. Nothing is
 * expected of a valid request with a made-up tag, nor of several that have the same one.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1
 */
export async function withEntityTag(
  testCase: Case,
  { model, values, ask }: Pick<Means, 'model' | 'values' | 'ask'>,
): Promise<Case> {
  const { operation, request, repeat, steps, intent } = testCase;
  const place = ifMatchOf(operation);
  const known = knownOf(values, operation);
  if (place === undefined || known.has(place) || valueIn(request, place) === undefined)
    return testCase;
  const reader = [...model.roles.values()].find(
    (role) => role.operation.method === 'GET' && role.operation.path === operation.path,
  )?.operation;
  const planned = valueIn(requestOf(operation, 'all', false), place);
  const tagged = async (one: PlannedRequest): Promise<PlannedRequest> => {
    if (!reader || valueIn(one, place) !== planned) return one;
    const plain = requestOf(reader, 'required', false);
    const parameters = { ...plain.parameters, path: one.parameters.path };
    const answered = await ask(preparation(reader, { ...plain, parameters }));
    const { status = 0, headers } = answered?.exchange.reply ?? {};
    const tag = meaningOf(reader, status) === 'success' ? headers?.get('etag') : undefined;
    return tag === undefined ? one : withValue(one, place, tag);
  };
  const own = await tagged(request);
  const isOpen = intent === 'valid' && (own === request || repeat !== undefined);
  const inTurn = steps?.map(async (step, index) => ({
    ...step,
    request: await tagged(step.request),
    ...((isOpen || index > 0) && { intent: 'unspecified' as const }),
  }));
  return {
    ...testCase,
    request: own,
    ...(repeat && { repeat: await Promise.all(repeat.map(tagged)) }),
    ...(inTurn && { steps: await Promise.all(inTurn) }),
    ...(own !== request && { isBound: true as const }),
    ...(isOpen && { intent: 'unspecified' as const }),
  };
}
