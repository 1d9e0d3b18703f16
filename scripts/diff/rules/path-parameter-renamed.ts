import { shown } from '../effect.ts';
import type { Rule } from '../difference.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#path-templating */
export const pathParameterRenamed: Rule = {
  id: 'path-parameter-renamed',
  summary: 'A path parameter has another name.',
  of: ['operation'],
  aspects: ['path'],
  judge: ({ label, old }) => ({
    severity: 'safe',
    reason: `${label} was written ${shown(old)}: the URLs stay the same.`,
  }),
};
