import type { MediaType } from '../core/contract/model.ts';
import {
  documentedMediaType,
  isForm,
  isJson,
  isTextual,
  parameterIn,
} from '../core/http/media-type.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import { isObject } from '../core/pointer.ts';
import type { CaseDraft, CaseGenerator } from './generator.ts';

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-8.3 */
export const mediaType: CaseGenerator = {
  id: 'media-type',
  summary:
    'The documented Content-Type with a parameter, also in quotes, and in another letter case; an undocumented one, one with the suffix +json, and none.',
  *generate({ operation, base: plain, full }) {
    const base = hasEmptyForm(plain) ? full : plain;
    if (!base.body) return;
    yield* sameTypes(base, base.body.mediaType ?? '');
    yield* otherTypes(base, base.body, operation.requestBody?.content ?? []);
  },
};

const rule = { in: 'media-type', pointer: '', keyword: 'content' } as const;

const withType =
  (name: string) =>
  (request: PlannedRequest): PlannedRequest => ({
    ...request,
    ...(request.body ? { body: { ...request.body, mediaType: name } } : {}),
  });

/** The documented type in other characters. */
function* sameTypes(base: PlannedRequest, documented: string): Iterable<CaseDraft> {
  // a multipart body has a parameter already: the boundary; bytes have no charset
  const takesCharset = isTextual(documented) && parameterIn(documented, 'charset') === undefined;
  if (takesCharset) {
    const apply = withType(`${documented}; charset="utf-8"`);
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
  const [parameter, also] = takesCharset
    ? ['; charset=utf-8', ' and has a charset parameter']
    : ['', ''];
  const apply = withType(`${titleOf(documented)}${parameter}`);
  yield {
    name: 'another-writing',
    intent: 'valid',
    rule,
    reason: `its Content-Type is in another letter case${also}`,
    request: apply(base),
    change: { touches: 'media-type', apply },
  };
}

/** Types that are not documented, and none. */
function* otherTypes(
  base: PlannedRequest,
  { mediaType: documented = '', ...body }: NonNullable<PlannedRequest['body']>,
  content: readonly MediaType[],
): Iterable<CaseDraft> {
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
}

/** A media type in another letter case; its parameters stay. */
const titleOf = (mediaType: string): string =>
  mediaType.replace(/^[^;]*/, (essence) =>
    essence.toLowerCase().replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase()),
  );

/** JSON for another purpose; a reader of JSON can read it. */
const neighbour = 'application/vnd.api+json';

/** Whether the body is a form without members, which is sent as no body at all. */
const hasEmptyForm = ({ body }: PlannedRequest): boolean =>
  isForm(body?.documented ?? '') && isObject(body?.value) && Object.keys(body.value).length === 0;
