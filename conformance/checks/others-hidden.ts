import type { Check } from './check.ts';
import { expectationOf, isSuccess, observed } from './state.ts';

/** @see https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/ */
export const othersHidden: Check = {
  id: 'others-hidden',
  label: 'hides',
  summary: 'A user can not read what another user made.',
  needs: 'sequence',
  appliesTo: (exchange) => expectationOf(exchange, 'hidden') !== undefined,
  *judge(exchange) {
    if (isSuccess(exchange))
      yield {
        ...observed(exchange, expectationOf(exchange, 'hidden')!, {
          message: 'The response shows a thing to a user who did not make it',
          expected: 'a refusal, such as 403 or 404',
          defect: 'shown',
        }),
        // some things are for everybody
        severity: 'warning',
      };
  },
};
