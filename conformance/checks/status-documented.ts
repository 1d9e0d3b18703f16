import type { Check } from './check.ts';
import { documentedStatuses, meaningOf, replyShown, responseFor } from './answer.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#responses-object */
export const statusDocumented: Check = {
  id: 'status-documented',
  summary: 'The status code is one that the operation documents.',
  *judge(exchange) {
    const { case: { operation }, reply } = exchange;
    // a server error is no-server-error's to report, documented or not
    if (responseFor(operation, reply.status) || meaningOf(operation, reply.status) === 'failure') return;
    yield {
      message: `The operation answered with the status ${reply.status}, which it does not document.`,
      expected: documentedStatuses(operation),
      actual: replyShown(exchange),
      source: { file: operation.source.file, pointer: `${operation.source.pointer}/responses` },
      defect: String(reply.status),
    };
  },
};
