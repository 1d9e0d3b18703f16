import type { Check } from './check.ts';
import { isOfOperation, replyShown } from './answer.ts';
import {
  documentedStatuses,
  documentsRefusals,
  meaningOf,
  responseFor,
} from '../core/contract/responses.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#responses-object */
export const statusDocumented: Check = {
  id: 'status-documented',
  label: 'status',
  summary: 'The status code is one that the operation documents.',
  appliesTo: (exchange) => isOfOperation(exchange.case),
  *judge(exchange) {
    const {
      case: { operation, intent, topic },
      reply,
    } = exchange;
    // a server error is no-server-error's to report, documented or not
    const meaning = meaningOf(operation, reply.status);
    if (responseFor(operation, reply.status) || meaning === 'failure') return;
    // where no refusal is documented, none can be an undocumented one
    if (intent === 'invalid' && meaning === 'refusal' && !documentsRefusals(operation)) return;
    // a request that is large for its own sake may meet a limit of HTTP's own: RFC 9110, section
    // 15.5.14
    if (reply.status === 413 && topic === 'size') return;
    yield {
      message: `The operation answered with the status ${reply.status}, which it does not document.`,
      expected: documentedStatuses(operation),
      actual: replyShown(exchange),
      source: { file: operation.source.file, pointer: `${operation.source.pointer}/responses` },
      defect: String(reply.status),
    };
  },
};
