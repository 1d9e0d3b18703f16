import { jsonOf } from '../../checks/response.ts';
import type { Operation } from '../../core/contract/model.ts';
import { meaningOf } from '../../core/contract/responses.ts';
import { isAllowed } from '../../core/http/allowed-request.ts';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
import { requestOf } from '../../core/instances/plain-request.ts';
import type { Json } from '../../core/json.ts';
import { isObject } from '../../core/pointer.ts';
import { thingIn } from '../../core/resources/identifiers.ts';
import type { Case } from '../../generators/case.ts';
import { preparation, type Answered } from './preparation.ts';

type Ask = (testCase: Case) => Promise<Answered | undefined>;

/**
 * Reads what an operation is about to write and what is there only once, such as settings. Returns
 * what writes it back; nothing where no operation reads it, or the contract does not allow it.
 */
export async function restorer(
  operation: Operation,
  operations: readonly Operation[],
  ask: Ask,
): Promise<() => Promise<void>> {
  const nothing = async () => undefined;
  const reader = operations.find(
    ({ method, path }) => method === 'GET' && path === operation.path && !path.includes('{'),
  );
  if (!reader || !['PUT', 'PATCH', 'POST'].includes(operation.method)) return nothing;
  const answered = await ask(preparation(reader, requestOf(reader, 'required', false)));
  if (!answered || meaningOf(reader, answered.exchange.reply.status) !== 'success') return nothing;
  const before = thingIn(jsonOf(answered.exchange)?.value, [])?.thing;
  const request = requestWith(operation, before);
  return request ? async () => void (await ask(preparation(operation, request))) : nothing;
}

/** A request that writes the values that were there, as far as the contract takes them. */
function requestWith(operation: Operation, before: Json | undefined): PlannedRequest | undefined {
  const plain = requestOf(operation, 'all', true);
  if (!isObject(plain.body?.value) || !isObject(before)) return undefined;
  const members = Object.keys(plain.body.value).filter((name) => before[name] !== undefined);
  const value = Object.fromEntries(members.map((name) => [name, before[name] as Json]));
  const request = { ...plain, body: { ...plain.body, value } };
  return isAllowed(operation, request) ? request : undefined;
}
