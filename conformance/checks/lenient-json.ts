import type { Check } from './check.ts';
import { replyShown } from './response.ts';
import { meaningOf } from '../core/contract/responses.ts';
import { ruleKey } from '../core/http/rule-key.ts';

/**
 * A warning: a parser may accept extensions of JSON, and may read every media type that says that
 * it is JSON; but clients come to rely on it.
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-9
 * @see https://www.rfc-editor.org/rfc/rfc6839#section-3.1
 */
export const lenientJson: Check = {
  id: 'lenient-json',
  label: 'strict JSON',
  summary:
    'What only a tolerant parser takes for JSON is refused: extensions of JSON, bytes that are not UTF-8, and undocumented media types with the suffix `+json`.',
  appliesTo: ({ case: { intent, basis, broken } }) =>
    intent === 'invalid' && basis === 'rfc' && broken?.latitude === true,
  *judge(exchange) {
    const { operation, reason, variation } = exchange.case;
    const broken = exchange.case.broken!;
    if (meaningOf(operation, exchange.reply.status) !== 'success') return;
    yield {
      message: `A request was accepted that only a tolerant server takes for JSON: ${reason}.`,
      expected: 'a refusal (4xx)',
      actual: replyShown(exchange),
      source: broken.source,
      defect: ruleKey(broken),
      variation,
      severity: 'warning',
    };
  },
};
