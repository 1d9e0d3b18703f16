import { replyShown } from './answer.ts';
import type { Check } from './check.ts';

/**
 * HTTP demands the field, and no description documents it: so it is a warning.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6
 */
export const allowWith405: Check = {
  id: 'allow-with-405',
  label: 'allow',
  summary: 'A response with the status 405 names the allowed methods in its `Allow` header field.',
  appliesTo: ({ reply }) => reply.status === 405,
  *judge(exchange) {
    const { operation } = exchange.case;
    if (exchange.reply.headers.has('allow')) return;
    yield {
      message: 'The response with the status 405 has no `Allow` header field.',
      expected: 'an `Allow` header field with the methods of the path',
      actual: replyShown(exchange),
      source: operation.source,
      defect: 'allow',
      severity: 'warning',
    };
  },
};
