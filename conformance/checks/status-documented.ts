import type { Check } from './check.ts';
import { isOfOperation, replyShown, responseOf } from './response.ts';
import { documentedStatuses, documentsRefusals, meaningOf } from '../core/contract/responses.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#responses-object */
export const statusDocumented: Check = {
  id: 'status-documented',
  label: 'status',
  summary: 'The status code is one that the operation documents.',
  appliesTo: (exchange) => isOfOperation(exchange.case),
  *judge(exchange) {
    const { operation, intent, basis, topic } = exchange.case;
    const { status } = exchange.reply;
    // no-server-error reports server errors
    const meaning = meaningOf(operation, status);
    if (responseOf(exchange) || meaning === 'failure') return;
    // an operation that documents no refusal may choose the status
    if (intent === 'invalid' && meaning === 'refusal' && !documentsRefusals(operation)) return;
    // equivalent-accepted reports refusals of what only an RFC calls valid
    if (intent === 'valid' && basis === 'rfc' && meaning === 'refusal') return;
    // HTTP lets a server limit the size of content: RFC 9110, section 15.5.14
    if (status === 413 && topic === 'size') return;
    yield {
      message: `The response has the status ${status}, which the operation does not document.`,
      expected: documentedStatuses(operation),
      actual: replyShown(exchange),
      source: { file: operation.source.file, pointer: `${operation.source.pointer}/responses` },
      defect: String(status),
    };
  },
};
