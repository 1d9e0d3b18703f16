import { identifiersOfList } from './list-identifiers.ts';
import type { Check } from './check.ts';
import { expectationOf, isIdentifiedBy, isSuccess, observed } from './state.ts';

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
    const others = expects.of === 'unlisted' ? (expects.others ?? []) : [];
    for (const identifier of [...expects.identifiers, ...others]) {
      const mustBeThere = expects.of === 'listed' || others.includes(identifier);
      const name = String(identifier);
      const count = list.things.filter((thing) => isIdentifiedBy(thing, name, expects.by)).length;
      // a list may show less of a thing
      const isThere = count > 0 || list.elements.some((element) => element.includes(name));
      if (!mustBeThere && count > 0)
        yield observed(exchange, expects, {
          message: 'The list holds what is not there',
          expected: `no element with ${name}`,
          defect: 'unlisted',
        });
      const mayLack = expects.of === 'listed' && expects.mayLack;
      if (mustBeThere && !isThere && list.isWhole && !mayLack)
        yield observed(exchange, expects, {
          message: `The list lacks what was made: ${name}`,
          expected: `an element with ${name}`,
          defect: 'listed',
        });
      if (mustBeThere && count > 1)
        yield observed(exchange, expects, {
          message: `The list holds a thing more than once: ${name}`,
          expected: `one element with ${name}`,
          defect: 'twice',
        });
    }
  },
};
