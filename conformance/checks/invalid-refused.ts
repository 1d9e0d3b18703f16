import { inWords } from '../core/pointer.ts';
import type { Check } from './check.ts';
import { replyShown } from './response.ts';
import { meaningOf, refusedWith } from '../core/contract/responses.ts';
import { contentRefusals, refusalFor, type RequestViolation } from '../core/http/request-part.ts';
import { ruleKey } from '../core/http/rule-key.ts';

/** The statuses come from `x-refusals`, which says how the operation refuses invalid requests. */
export const invalidRefused: Check = {
  id: 'invalid-refused',
  label: 'refuses',
  summary: 'A request that breaks one rule of the contract is refused.',
  // other checks are about credentials, methods, and what an RFC lets a server accept
  appliesTo: ({ case: { intent, basis, broken } }) =>
    intent === 'invalid' &&
    basis === undefined &&
    broken !== undefined &&
    broken.in !== 'credentials' &&
    broken.in !== 'method',
  *judge(exchange) {
    const { operation } = exchange.case;
    const broken = exchange.case.broken!;
    if (meaningOf(operation, exchange.reply.status) !== 'success') return;
    const statuses = refusedWith(operation, [refusalFor(broken), ...contentRefusals]).slice(0, 2);
    yield {
      message: `A request that breaks a rule of the contract was accepted: ${place(broken)} ${broken.message}.`,
      expected: statuses.length > 0 ? `a refusal with ${statuses.join(' or ')}` : 'a refusal (4xx)',
      actual: replyShown(exchange),
      source: broken.source,
      defect: ruleKey(broken),
      variation: exchange.case.variation,
      strength: broken.strength,
    };
  },
};

function place({ in: part, pointer }: RequestViolation): string {
  if (part === 'media-type') return 'the Content-Type';
  return part === 'body' ? inWords(pointer) : `the ${part} parameter \`${pointer.slice(1)}\``;
}
