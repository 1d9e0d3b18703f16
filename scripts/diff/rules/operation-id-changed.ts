import { shown } from '../effect.ts';
import type { Rule } from '../difference.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#operation-object */
export const operationIdChanged: Rule = {
  id: 'operation-id-changed',
  summary: 'The `operationId` is another one.',
  of: ['operation'],
  aspects: ['operationId'],
  judge: ({ label, old, new: fresh }) => ({
    severity: 'dangerous',
    reason: `${label} has the operationId ${shown(fresh)} in place of ${shown(old)}: requests stay the same, but generated clients name the operation after it.`,
  }),
};
