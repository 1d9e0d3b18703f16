import type { Check } from './check.ts';
import { identifiersOfList } from './list-identifiers.ts';
import { expectationOf, isSuccess, observed } from './state.ts';

/** The rule is the documented parameter that limits how long a list is. */
export const limitKept: Check = {
  id: 'limit-kept',
  label: 'limits',
  summary: 'A list is no longer than the parameter says that limits it.',
  needs: 'sequence',
  appliesTo: (exchange) =>
    expectationOf(exchange, 'limited') !== undefined &&
    isSuccess(exchange) &&
    identifiersOfList(exchange) !== undefined,
  *judge(exchange) {
    const expects = expectationOf(exchange, 'limited')!;
    const { length } = identifiersOfList(exchange)!.elements;
    if (length > expects.most)
      yield {
        ...observed(exchange, expects, {
          message: `The list has ${length} elements, and ${expects.most} was asked for`,
          expected: `at most ${expects.most}`,
          defect: 'limit',
        }),
        // what the parameter means is inferred from its name
        severity: 'warning',
      };
  },
};
