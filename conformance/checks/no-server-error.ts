import type { Check } from './check.ts';
import { replyShown } from './answer.ts';

/** Documented or not, a 5xx says that the implementation failed; no request of ours excuses that. @see https://www.rfc-editor.org/rfc/rfc9110#section-15.6 */
export const noServerError: Check = {
  id: 'no-server-error',
  summary: 'No request makes the implementation answer with a server error.',
  *judge(exchange) {
    const { case: { operation, intent, broken }, reply } = exchange;
    if (reply.status < 500) return;
    yield {
      message: `The operation answered a request that ${intent === 'valid' ? 'the contract allows' : 'the contract forbids'} with a server error.`,
      expected: intent === 'valid' ? 'a documented success' : 'a documented refusal',
      actual: replyShown(exchange),
      source: broken?.source ?? operation.source,
      defect: broken ? `${broken.in}${broken.pointer} ${broken.keyword}` : 'valid',
    };
  },
};
