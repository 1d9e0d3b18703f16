import type { Check } from './check.ts';
import { canHaveBody, isOfOperation, mediaTypeOf } from './answer.ts';
import { responseFor } from '../core/contract/responses.ts';

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-8.3 */
export const mediaTypeDocumented: Check = {
  id: 'media-type-documented',
  label: 'type',
  summary: 'The Content-Type is there and is one that the operation documents for the status.',
  quotesAnswers: true,
  appliesTo: (exchange) =>
    isOfOperation(exchange.case) &&
    (responseFor(exchange.case.operation, exchange.reply.status)?.content.length ?? 0) > 0,
  *judge(exchange) {
    const {
      case: { operation },
      reply,
    } = exchange;
    const response = responseFor(operation, reply.status);
    if (!response || mediaTypeOf(exchange)) return;
    const sent = reply.headers.get('content-type');
    if (sent === undefined && !canHaveBody(exchange)) return;
    yield {
      message:
        sent === undefined
          ? `The answer with status ${reply.status} has no Content-Type.`
          : `The answer with status ${reply.status} has an undocumented Content-Type.`,
      expected: response.content.map(({ name }) => name).join(', '),
      actual: sent ?? 'no Content-Type',
      source: { file: response.source.file, pointer: `${response.source.pointer}/content` },
      defect: `${reply.status} ${sent ?? 'none'}`,
    };
  },
};
