import type { Check } from './check.ts';
import { isList } from '../core/resources/list-answers.ts';
import { expectationOf, isSuccess, observed, thingShown } from './state.ts';

/** @see https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/ */
export const othersHidden: Check = {
  id: 'others-hidden',
  label: 'hides',
  summary: 'A user can not read or write what another user made.',
  needs: 'sequence',
  appliesTo: (exchange) => expectationOf(exchange, 'hidden') !== undefined,
  *judge(exchange) {
    const expects = expectationOf(exchange, 'hidden')!;
    const isThere =
      !isList(exchange.case.operation) ||
      thingShown(exchange, expects, expects.identifier) !== undefined;
    if (isSuccess(exchange) && isThere)
      yield {
        ...observed(exchange, expects, {
          message: 'The operation serves a user a thing that another user made',
          expected: 'a refusal, such as 403 or 404',
          defect: exchange.case.variation ?? 'shown',
        }),
        // some things are for everybody
        severity: 'warning',
      };
  },
};
