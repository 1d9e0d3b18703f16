import {
  essenceOf,
  documentedMediaType,
  isForm,
  isJson,
  isMultipart,
} from '../core/http/media-type.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import { isObject } from '../core/pointer.ts';
import type { CaseGenerator } from './generator.ts';

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-8.3 */
export const mediaType: CaseGenerator = {
  id: 'media-type',
  summary:
    'The documented Content-Type with a parameter, also in quotes, and in another letter case; an undocumented one, one with the suffix +json, and none.',
  *generate({ operation, base: plain, full }) {
    const base = hasEmptyForm(plain) ? full : plain;
    if (!base.body) return;
    const { mediaType: documented = '', ...body } = base.body;
    const rule = { in: 'media-type', pointer: '', keyword: 'content' } as const;
    const withType =
      (name: string) =>
      (request: PlannedRequest): PlannedRequest => ({
        ...request,
        ...(request.body ? { body: { ...request.body, mediaType: name } } : {}),
      });
    if (!documented.includes('*')) {
      if (!isMultipart(documented)) {
        const apply = withType(`${essenceOf(documented)}; charset="utf-8"`);
        yield {
          name: 'quoted-charset',
          intent: 'valid',
          basis: 'rfc',
          rule,
          reason: 'the charset of its Content-Type is in quotes',
          request: apply(base),
          change: { touches: 'media-type', apply },
        };
      }
      const titled = essenceOf(documented).replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase());
      // a multipart body has a parameter already: the boundary
      const [parameter, also] = isMultipart(documented)
        ? ['', '']
        : ['; charset=utf-8', ' and has a charset parameter'];
      const apply = withType(`${titled}${parameter}`);
      yield {
        name: 'another-writing',
        intent: 'valid',
        rule,
        reason: `its Content-Type is in another letter case${also}`,
        request: apply(base),
        change: { touches: 'media-type', apply },
      };
    }
    const content = operation.requestBody?.content ?? [];
    if (isJson(documented) && !documentedMediaType(content, neighbour))
      yield {
        name: 'neighbour',
        intent: 'invalid',
        rule,
        reason: `its Content-Type is ${neighbour}, which is not documented`,
        request: withType(neighbour)(base),
      };
    const other = ['text/plain', 'application/xml', 'application/x-unknown'].find(
      (name) => !documentedMediaType(content, name),
    );
    // a range such as */* documents every media type
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
      // the recipient may examine the body: RFC 9110, section 8.3
      intent: 'unspecified',
      rule,
      reason: 'it has a body but no Content-Type',
      request: { ...base, body },
    };
  },
};

/** JSON for another purpose; a reader of JSON can read it. */
const neighbour = 'application/vnd.api+json';

/** Whether the body is a form without members, which is sent as no body at all. */
const hasEmptyForm = ({ body }: PlannedRequest): boolean =>
  isForm(body?.documented ?? '') && isObject(body?.value) && Object.keys(body.value).length === 0;
