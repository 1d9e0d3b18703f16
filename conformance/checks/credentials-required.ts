import type { Check } from './check.ts';
import { replyShown } from './answer.ts';
import { meaningOf, refusedWith, responseFor } from '../core/contract/responses.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object */
export const credentialsRequired: Check = {
  id: 'credentials-required',
  label: 'auth',
  summary: 'Without good credentials the operation is refused, as it documents for that.',
  appliesTo: ({ case: { broken } }) => broken?.in === 'credentials',
  *judge(exchange) {
    const {
      case: { operation, broken, reason, id },
      reply,
    } = exchange;
    const response = responseFor(operation, reply.status);
    // an undocumented status is status-documented's to report
    if (!broken || !response) return;
    const statuses = refusedWith(operation, ['unauthorized', 'forbidden']);
    const meaning = meaningOf(operation, reply.status);
    // a range and `default` leave it to the implementation which 4xx it refuses with
    const isOpen = !/^\d+$/.test(response.status);
    const asDocumented = statuses.length === 0 || isOpen || statuses.includes(reply.status);
    if (meaning === 'failure' || (meaning === 'refusal' && asDocumented) || meaning === 'other')
      return;
    yield {
      message:
        meaning === 'success'
          ? `A request was accepted although ${reason}.`
          : `A request was refused with another status than documented, although ${reason}.`,
      expected: statuses.length > 0 ? `a refusal with ${statuses.join(' or ')}` : 'a refusal (4xx)',
      actual: replyShown(exchange),
      source: broken.source,
      defect: id.split('/').at(-1) ?? '',
    };
  },
};
