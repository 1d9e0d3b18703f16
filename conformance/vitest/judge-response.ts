import { responseFor } from '../core/contract/responses.ts';
import { UserError } from '../core/user-error.ts';
import type { Case } from '../generators/case.ts';
import { findOperation } from './find-operation.ts';
import { wireRequestOf, type RequestInput } from './input/request.ts';
import { replyOf } from './input/response.ts';
import { judgeExchange, type JudgedResponse } from './judge-exchange.ts';

/** What a test may state besides the response. */
export type JudgeOptions = {
  /** The request that the response answers; what the server must do follows from it. */
  readonly request?: RequestInput;
  /**
   * What a request does not show. `valid` confirms its credentials and the state that it meets, so
   * any refusal is wrong, except that its path names no resource; `invalid` demands a refusal;
   * `unspecified` demands nothing.
   */
  readonly intent?: Case['intent'];
  /** Whether members that the contract does not document are errors. */
  readonly strict?: boolean;
};

/**
 * Judges one response by the checks of the runner. Throws a `UserError` for what can't be judged,
 * such as an unknown name or form, and an `Error` if a check throws: a test must not pass by it.
 */
export async function judgeResponse(
  response: unknown,
  api: string,
  operationId: string,
  { request, intent, strict = false }: JudgeOptions = {},
): Promise<JudgedResponse> {
  const { contract, operation } = findOperation(api, operationId);
  const wire = request && (await wireRequestOf(request, operation));
  const reply = await replyOf(response);
  if (reply.status === 429 && !responseFor(operation, 429))
    throw new UserError(
      `This can't be judged: the server responded with 429, too many requests, which ${operation.id} does not document.`,
    );
  const judged = judgeExchange({ contract, operation, wire, reply, intent, strict });
  if (judged.failures.length > 0) throw new Error(judged.failures.join('\n'));
  return judged;
}
