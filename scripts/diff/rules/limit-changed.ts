import { effectOf, shown, verdictOf, type Effect } from '../effect.ts';
import type { Rule } from '../difference.ts';
import type { Bound } from '../schema/aspects.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6 */
export const limitChanged: Rule = {
  id: 'limit-changed',
  summary: 'A length, a number or a count has other limits.',
  of: ['schema'],
  aspects: [
    ...['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems'],
    ...['minProperties', 'maxProperties', 'minContains', 'maxContains'],
  ],
  judge(difference) {
    const { aspect, old, new: fresh } = difference;
    const what = `has \`${aspect}\` ${limitOf(fresh)} in place of ${limitOf(old)}`;
    return verdictOf(effectOfLimits(aspect, old, fresh), difference, what, 'dangerous');
  },
};

const limitOf = (value: unknown): string => {
  if (value === undefined || typeof value === 'number') return shown(value);
  const { limit, isExclusive } = value as Bound;
  return `${shown(limit)}${isExclusive ? ' (exclusive)' : ''}`;
};

function effectOfLimits(aspect: string, old: unknown, fresh: unknown): Effect {
  if (old === undefined || fresh === undefined) return effectOf(old, fresh);
  const [before, after] = [numberOf(old), numberOf(fresh)];
  if (before.limit === after.limit) return after.isExclusive ? 'narrowed' : 'widened';
  return after.limit > before.limit === aspect.startsWith('min') ? 'narrowed' : 'widened';
}

const numberOf = (value: unknown): Bound =>
  typeof value === 'number' ? { limit: value, isExclusive: false } : (value as Bound);
