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

/** Writes back what a run changes and what is there only once, also after an interruption. */
export class WriteBacks {
  readonly #ask: Ask;
  readonly #isStopped: () => boolean;
  readonly #left = new Set<() => Promise<void>>();

  constructor({ ask, isStopped }: { readonly ask: Ask; readonly isStopped: () => boolean }) {
    this.#ask = ask;
    this.#isStopped = isStopped;
  }

  /** What writes back what an operation is about to write; `undefined` if nothing can. */
  async before(
    operation: Operation,
    operations: readonly Operation[],
  ): Promise<(() => Promise<void>) | undefined> {
    const write = await restorer(operation, operations, this.#ask);
    if (!write) return undefined;
    const restore = async () => {
      // what can't be sent any more is sent when the run is closed
      if (this.#isStopped()) return;
      this.#left.delete(restore);
      await write();
    };
    this.#left.add(restore);
    return restore;
  }

  /** Writes back what is left of a run that ended early. */
  async rest(): Promise<void> {
    for (const restore of this.#left) await restore();
  }
}

/**
 * Reads what an operation is about to write and what is there only once, such as settings. Returns
 * what writes it back; `undefined` where no operation reads it, or the contract does not allow it.
 */
export async function restorer(
  operation: Operation,
  operations: readonly Operation[],
  ask: Ask,
): Promise<(() => Promise<void>) | undefined> {
  const reader = operations.find(
    ({ method, path }) => method === 'GET' && path === operation.path && !path.includes('{'),
  );
  if (!reader || !['PUT', 'PATCH', 'POST'].includes(operation.method)) return undefined;
  const answered = await ask(preparation(reader, requestOf(reader, 'required', false)));
  if (!answered || meaningOf(reader, answered.exchange.reply.status) !== 'success')
    return undefined;
  const before = thingIn(jsonOf(answered.exchange)?.value, [])?.thing;
  const request = requestWith(operation, before);
  return request && (async () => void (await ask(preparation(operation, request))));
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
