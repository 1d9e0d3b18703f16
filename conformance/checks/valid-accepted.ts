import type { Check } from './check.ts';
import { isNothingThere, replyShown } from './answer.ts';
import { meaningOf, responseFor, successes } from '../core/contract/responses.ts';
import { ruleKey } from '../core/http/rule-key.ts';

/** Whose rule: the contract's own. A request that breaks no documented rule is one that the documents promise to serve. */
export const validAccepted: Check = {
  id: 'valid-accepted',
  label: 'accepts',
  summary: 'A request that the contract allows, with good credentials, is accepted.',
  concerns: ({ case: { intent } }) => intent === 'valid',
  *judge(exchange) {
    const {
      case: { operation, reason, id, rule, repeat, generator },
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
    // nothing is there under a value that we made up: that accuses nobody, and is no success either
    if (isNothingThere(exchange)) return;
    yield {
      message: `A request that the contract allows was refused: ${reason}.`,
      expected: successes(operation),
      actual: replyShown(exchange),
      source: operation.requestBody?.source ?? operation.source,
      // of examples and of what is put together each is a matter of its own
      defect: ['examples', 'combined', 'required'].includes(generator)
        ? id.split('/').slice(1).join('/')
        : ruleKey(rule),
    };
  },
};
