import { changesOf, effectOfLists, listed, shown, verdictOf } from '../effect.ts';
import type { Rule } from '../difference.ts';

type Discriminator = { readonly propertyName?: string; readonly mapping: object };

/** @see https://spec.openapis.org/oas/v3.1.1.html#discriminator-object */
export const discriminatorChanged: Rule = {
  id: 'discriminator-changed',
  summary: 'Another member, or another value of it, says which branch an object is.',
  of: ['schema'],
  aspects: ['discriminator'],
  judge(difference) {
    const { label } = difference;
    const { old, new: fresh } = difference as { old?: Discriminator; new?: Discriminator };
    if (old?.propertyName !== fresh?.propertyName)
      return {
        severity: old && fresh ? 'breaking' : 'dangerous',
        reason: `${label} has the discriminator ${shown(fresh?.propertyName)} in place of ${shown(old?.propertyName)}: those who read it look for the wrong member.`,
      };
    const values = [Object.keys(old!.mapping), Object.keys(fresh!.mapping)] as const;
    const { added, removed } = changesOf(...values);
    if (added.length + removed.length === 0)
      return {
        severity: 'dangerous',
        reason: `${label} has a discriminator whose values stand for other schemas.`,
      };
    const what = [
      ...(removed.length > 0 ? [`is no longer told by ${listed(removed)}`] : []),
      ...(added.length > 0 ? [`is told by ${listed(added)} too`] : []),
    ].join(', and ');
    return verdictOf(effectOfLists(...values), difference, what, 'dangerous');
  },
};
