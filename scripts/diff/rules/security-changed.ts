import type { Alternative } from '../compare/security.ts';
import type { Rule } from '../difference.ts';

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
    return {
      severity: 'safe',
      reason: `Requests may have ${inWords(fresh)}: those that were enough still are.`,
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
