import { accepted } from '../core/http/encode-request.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import type { CaseDraft, CaseGenerator } from './generator.ts';

/** What clients send that can read JSON: popular libraries, and those that say nothing. */
const fields: readonly (Pick<CaseDraft, 'name' | 'reason' | 'redundant'> & {
  readonly accept: string | null;
})[] = [
  {
    name: 'several',
    accept: 'application/json, text/plain, */*',
    reason: 'its Accept field names several media types',
  },
  // the next two say less of what the server reads in the field
  {
    name: 'none',
    accept: null,
    reason: 'it has no Accept field, so any media type is acceptable',
    redundant: true,
  },
  {
    name: 'any',
    accept: '*/*',
    reason: 'its Accept field is */*, so any media type is acceptable',
    redundant: true,
  },
];

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1 */
export const accept: CaseGenerator = {
  id: 'accept',
  summary:
    'An Accept field with several media types and `*/*`, and none, which both accept every response.',
  *generate({ operation, base }) {
    for (const { accept: field, ...draft } of fields) {
      if (field === accepted(operation)) continue;
      const apply = (request: PlannedRequest) => ({ ...request, accept: field });
      yield {
        ...draft,
        intent: 'valid',
        basis: 'rfc',
        rule: { in: 'header', pointer: '/Accept', keyword: 'accept' },
        request: apply(base),
        change: { touches: 'accept', apply },
      };
    }
  },
};
