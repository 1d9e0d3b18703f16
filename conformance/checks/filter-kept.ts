import { isObject } from '../core/pointer.ts';
import { flatThing } from '../core/resources/fields.ts';
import { listIn } from '../core/resources/list-answers.ts';
import type { Check } from './check.ts';
import { jsonOf } from './response.ts';
import { expectationOf, isSameValue, isSuccess, observed } from './state.ts';

/** The rule is the documented parameter that has the name of a member. */
export const filterKept: Check = {
  id: 'filter-kept',
  label: 'filters',
  summary: 'A list that is asked for one value of a member has no thing with another one.',
  needs: 'sequence',
  appliesTo: (exchange) => expectationOf(exchange, 'filtered') !== undefined && isSuccess(exchange),
  *judge(exchange) {
    const expects = expectationOf(exchange, 'filtered')!;
    const { member, value, names } = expects;
    const list = listIn(jsonOf(exchange)?.value, names);
    const other = list?.things
      .map(flatThing)
      .find(
        (thing) =>
          isObject(thing) &&
          thing[member] !== undefined &&
          !isSameValue(value, thing[member] as never),
      );
    if (other)
      yield {
        ...observed(exchange, expects, {
          message: `The list has a thing with another \`${member}\` than the one that was asked for`,
          expected: `only things whose \`${member}\` is ${JSON.stringify(value)}`,
          defect: member,
        }),
        // what the parameter means is inferred from its name
        severity: 'warning',
      };
  },
};
