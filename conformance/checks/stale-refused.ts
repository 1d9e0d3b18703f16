import type { Check } from './check.ts';
import { expectationOf, isSuccess, observed } from './state.ts';

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1 */
export const staleRefused: Check = {
  id: 'stale-refused',
  label: 'conditions',
  summary: 'A change is not made if `If-Match` names an entity tag that the thing no longer has.',
  needs: 'sequence',
  appliesTo: (exchange) => expectationOf(exchange, 'stale') !== undefined,
  *judge(exchange) {
    const expects = expectationOf(exchange, 'stale')!;
    // what is only taken for later may be refused then
    if (isSuccess(exchange) && exchange.reply.status !== 202)
      yield observed(exchange, expects, {
        message:
          'The change is made although its If-Match names an entity tag that the thing no longer has',
        expected: '412',
        defect: exchange.case.variation ?? 'stale',
      });
  },
};
