import type { Check } from './check.ts';
import { isOfOperation, replyShown } from './response.ts';
import { ruleKey } from '../core/http/rule-key.ts';

const words = {
  valid: { request: 'the contract allows', expected: 'a documented success' },
  invalid: { request: 'the contract forbids', expected: 'a documented refusal' },
  unspecified: {
    request: 'the contract does not forbid',
    expected: 'any documented response',
  },
} as const;

/**
 * A 5xx means that the implementation failed, documented or not; no request excuses that.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.6
 */
export const noServerError: Check = {
  id: 'no-server-error',
  label: 'no 5xx',
  summary: 'No request makes the implementation respond with a server error.',
  appliesTo: () => true,
  *judge(exchange) {
    const { operation, intent, broken, rule, variation } = exchange.case;
    const { status } = exchange.reply;
    // 501 is the documented response to a method that is not implemented
    if (status < 500 || (status === 501 && !isOfOperation(exchange.case))) return;
    const { request, expected } = words[intent];
    yield {
      message: `The operation responded to a request that ${request} with a server error.`,
      messageWithoutRequest: 'The response is a server error.',
      expected,
      actual: replyShown(exchange),
      source: broken?.source ?? operation.source,
      ...(intent === 'valid'
        ? { defect: 'valid' }
        : { defect: ruleKey(broken ?? rule), variation }),
    };
  },
};
