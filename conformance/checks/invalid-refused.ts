import { inWords } from '../core/pointer.ts';
import type { Check } from './check.ts';
import { replyShown } from './answer.ts';
import { meaningOf, refusedWith } from '../core/contract/responses.ts';
import { ruleKey } from '../core/http/rule-key.ts';

/** Whose rule: `x-refusals`, which says how the operation refuses what the contract forbids. */
export const invalidRefused: Check = {
  id: 'invalid-refused',
  label: 'refuses',
  summary: 'A request that breaks one rule of the contract is refused.',
  appliesTo: ({ case: { intent, broken } }) =>
    intent === 'invalid' && broken !== undefined && broken.in !== 'credentials',
  *judge(exchange) {
    const {
      case: { operation, broken },
      reply,
    } = exchange;
    if (!broken || meaningOf(operation, reply.status) !== 'success') return;
    if (broken.in === 'method') {
      yield {
        message: `The path answers ${broken.keyword} with a success, although it documents no operation for that method.`,
        expected: 'a refusal such as 405',
        actual: replyShown(exchange),
        source: broken.source,
        defect: ruleKey(broken),
      };
      return;
    }
    const kind =
      broken.keyword === 'malformed' || broken.in === 'media-type' ? 'malformed' : 'invalid';
    const statuses = refusedWith(operation, [kind, 'invalid', 'malformed']).slice(0, 2);
    yield {
      message: `A request that breaks a rule of the contract was accepted: ${place(broken)} ${broken.message}.`,
      expected: statuses.length > 0 ? `a refusal with ${statuses.join(' or ')}` : 'a refusal (4xx)',
      actual: replyShown(exchange),
      source: broken.source,
      defect: ruleKey(broken),
    };
  },
};

function place({ in: where, pointer }: { readonly in: string; readonly pointer: string }): string {
  if (where === 'media-type') return 'the Content-Type';
  if (where !== 'body') return `the ${where} parameter \`${pointer.slice(1)}\``;
  return inWords(pointer);
}
