import type { Check } from './check.ts';
import { isNothingThere } from './nothing-there.ts';
import { replyShown } from './response.ts';
import { meaningOf, successes } from '../core/contract/responses.ts';
import { ruleKey } from '../core/http/rule-key.ts';

/**
 * A warning: HTTP and JSON Schema say that the request means the same as another one, and many
 * servers neglect it. It also covers refusals with an undocumented status, such as 406 and 411.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-7.1
 */
export const equivalentAccepted: Check = {
  id: 'equivalent-accepted',
  label: 'equivalents',
  summary:
    'A valid request is accepted in other forms that mean the same in HTTP: another Accept, a body in chunks, a charset in quotes, an authentication scheme in lower case.',
  impliedBy: 'valid-accepted',
  needs: 'state',
  appliesTo: ({ case: { intent, basis } }) => intent === 'valid' && basis === 'rfc',
  *judge(exchange) {
    const { operation, origin, reason, id, rule, variation } = exchange.case;
    const { status } = exchange.reply;
    if (meaningOf(operation, status) !== 'refusal') return;
    // what the path names may be gone by now, as after a DELETE
    if (isNothingThere(exchange) || [404, 409, 410].includes(status)) return;
    yield {
      message: `A request was refused that means the same as one that the contract allows: ${reason}.`,
      expected: successes(operation),
      actual: replyShown(exchange),
      source: operation.source,
      ...(origin === 'combined'
        ? { defect: id.split('/').slice(1).join('/') }
        : { defect: ruleKey(rule), variation }),
      severity: 'warning',
    };
  },
};
