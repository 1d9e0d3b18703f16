import { isJson } from '../core/http/media-type.ts';
import type { CaseGenerator } from './generator.ts';

/** @see https://www.rfc-editor.org/rfc/rfc8259#section-2 */
export const whitespace: CaseGenerator = {
  id: 'whitespace',
  summary: 'The JSON body with spaces, tabs and line breaks between its tokens.',
  *generate({ base }) {
    if (base.body?.value === undefined || !isJson(base.body.documented)) return;
    const { value, ...body } = base.body;
    // `JSON.stringify` puts white space around members and elements, but not around the whole
    const text = `\r\n${JSON.stringify(value, null, '\t ')}\r\n`;
    yield {
      name: 'between-tokens',
      intent: 'valid',
      rule: { in: 'body', pointer: '', keyword: 'whitespace' },
      reason: 'its body has white space between the tokens of its JSON',
      request: { ...base, body: { ...body, raw: Buffer.from(text) } },
    };
  },
};
