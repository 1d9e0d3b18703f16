import type { expect as Expect } from 'expect';
import type { JudgeOptions } from './judge-response.ts';
import { toConformTo, type Api } from './to-conform-to.ts';

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> {
    /**
     * Passes if a response conforms to the contract of an operation: `await
     * expect(response).toConformTo('petstore.yaml', 'listPets')`.
     * With `.not` it passes if there is a finding. A response that can't be judged is an error.
     * @see https://jestjs.io/docs/expect#expectextendmatchers
     */
    toConformTo(api: Api, operationId: string, options?: JudgeOptions): Promise<void>;
  }
}

// in a file of `setupFilesAfterEnv`, Jest gives it as a global
const { expect } = globalThis as unknown as { readonly expect?: typeof Expect };
if (!expect)
  throw new Error(
    'Jest gives no global `expect` here: name openapi-contract-suite/jest in setupFilesAfterEnv, with injectGlobals.',
  );
expect.extend({ toConformTo });
