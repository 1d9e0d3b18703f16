import type { Check } from './check.ts';
import { meaningOf, replyShown, responseFor, successes } from './answer.ts';

/** Whose rule: the contract's own. A request that breaks no documented rule is one that the documents promise to serve. */
export const validAccepted: Check = {
  id: 'valid-accepted',
  summary: 'A request that the contract allows, with good credentials, is accepted.',
  *judge(exchange) {
    const { case: { operation, intent, because, id }, reply } = exchange;
    const meaning = meaningOf(operation, reply.status);
    const response = responseFor(operation, reply.status);
    // undocumented statuses and server errors have checks of their own
    if (intent !== 'valid' || meaning === 'success' || meaning === 'failure' || !response) return;
    // a redirect that is documented as such is an answer like any other
    if (meaning === 'other' && response.status !== 'default') return;
    yield {
      message: `A request that the contract allows was refused: ${because}.`,
      expected: successes(operation),
      actual: replyShown(exchange),
      source: operation.requestBody?.source ?? operation.source,
      defect: id.split('/').slice(1).join('/'),
    };
  },
};
