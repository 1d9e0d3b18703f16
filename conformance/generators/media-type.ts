import { essenceOf, documentedMediaType, isForm, isMultipart } from '../core/http/media-type.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import { isObject } from '../core/pointer.ts';
import type { CaseGenerator } from './generator.ts';

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-8.3 */
export const mediaType: CaseGenerator = {
  id: 'media-type',
  summary:
    'The documented Content-Type with a parameter and in another letter case; an undocumented one, and none.',
  *generate({ operation, base: plain, full }) {
    // a form without any member is no body at all
    const isEmpty =
      isForm(plain.body?.documented ?? '') &&
      isObject(plain.body?.value) &&
      Object.keys(plain.body.value).length === 0;
    const base = isEmpty ? full : plain;
    if (!base.body) return;
    const { mediaType: documented = '', ...body } = base.body;
    const withType =
      (name: string) =>
      (request: PlannedRequest): PlannedRequest => ({
        ...request,
        ...(request.body ? { body: { ...request.body, mediaType: name } } : {}),
      });
    const rule = { in: 'media-type', pointer: '', keyword: 'content' } as const;
    const essence = essenceOf(documented);
    if (!documented.includes('*')) {
      // the boundary of a multipart body is a parameter already
      const apply = withType(
        `${essence.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase())}${isMultipart(documented) ? '' : '; charset=utf-8'}`,
      );
      yield {
        name: 'another-writing',
        intent: 'valid',
        rule,
        reason: `its Content-Type is written in another letter case${isMultipart(documented) ? '' : ' and names the character set'}`,
        request: apply(base),
        change: { touches: 'media-type', apply },
      };
    }
    const content = operation.requestBody?.content ?? [];
    const other = ['text/plain', 'application/xml', 'application/x-unknown'].find(
      (name) => !documentedMediaType(content, name),
    );
    // a range such as */* takes whatever comes
    if (!other) return;
    yield {
      name: 'other',
      intent: 'invalid',
      rule,
      reason: `its Content-Type is ${other}, which is not documented`,
      request: withType(other)(base),
    };
    yield {
      name: 'none',
      intent: 'invalid',
      rule,
      reason: 'it has a body and no Content-Type',
      request: { ...base, body },
    };
  },
};
