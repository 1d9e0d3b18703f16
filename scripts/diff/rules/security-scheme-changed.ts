import { shown } from '../effect.ts';
import type { Rule } from '../difference.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#security-scheme-object */
export const securitySchemeChanged: Rule = {
  id: 'security-scheme-changed',
  summary: 'Credentials are presented, or obtained, in another way.',
  of: ['security scheme'],
  aspects: ['type', 'in', 'name', 'scheme', 'flows', 'openIdConnectUrl'],
  judge: ({ aspect, label, old, new: fresh }) =>
    aspect === 'flows' || aspect === 'openIdConnectUrl'
      ? {
          severity: 'dangerous',
          reason: `${label} has another \`${aspect}\`: clients may fail to obtain a token.`,
        }
      : {
          severity: 'breaking',
          reason: `${label} has \`${aspect}\` ${shown(fresh)} in place of ${shown(old)}: credentials as clients present them are refused.`,
        },
};
