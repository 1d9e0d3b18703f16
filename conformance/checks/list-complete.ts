import { identifiersOfList } from './list-identifiers.ts';
import type { Check } from './check.ts';
import { expectationOf, isSuccess, observed } from './state.ts';

/** The rule is what a list means: it holds what is there. */
export const listComplete: Check = {
  id: 'list-complete',
  label: 'lists',
  summary: 'A list holds what was made, once, and nothing that was deleted or refused.',
  needs: 'sequence',
  appliesTo: (exchange) =>
    expectationOf(exchange, 'listed', 'unlisted') !== undefined &&
    isSuccess(exchange) &&
    identifiersOfList(exchange) !== undefined,
  *judge(exchange) {
    const expects = expectationOf(exchange, 'listed', 'unlisted')!;
    const list = identifiersOfList(exchange)!;
    const count = list.elements.filter((element) =>
      expects.identifiers.some((id) => element.includes(String(id))),
    ).length;
    if (expects.of === 'unlisted') {
      if (count > 0)
        yield observed(exchange, expects, {
          message: 'The list still holds what is not there',
          expected: `no element with ${expects.identifiers.map(String).join(' or ')}`,
          defect: 'unlisted',
        });
    } else if (count === 0 && list.isWhole)
      yield observed(exchange, expects, {
        message: 'The list lacks what was made',
        expected: `an element with ${expects.identifiers.map(String).join(' or ')}`,
        defect: 'listed',
      });
    else if (count > expects.identifiers.length)
      yield observed(exchange, expects, {
        message: 'The list holds a thing more than once',
        expected: `${expects.identifiers.length} elements`,
        defect: 'twice',
      });
  },
};
