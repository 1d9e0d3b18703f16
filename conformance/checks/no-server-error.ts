import type { Check } from './check.ts';
import { isOfOperation, replyShown } from './answer.ts';
import { ruleKey } from '../core/http/rule-key.ts';

/**
 * Documented or not, a 5xx says that the implementation failed; no request of ours excuses that.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.6
 */
export const noServerError: Check = {
  id: 'no-server-error',
  label: 'no 5xx',
  summary: 'No request makes the implementation answer with a server error.',
  appliesTo: () => true,
  *judge(exchange) {
    const {
      case: { operation, intent, broken, rule },
      reply,
    } = exchange;
    if (reply.status < 500) return;
    // that a method is not implemented is what 501 is for
    if (reply.status === 501 && !isOfOperation(exchange.case)) return;
    yield {
      message: `The operation answered a request that ${{ valid: 'the contract allows', invalid: 'the contract forbids', unspecified: 'the contract does not forbid' }[intent]} with a server error.`,
      expected: {
        valid: 'a documented success',
        invalid: 'a documented refusal',
        unspecified: 'any documented answer',
      }[intent],
      actual: replyShown(exchange),
      source: broken?.source ?? operation.source,
      defect: broken ? ruleKey(broken) : intent === 'unspecified' ? ruleKey(rule) : 'valid',
    };
  },
};
