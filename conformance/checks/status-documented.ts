import type { Check, Observation } from './check.ts';
import type { Exchange } from './exchange.ts';
import { isOfOperation, replyShown, responseOf } from './response.ts';
import type { Operation } from '../core/contract/model.ts';
import {
  documentedStatuses,
  documentsRefusals,
  documentsSuccess,
  leavesRefusalOpen,
  meaningOf,
  responseFor,
  usualRefusals,
} from '../core/contract/responses.ts';
import type { Source } from '../core/source.ts';

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
    // a key that means nothing may have meant this status
    if (operation.hasUnreadResponses) return;
    if (meaning !== 'refusal' && !documentsSuccess(operation)) return;
    if (intent !== 'valid' && meaning === 'refusal' && isOpen(exchange)) {
      yield openRefusal(exchange);
      return;
    }
    // equivalent-accepted reports refusals of what only an RFC calls valid
    if (intent === 'valid' && basis === 'rfc' && meaning === 'refusal') return;
    // HTTP lets a server limit the size of content: RFC 9110, section 15.5.14
    if (status === 413 && topic === 'size') return;
    yield {
      message: `The response has the status ${status}, which the operation does not document.`,
      expected: documentedStatuses(operation) || 'a success (2XX)',
      actual: replyShown(exchange),
      source: responsesOf(operation),
      defect: String(status),
    };
  },
};

/**
 * Whether an operation leaves open with which status it refuses the request: it documents no
 * refusal, or none of the usual ones for the fault.
 */
function isOpen(exchange: Exchange): boolean {
  const { operation, broken, rule } = exchange.case;
  const { status } = exchange.reply;
  if (!documentsRefusals(operation) || saysGone(exchange)) return true;
  const fault = broken ?? rule;
  const isUsual = [...usualRefusals(fault), ...ofContent].includes(status);
  return isUsual && leavesRefusalOpen(operation, fault);
}

/**
 * Whether a request about what earlier ones may have deleted is told that it is gone, and the operation
 * does not document another way to say so.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5
 */
function saysGone({ case: { operation, intent, rule }, reply: { status } }: Exchange): boolean {
  const isAfterOthers = ['repeat', 'state'].includes(rule.keyword);
  return (
    intent === 'unspecified' &&
    isAfterOthers &&
    gone.includes(status) &&
    gone.every((one) => responseFor(operation, one) === undefined)
  );
}

const gone = [404, 410];

/** Statuses that say that a request itself is wrong. */
const ofContent = [400, 413, 415, 422];

/** What a description lacks, rather than what the implementation does wrong. */
function openRefusal(exchange: Exchange): Observation {
  const { operation } = exchange.case;
  const { status } = exchange.reply;
  return {
    message: `The operation refuses requests with the status ${status}, and documents no refusal of such requests.`,
    expected: `${status} among the documented responses`,
    actual: replyShown(exchange),
    source: responsesOf(operation),
    defect: `refusal ${status}`,
    severity: 'warning',
  };
}

const responsesOf = ({ source: { file, pointer } }: Operation): Source => ({
  file,
  pointer: `${pointer}/responses`,
});
