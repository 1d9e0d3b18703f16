import type { Check } from './check.ts';
import { canHaveBody, isOfOperation, mediaTypeOf, responseOf } from './response.ts';

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-8.3 */
export const mediaTypeDocumented: Check = {
  id: 'media-type-documented',
  label: 'type',
  summary: 'The Content-Type is present and is one that the operation documents for the status.',
  quotesResponse: true,
  appliesTo: (exchange) =>
    isOfOperation(exchange.case) && (responseOf(exchange)?.content.length ?? 0) > 0,
  *judge(exchange) {
    const { status, headers } = exchange.reply;
    const { content, source } = responseOf(exchange)!;
    if (mediaTypeOf(exchange)) return;
    const sent = headers.get('content-type');
    if (sent === undefined && !canHaveBody(exchange)) return;
    yield {
      message: `The response with status ${status} has ${sent === undefined ? 'no' : 'an undocumented'} Content-Type.`,
      expected: content.map(({ name }) => name).join(', '),
      actual: sent ?? 'no Content-Type',
      source: { file: source.file, pointer: `${source.pointer}/content` },
      defect: `${status} ${sent ?? 'none'}`,
    };
  },
};
