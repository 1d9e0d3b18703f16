import type { CaseGenerator } from './generator.ts';

/** @see https://www.rfc-editor.org/rfc/rfc8259#section-2 */
export const malformedBody: CaseGenerator = {
  id: 'malformed-body',
  summary: 'A body that is no JSON: cut short, with a trailing comma, a bare word, not in UTF-8.',
  *generate({ base }) {
    if (base.body?.value === undefined) return;
    const { value, ...body } = base.body;
    const whole = JSON.stringify(value);
    const texts = [
      { name: 'cut-short', text: whole.slice(0, -1), because: 'its body is JSON that was cut short' },
      { name: 'trailing-comma', text: whole.replace(/([}\]])$/, ',$1'), because: 'its body has a comma too many at the end' },
      { name: 'bare-word', text: 'undefined', because: 'its body is a bare word' },
      { name: 'not-utf-8', text: withStrayByte(whole), because: 'its body holds a byte that is not UTF-8' },
    ];
    for (const { name, text, because } of texts) {
      yield { name, intent: 'invalid', breaks: { in: 'body', pointer: '', keyword: 'malformed' }, because, request: { ...base, body: { ...body, raw: Buffer.from(text) } } };
    }
  },
};

/** The text with the byte FF, which UTF-8 never has, at the end of its last string. */
function withStrayByte(text: string): Buffer {
  const end = text.lastIndexOf('"');
  return end < 0 ? Buffer.from([0xff]) : Buffer.concat([Buffer.from(text.slice(0, end)), Buffer.from([0xff]), Buffer.from(text.slice(end))]);
}
