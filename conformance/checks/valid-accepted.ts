import type { Check } from './check.ts';
import type { Exchange } from './exchange.ts';
import { isNothingThere } from './nothing-there.ts';
import { replyShown, responseOf } from './response.ts';
import { meaningOf, successes } from '../core/contract/responses.ts';
import { essenceOf } from '../core/http/media-type.ts';
import { headerOf } from '../core/http/read-request.ts';
import { ruleKey } from '../core/http/rule-key.ts';

/** The rule is the contract itself: it promises to serve a request that breaks none of its rules. */
export const validAccepted: Check = {
  id: 'valid-accepted',
  label: 'accepts',
  summary: 'A request that the contract allows, with valid credentials, is accepted.',
  aggregates: 'operation',
  needs: 'state',
  appliesTo: ({ case: { intent, basis } }) => intent === 'valid' && basis === undefined,
  *judge(exchange) {
    const { operation, reason, id, rule, repeat, documented, origin, topic, variation } =
      exchange.case;
    const { status } = exchange.reply;
    const meaning = meaningOf(operation, status);
    const response = responseOf(exchange);
    // other checks report undocumented statuses and server errors
    if (meaning === 'success' || meaning === 'failure' || !response) return;
    // a documented redirect is a correct response
    if (meaning === 'other' && response.status !== 'default') return;
    // the first of two equal requests may conflict with the second
    if (repeat && status === 409) return;
    // a generated value names no resource: neither a defect nor a success
    if (isNothingThere(exchange)) return;
    if (isPatch(exchange) && !documented && [400, 409, 422].includes(status)) return;
    yield {
      message: `A request that the contract allows was refused: ${reason}.`,
      // with `x-refusals`, a 2xx may be a refusal
      expected:
        status < 300 ? `${successes(operation)} without a refusal's body` : successes(operation),
      actual: replyShown(exchange),
      source: operation.requestBody?.source ?? operation.source,
      // each documented example, combined case and set of members is a defect of its own
      ...(documented || origin === 'combined' || topic === 'presence'
        ? { defect: id.split('/').slice(1).join('/') }
        : { defect: ruleKey(rule), variation }),
    };
  },
};

/**
 * Whether a request patches by operations. No schema says which of them a thing takes, so that one which
 * the description does not show may be refused, as documented.
 * @see https://www.rfc-editor.org/rfc/rfc5789#section-2.2
 */
const isPatch = ({ request }: Exchange): boolean =>
  essenceOf(headerOf(request, 'content-type') ?? '') === 'application/json-patch+json';
