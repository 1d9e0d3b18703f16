import { isJson } from '../core/http/media-type.ts';
import type { PlannedRequest, Spelling } from '../core/http/planned-request.ts';
import type { CaseGenerator } from './generator.ts';

/** A signature covers the bytes that are sent, not what `JSON.stringify` would write. */
const spellings: readonly { readonly name: Spelling; readonly reason: string }[] = [
  { name: 'blanks', reason: 'its body has blanks and line breaks between the tokens of its JSON' },
  { name: 'escapes', reason: 'its body has escapes for plain letters' },
  { name: 'order', reason: 'its body has the members of its objects in another order' },
];

/**
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-2
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-7
 */
export const jsonSpelling: CaseGenerator = {
  id: 'json-spelling',
  summary:
    'The same JSON in other characters: with blanks and line breaks between its tokens, with escapes for plain letters, with its members in another order.',
  *generate({ base }) {
    if (base.body?.value === undefined || !isJson(base.body.mediaType ?? base.body.documented))
      return;
    for (const { name, reason } of spellings) {
      const apply = (request: PlannedRequest): PlannedRequest => ({
        ...request,
        spelling: [...(request.spelling ?? []), name],
      });
      yield {
        name,
        intent: 'valid',
        rule: { in: 'body', pointer: '', keyword: 'spelling' },
        reason,
        request: apply(base),
        change: { touches: `spelling ${name}`, apply },
      };
    }
  },
};
