import type { Difference, Rule, Verdict } from '../difference.ts';
import { dangerousAtMost, listed, verdictOf } from '../effect.ts';
import { allows, type Types } from '../schema/types.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.1 */
export const typeChanged: Rule = {
  id: 'type-changed',
  summary: 'A value has another type; null is one of them.',
  of: ['schema'],
  aspects: ['type'],
  judge(difference) {
    const { old, new: fresh } = difference as unknown as { old: Types; new: Types };
    if (`${old.names}` === `${fresh.names}`) return onlyStated(difference, fresh.isStated);
    const isWithin = (one: Types, other: Types) =>
      one.names.every((name) => allows(other.names, name));
    const effect = isWithin(fresh, old) ? 'narrowed' : isWithin(old, fresh) ? 'widened' : 'changed';
    return verdictOf(effect, difference, inWords(old, fresh));
  },
};

function inWords(old: Types, fresh: Types): string {
  const nullable = [old, fresh].map(({ names }) => names.includes('null'));
  const others = [old, fresh].map(({ names }) => names.filter((name) => name !== 'null').join());
  if (others[0] === others[1] && nullable[0] !== nullable[1])
    return nullable[1] ? 'may be null now' : 'may not be null any more';
  const to = fresh.isStated ? listed(fresh.names) : 'any type';
  const from = old.isStated ? listed(old.names) : 'any type';
  return `has the type ${to} in place of ${from}`;
}

/** The types are the same, but only one side states them with `type`. */
const onlyStated = (difference: Difference, isStated: boolean): Verdict | undefined => {
  const effect = isStated ? 'narrowed' : 'widened';
  const what = isStated
    ? 'states its type now, which its other keywords suggested'
    : 'does not state its type any more, which its other keywords suggest';
  return dangerousAtMost(verdictOf(effect, difference, what));
};
