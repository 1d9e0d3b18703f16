import { replyShown } from './response.ts';
import type { Check } from './check.ts';

/**
 * A warning: HTTP requires the field, no description documents it.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6
 */
export const allowWith405: Check = {
  id: 'allow-with-405',
  label: 'allow',
  summary: 'A 405 response names the allowed methods in its `Allow` header field.',
  appliesTo: ({ reply }) => reply.status === 405,
  *judge(exchange) {
    if (exchange.reply.headers.has('allow')) return;
    yield {
      message: 'The 405 response has no `Allow` header field.',
      expected: 'an `Allow` header field with the methods of the path',
      actual: replyShown(exchange),
      source: exchange.case.operation.source,
      defect: 'allow',
      severity: 'warning',
    };
  },
};
