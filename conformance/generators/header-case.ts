import type { PlannedRequest } from '../core/http/planned-request.ts';
import type { CaseGenerator } from './generator.ts';

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-5.1 */
export const headerCase: CaseGenerator = {
  id: 'header-case',
  summary: 'The names of all header fields in upper case, which means the same.',
  *generate({ base }) {
    const apply = (request: PlannedRequest) => ({ ...request, headerNames: 'upper' as const });
    yield {
      name: 'upper',
      intent: 'valid',
      rule: { in: 'header', pointer: '', keyword: 'name' },
      reason: 'the names of its header fields are in upper case',
      request: apply(base),
      change: { touches: 'header names', apply },
    };
  },
};
