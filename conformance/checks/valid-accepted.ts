import type { Check } from './check.ts';
import { isNothingThere, replyShown } from './answer.ts';
import { meaningOf, responseFor, successes } from '../core/contract/responses.ts';
import { ruleKey } from '../core/http/rule-key.ts';

/**
 * Whose rule: the contract's own. A request that breaks no documented rule is one that the
 * documents promise to serve.
 */
export const validAccepted: Check = {
  id: 'valid-accepted',
  label: 'accepts',
  aggregates: 'operation',
  summary: 'A request that the contract allows, with good credentials, is accepted.',
  appliesTo: ({ case: { intent } }) => intent === 'valid',
  *judge(exchange) {
    const {
      case: { operation, reason, id, rule, repeat, documented, origin, topic },
      reply,
    } = exchange;
    const meaning = meaningOf(operation, reply.status);
    const response = responseFor(operation, reply.status);
    // undocumented statuses and server errors have checks of their own
    if (meaning === 'success' || meaning === 'failure' || !response) return;
    // a redirect that is documented as such is an answer like any other
    if (meaning === 'other' && response.status !== 'default') return;
    // what was done once may be in the way of doing it again, where that is documented
    if (repeat && reply.status === 409) return;
    // a made-up value names no resource: neither a defect nor a success
    if (isNothingThere(exchange)) return;
    yield {
      message: `A request that the contract allows was refused: ${reason}.`,
      expected: successes(operation),
      actual: replyShown(exchange),
      source: operation.requestBody?.source ?? operation.source,
      // each documented example, combined case and set of members is a defect of its own
      defect:
        documented || origin === 'combined' || topic === 'presence'
          ? id.split('/').slice(1).join('/')
          : ruleKey(rule),
    };
  },
};
