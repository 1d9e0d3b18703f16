import { tokensOf } from '../core/pointer.ts';
import type { Exchange } from './exchange.ts';
import { isRefusalOf } from './refusal-kinds.ts';
import { responseOf } from './response.ts';

/**
 * Whether the response to a valid request says, as documented, that its path names no resource, that what
 * it is about is not there (`absent` in `x-refusals`), or that what the run found is somebody else's.
 */
export const isNothingThere = (exchange: Exchange): boolean =>
  exchange.case.intent === 'valid' &&
  (isRefusalOf('absent', exchange) ||
    (statusesOfNothing(exchange.case).includes(exchange.reply.status) &&
      (exchange.case.isForeign ||
        exchange.case.operation.parameters.some((parameter) => parameter.in === 'path')) &&
      isSaid(exchange)));

/**
 * Whether the description has the status for such an answer: by itself, or, for what is not there, by a
 * range or as `default`, too.
 */
function isSaid(exchange: Exchange): boolean {
  const { status } = exchange.reply;
  const documented = responseOf(exchange)?.status;
  return [404, 410].includes(status) ? documented !== undefined : documented === String(status);
}

/** Whether a value of a path is a free text, and not a member of an object in it. */
const isWholeText = ({ pointer, keyword }: Exchange['case']['rule']): boolean =>
  keyword === 'type' && tokensOf(pointer).length === 1;

/**
 * The statuses that say that there is nothing. Where a case has a value of its own in the path, a server
 * may look for rights to what it names first, or call a free text that names nothing a bad request. What a
 * run only found may be somebody's own.
 */
const statusesOfNothing = ({
  rule,
  isForeign,
  components = [],
}: Exchange['case']): readonly number[] => {
  const ofPath = [rule, ...components.map((one) => one.rule)].filter((one) => one.in === 'path');
  return [
    ...[404, 410],
    ...(ofPath.length > 0 || isForeign ? [403] : []),
    ...(ofPath.length > 0 && ofPath.every(isWholeText) ? [400] : []),
  ];
};
