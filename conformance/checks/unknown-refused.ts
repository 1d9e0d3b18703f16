import { responseFor } from '../core/contract/responses.ts';
import type { Check } from './check.ts';
import { expectationOf, isNothing, isSuccess, observed } from './state.ts';

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5 */
export const unknownRefused: Check = {
  id: 'unknown-refused',
  label: 'unknown',
  summary: 'A thing that was never made, or that is elsewhere, can not be read.',
  needs: 'sequence',
  appliesTo: (exchange) =>
    expectationOf(exchange, 'unknown') !== undefined &&
    (isSuccess(exchange) || isNothing(exchange)),
  *judge(exchange) {
    const expects = expectationOf(exchange, 'unknown')!;
    if (!isSuccess(exchange)) return;
    const { operation } = exchange.case;
    const documented = [404, 410].filter((status) => responseFor(operation, status));
    yield {
      ...observed(exchange, expects, {
        message: 'The operation shows a thing that is not there',
        expected: documented.length > 0 ? documented.join(' or ') : 'a refusal, such as 404',
        defect: exchange.case.variation ?? 'unknown',
      }),
      // without a documented answer, only HTTP says what a server should do
      ...(documented.length > 0 ? {} : { severity: 'warning' as const }),
    };
  },
};
