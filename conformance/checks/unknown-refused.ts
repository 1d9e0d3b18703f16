import { isDeepStrictEqual } from 'node:util';
import { responseFor } from '../core/contract/responses.ts';
import { isList } from '../core/resources/list-answers.ts';
import type { Check } from './check.ts';
import { expectationOf, isNothing, isSuccess, observed, thingShown } from './state.ts';

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5 */
export const unknownRefused: Check = {
  id: 'unknown-refused',
  label: 'unknown',
  summary: 'A thing that was never made, or that is elsewhere, can be neither read nor written.',
  needs: 'sequence',
  appliesTo: (exchange) =>
    expectationOf(exchange, 'unknown') !== undefined &&
    (isSuccess(exchange) || isNothing(exchange)),
  *judge(exchange) {
    const expects = expectationOf(exchange, 'unknown')!;
    if (!isSuccess(exchange)) return;
    const { operation } = exchange.case;
    // each parent may count its own things from one
    const { elsewhere } = expects;
    if (elsewhere !== undefined && !isDeepStrictEqual(thingShown(exchange, expects), elsewhere))
      return;
    // a PUT or PATCH may make what it names, and what is only taken for later may be refused then
    const { status } = exchange.reply;
    if (status === 202 || (status === 201 && /^(?:PUT|PATCH)$/.test(operation.method))) return;
    const possible = expects.isReference ? [400, 404, 409, 410, 422] : [404, 410];
    const documented = possible.filter((status) => responseFor(operation, status));
    // many servers answer so to a deletion of what is not there, and mean that it is gone
    const isSure =
      !expects.isReference &&
      !expects.mayBeKept &&
      documented.length > 0 &&
      operation.method !== 'DELETE' &&
      !isList(operation);
    yield {
      ...observed(exchange, expects, {
        message: expects.isReference
          ? 'The operation takes the name of a thing that is not there'
          : 'The operation serves a thing that is not there',
        expected: documented.length > 0 ? documented.join(' or ') : 'a refusal, such as 404',
        defect: exchange.case.variation ?? 'unknown',
      }),
      // without a documented answer, only HTTP says what a server should do
      ...(isSure ? {} : { severity: 'warning' as const }),
    };
  },
};
