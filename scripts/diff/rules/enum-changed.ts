import { changesOf, effectOfLists, listed, verdictOf } from '../effect.ts';
import type { Rule } from '../difference.ts';

/**
 * One more value in a response breaks clients that list them all; the others don't know it.
 * @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.2
 */
export const enumChanged: Rule = {
  id: 'enum-changed',
  summary: 'A list of values has more or fewer of them.',
  of: ['schema'],
  aspects: ['enum'],
  judge(difference) {
    const { old, new: fresh } = difference as { old?: unknown[]; new?: unknown[] };
    const effect = effectOfLists(old, fresh);
    return verdictOf(effect, difference, inWords(old, fresh), 'dangerous');
  },
};

function inWords(
  old: readonly unknown[] | undefined,
  fresh: readonly unknown[] | undefined,
): string {
  if (!old) return `allows only ${listed(fresh ?? [])} now`;
  if (!fresh) return `allows more than ${listed(old)} now`;
  const { added, removed } = changesOf(old, fresh);
  return [
    ...(removed.length > 0 ? [`no longer allows ${listed(removed)}`] : []),
    ...(added.length > 0 ? [`allows ${listed(added)} too`] : []),
  ].join(', and ');
}
