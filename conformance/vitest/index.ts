import { expect } from 'vitest';
import type { JudgeOptions } from './judge-response.ts';
import { toConformTo, type Api } from './to-conform-to.ts';

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

expect.extend({ toConformTo });
