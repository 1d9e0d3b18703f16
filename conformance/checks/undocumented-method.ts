import type { Exchange } from './exchange.ts';
import type { Check } from './check.ts';
import { replyShown, textOf } from './response.ts';
import { meaningOf } from '../core/contract/responses.ts';
import { essenceOf } from '../core/http/media-type.ts';
import type { Reply } from '../core/http/messages.ts';
import { ruleKey } from '../core/http/rule-key.ts';

/**
 * A warning: OpenAPI does not require a server to refuse other methods. A page that the server sends
 * for every path says nothing about the method.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6
 */
export const undocumentedMethod: Check = {
  id: 'undocumented-method',
  label: 'methods',
  summary:
    'A method that the path does not document gets no success. A response that the server gives at every path does not count.',
  appliesTo: ({ case: { broken } }) => broken?.in === 'method',
  *judge(exchange) {
    const { operation } = exchange.case;
    const broken = exchange.case.broken!;
    if (meaningOf(operation, exchange.reply.status) !== 'success' || isFallback(exchange)) return;
    yield {
      message: `The path responds to ${broken.keyword} with a success, although it documents no operation for that method.`,
      expected: 'a refusal such as 405',
      actual: replyShown(exchange),
      source: broken.source,
      defect: ruleKey(broken),
      severity: 'warning',
    };
  },
};

/** Whether the server gives the same response at a path that does not exist. */
function isFallback({ request, reply, elsewhere }: Exchange): boolean {
  if (!elsewhere || elsewhere.reply.status !== reply.status) return false;
  return contentOf(request.path, reply) === contentOf(elsewhere.request.path, elsewhere.reply);
}

/** What a response says, apart from its path and from words with digits: times, nonces, UUIDs. */
function contentOf(path: string, { headers, body }: Reply): string {
  const type = essenceOf(headers.get('content-type') ?? '');
  const text = textOf(body) ?? Buffer.from(body).toString('latin1');
  const [plain = ''] = path.split('?');
  const rest = plain.length > 1 ? text.replaceAll(plain, '') : text;
  // one step for each word, because a page may be long
  return `${type} ${rest.replaceAll(/[\w+/=-]+/g, (word) => (/\d/.test(word) ? '0' : word))}`;
}
