import type { CaseGenerator } from './generator.ts';

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-8.3 */
export const mediaType: CaseGenerator = {
  id: 'media-type',
  summary: 'The documented Content-Type with a parameter and in another letter case; an undocumented one, and none.',
  *generate({ base }) {
    if (!base.body) return;
    const { mediaType: documented = '', ...body } = base.body;
    const withType = (name: string) => ({ ...base, body: { ...body, mediaType: name } });
    const breaks = { in: 'media-type', pointer: '', keyword: 'content' } as const;
    yield { name: 'charset', intent: 'valid', because: 'its Content-Type also names the character set', request: withType(`${documented};charset=UTF-8`) };
    yield { name: 'letter-case', intent: 'valid', because: 'its Content-Type is written in another letter case', request: withType(documented.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase())) };
    yield { name: 'other', intent: 'invalid', breaks, because: 'its Content-Type is text/plain, which is not documented', request: withType('text/plain') };
    yield { name: 'none', intent: 'invalid', breaks, because: 'it has a body and no Content-Type', request: { ...base, body } };
  },
};
