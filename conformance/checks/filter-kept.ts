import type { Json } from '../core/json.ts';
import { isObject } from '../core/pointer.ts';
import { flatThing } from '../core/resources/fields.ts';
import type { Check } from './check.ts';
import { identifiersOfList } from './list-identifiers.ts';
import { expectationOf, isIdentifiedBy, isSameValue, isSuccess, observed } from './state.ts';

/** The rule is the documented parameter that has the name of a member. */
export const filterKept: Check = {
  id: 'filter-kept',
  label: 'filters',
  summary:
    'A list that is asked for one value of a member has the thing with it, and none with another.',
  needs: 'sequence',
  appliesTo: (exchange) =>
    expectationOf(exchange, 'filtered') !== undefined &&
    isSuccess(exchange) &&
    identifiersOfList(exchange) !== undefined,
  *judge(exchange) {
    const expects = expectationOf(exchange, 'filtered')!;
    const { member, value, has, by } = expects;
    const { things, elements, isWhole } = identifiersOfList(exchange)!;
    // what the parameter means is inferred from its name
    const doubt = { severity: 'warning' as const };
    if (things.some((thing) => hasAnother(flatThing(thing), member, value)))
      yield {
        ...observed(exchange, expects, {
          message: `The list has a thing with another \`${member}\` than the one that was asked for`,
          expected: `only things whose \`${member}\` is ${JSON.stringify(value)}`,
          defect: member,
        }),
        ...doubt,
      };
    const name = String(has);
    const isThere =
      things.some((thing) => isIdentifiedBy(thing, name, by)) ||
      elements.some((element) => element.includes(name));
    if (has !== undefined && isWhole && !isThere)
      yield {
        ...observed(exchange, expects, {
          message: `The list lacks a thing that has the \`${member}\` that was asked for: ${name}`,
          expected: `an element with ${name}`,
          defect: `${member} lacks`,
        }),
        ...doubt,
      };
  },
};

/** Whether a thing shows another value of a member, or a list of values without it. */
function hasAnother(thing: Json | undefined, member: string, value: Json): boolean {
  const own = isObject(thing) ? (thing[member] as Json | undefined) : undefined;
  if (own === undefined) return false;
  return Array.isArray(own)
    ? !own.some((each: Json) => isSameValue(value, each))
    : !isSameValue(value, own);
}
