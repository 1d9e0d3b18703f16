import type { PlannedRequest } from '../core/http/planned-request.ts';
import type { CaseGenerator } from './generator.ts';

/** @see https://www.rfc-editor.org/rfc/rfc9112#section-7.1 */
export const chunkedBody: CaseGenerator = {
  id: 'chunked-body',
  summary: 'A body that is sent in chunks, without a Content-Length.',
  *generate({ base, full }) {
    const apply = (request: PlannedRequest) => ({ ...request, framing: 'chunked' as const });
    const request = base.body ? base : full;
    if (!request.body) return;
    yield {
      name: 'chunked',
      intent: 'valid',
      basis: 'rfc',
      rule: { in: 'body', pointer: '', keyword: 'framing' },
      reason: 'its body is sent in chunks, without a Content-Length',
      request: apply(request),
      change: { touches: 'framing', apply },
    };
  },
};
