import { isDeepStrictEqual } from 'node:util';
import type { Check } from './check.ts';
import { identifiersOfList, totalOf } from './list-identifiers.ts';
import { jsonOf } from './response.ts';
import { expectationOf, isSuccess, observed } from './state.ts';

/** The rule is the documented parameter that limits how long a list is. */
export const limitKept: Check = {
  id: 'limit-kept',
  label: 'limits',
  summary:
    'A list is no longer than the parameter says that limits it, and its pages follow one another.',
  needs: 'sequence',
  appliesTo: (exchange) =>
    expectationOf(exchange, 'limited') !== undefined &&
    isSuccess(exchange) &&
    identifiersOfList(exchange) !== undefined,
  *judge(exchange) {
    const expects = expectationOf(exchange, 'limited')!;
    const { elements } = identifiersOfList(exchange)!;
    // what the parameters mean is inferred from their names
    if (elements.length > expects.most)
      yield {
        ...observed(exchange, expects, {
          message: `The list has ${elements.length} elements, and ${expects.most} was asked for`,
          expected: `at most ${expects.most}`,
          defect: 'limit',
        }),
        severity: 'warning',
      };
    const [first] = elements;
    if (expects.not && first && isDeepStrictEqual(first, expects.not))
      yield {
        ...observed(exchange, expects, {
          message: 'The second page begins with the element that the first one has',
          expected: 'another element',
          defect: 'page',
        }),
        severity: 'warning',
      };
    else if (expects.is && first && !isDeepStrictEqual(first, expects.is))
      yield {
        ...observed(exchange, expects, {
          message: 'The page does not begin with the element that comes next in the list',
          expected: `the element with ${expects.is.slice(0, 2).join(', ')}`,
          defect: 'next',
        }),
        severity: 'warning',
      };
    const total = totalOf(jsonOf(exchange)?.value);
    if (total !== undefined && total < (expects.least ?? 0))
      yield {
        ...observed(exchange, expects, {
          message: `The list has a total of ${total}, and there are ${expects.least} elements`,
          expected: `a total of ${expects.least} at least`,
          defect: 'total',
        }),
        severity: 'warning',
      };
  },
};
