import { shown } from '../effect.ts';
import type { Rule } from '../difference.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#schema-object */
export const defaultChanged: Rule = {
  id: 'default-changed',
  summary: 'A value that is left out means something else.',
  of: ['schema'],
  aspects: ['default'],
  judge: ({ label, old, new: fresh, direction }) => ({
    severity: direction === 'request' ? 'dangerous' : 'safe',
    reason: `${label} has the default ${shown(fresh)} in place of ${shown(old)}: ${direction === 'request' ? 'requests that leave it out mean something else' : 'what clients receive stays as valid as before'}.`,
  }),
};
