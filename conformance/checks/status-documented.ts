import type { Check } from './check.ts';
import { documentedStatuses, documentsRefusals, meaningOf, replyShown, responseFor } from './answer.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#responses-object */
export const statusDocumented: Check = {
  id: 'status-documented',
  summary: 'The status code is one that the operation documents.',
  *judge(exchange) {
    const { case: { operation, intent }, reply } = exchange;
    // a server error is no-server-error's to report, documented or not
    const meaning = meaningOf(operation, reply.status);
    if (responseFor(operation, reply.status) || meaning === 'failure') return;
    // where no refusal is documented, none can be an undocumented one
    if (intent === 'invalid' && meaning === 'refusal' && !documentsRefusals(operation)) return;
    yield {
      message: `The operation answered with the status ${reply.status}, which it does not document.`,
      expected: documentedStatuses(operation),
      actual: replyShown(exchange),
      source: { file: operation.source.file, pointer: `${operation.source.pointer}/responses` },
      defect: String(reply.status),
    };
  },
};
