import type { Alternative } from '../compare/security.ts';
import type { Rule } from '../difference.ts';
import { changesOf } from '../effect.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object */
export const securityChanged: Rule = {
  id: 'security-changed',
  summary: 'Requests need other credentials.',
  of: ['security'],
  judge(difference) {
    const { old, new: fresh } = difference as unknown as {
      old: readonly Alternative[];
      new: readonly Alternative[];
    };
    const refused = old.filter((one) => !fresh.some((other) => isEnough(one, other)));
    if (refused.length > 0)
      return {
        severity: 'breaking',
        reason: `Requests with ${inWords(refused)} are refused: they need ${inWords(fresh)}.`,
      };
    const { added } = changesOf(old, fresh);
    return {
      severity: 'safe',
      reason:
        added.length > 0
          ? `Requests may have ${inWords(added)}: what was enough still is.`
          : 'An alternative that another one includes was removed: what was enough still is.',
    };
  },
};

/** Whether credentials for one alternative are enough for another. */
const isEnough = (one: Alternative, other: Alternative): boolean =>
  Object.entries(other).every(
    ([name, scopes]) =>
      Object.hasOwn(one, name) && scopes.every((scope) => one[name]!.includes(scope)),
  );

const inWords = (alternatives: readonly Alternative[]): string =>
  alternatives
    .map(
      (alternative) =>
        Object.entries(alternative)
          .map(
            ([name, scopes]) => `\`${name}\`${scopes.length > 0 ? ` (${scopes.join(', ')})` : ''}`,
          )
          .join(' and ') || 'no credentials',
    )
    .join(', or ');
