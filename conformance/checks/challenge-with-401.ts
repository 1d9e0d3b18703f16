import { replyShown } from './response.ts';
import type { Check } from './check.ts';

/**
 * A warning: HTTP requires the field, few descriptions document it.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1
 */
export const challengeWith401: Check = {
  id: 'challenge-with-401',
  label: 'challenge',
  summary:
    'A 401 response says in its `WWW-Authenticate` header field which credentials are needed.',
  appliesTo: ({ reply }) => reply.status === 401,
  *judge(exchange) {
    if (exchange.reply.headers.has('www-authenticate')) return;
    yield {
      message: 'The 401 response has no `WWW-Authenticate` header field.',
      expected: 'a `WWW-Authenticate` header field with a challenge, such as `Bearer`',
      actual: replyShown(exchange),
      source: exchange.case.operation.source,
      defect: 'www-authenticate',
      severity: 'warning',
    };
  },
};
