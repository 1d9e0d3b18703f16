import { expect } from 'vitest';
import type { ApiName } from '../../spec/apis.ts';
import { judgedText } from './judged-text.ts';
import { judgeResponse, type JudgeOptions } from './judge-response.ts';

/** An API of this repository, or the path of an OpenAPI description. */
type Api = ApiName | (string & {});

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Passes if a response conforms to the contract of an operation: `await
     * expect(response).toConformTo('amity', 'registerSession')`.
     * With `.not` it passes if there is a finding. A response that can't be judged is an error.
     * @see https://vitest.dev/guide/extending-matchers
     */
    toConformTo(api: Api, operationId: string, options?: JudgeOptions): Promise<void>;
  }
}

expect.extend({
  async toConformTo(response: unknown, api: Api, operationId: string, options?: JudgeOptions) {
    const judged = await judgeResponse(response, api, operationId, options);
    return {
      pass: judged.conforms,
      message: () =>
        judged.conforms
          ? `Expected the response not to conform, and it does.\n\n${judgedText(judged)}`
          : judgedText(judged),
    };
  },
});
