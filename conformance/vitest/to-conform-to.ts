import type { ApiName } from '../../spec/apis.ts';
import { judgedText } from './judged-text.ts';
import { judgeResponse, type JudgeOptions } from './judge-response.ts';

/** An API of this repository, or the path of an OpenAPI description. */
export type Api = ApiName | (string & {});

/**
 * The matcher, as Vitest and Jest take one: passes if a response conforms to the contract of an operation.
 * Rejects with a `UserError` for a response that can't be judged.
 */
export async function toConformTo(
  response: unknown,
  api: Api,
  operationId: string,
  options?: JudgeOptions,
): Promise<{ readonly pass: boolean; readonly message: () => string }> {
  const judged = await judgeResponse(response, api, operationId, options);
  return {
    pass: judged.conforms,
    message: () =>
      judged.conforms
        ? `Expected the response not to conform, and it does.\n\n${judgedText(judged)}`
        : judgedText(judged),
  };
}
