import type { Check } from './check.ts';
import { replyShown, responseOf } from './response.ts';
import { meaningOf, refusedWith } from '../core/contract/responses.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object */
export const credentialsRequired: Check = {
  id: 'credentials-required',
  label: 'auth',
  summary: 'A request without valid credentials is refused, with the status documented for that.',
  appliesTo: ({ case: { broken } }) => broken?.in === 'credentials',
  *judge(exchange) {
    const { operation, broken, reason, id } = exchange.case;
    const { status } = exchange.reply;
    const response = responseOf(exchange);
    const meaning = meaningOf(operation, status);
    // status-documented reports undocumented statuses
    if (!response || meaning === 'failure' || meaning === 'other') return;
    const statuses = refusedWith(operation, ['unauthorized', 'forbidden']);
    // a range and `default` leave the choice of the 4xx to the implementation
    const isOpen = !/^\d+$/.test(response.status);
    const asDocumented = statuses.length === 0 || isOpen || statuses.includes(status);
    if (meaning === 'refusal' && asDocumented) return;
    yield {
      message:
        meaning === 'success'
          ? `A request was accepted although ${reason}.`
          : `A request was refused with a status that is not documented for that, although ${reason}.`,
      expected: statuses.length > 0 ? `a refusal with ${statuses.join(' or ')}` : 'a refusal (4xx)',
      actual: replyShown(exchange),
      source: broken!.source,
      defect: id.split('/').at(-1)!,
    };
  },
};
