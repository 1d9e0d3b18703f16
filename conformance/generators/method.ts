import type { CaseGenerator } from './generator.ts';
import { bodiless } from './roots.ts';

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6 */
export const method: CaseGenerator = {
  id: 'method',
  summary:
    'Each method that the path does not document, except HEAD and OPTIONS. The response must be neither a success nor a server error.',
  *generate({ operation, base }) {
    for (const name of operation.otherMethods) {
      const request = name === 'GET' || name === 'DELETE' ? bodiless(base) : base;
      yield {
        name,
        intent: 'invalid',
        rule: { in: 'method', pointer: '', keyword: name },
        reason: `its method is ${name}, which the path does not document`,
        request: { ...request, method: name },
      };
    }
  },
};
