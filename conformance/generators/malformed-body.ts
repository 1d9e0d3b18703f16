import { isJson } from '../core/http/media-type.ts';
import type { Json } from '../core/json.ts';
import { isObject } from '../core/pointer.ts';
import type { CaseDraft, CaseGenerator } from './generator.ts';

/** @see https://www.rfc-editor.org/rfc/rfc8259#section-2 */
export const malformedBody: CaseGenerator = {
  id: 'malformed-body',
  summary:
    'A body that is not JSON: truncated, with a trailing comma, a bare word, not in UTF-8; and JSON that parsers treat differently: a duplicate member, a byte-order mark, nested 1,000 deep, 1 MiB large.',
  *generate({ base }) {
    if (base.body?.value === undefined || !isJson(base.body.documented)) return;
    const { value, ...body } = base.body;
    const whole = JSON.stringify(value);
    for (const { bytes, keyword, ...draft } of [
      ...malformed(whole),
      ...(isObject(value) ? ambiguous(value, whole) : []),
    ])
      yield {
        ...draft,
        rule: { in: 'body', pointer: '', keyword },
        request: { ...base, body: { ...body, raw: Buffer.from(bytes) } },
      };
  },
};

type BodyDraft = Pick<CaseDraft, 'name' | 'intent' | 'reason' | 'topic'> & {
  readonly keyword: string;
  readonly bytes: string | Buffer<ArrayBuffer>;
};

function* malformed(whole: string): Iterable<BodyDraft> {
  const draft = (name: string, bytes: BodyDraft['bytes'], reason: string): BodyDraft => ({
    ...{ name, bytes, reason },
    intent: 'invalid',
    keyword: 'malformed',
  });
  yield draft('cut-short', whole.slice(0, -1), 'its body is truncated JSON');
  if (/[}\]]$/.test(whole) && !/[{[][}\]]$/.test(whole)) {
    const bytes = `${whole.slice(0, -1)},${whole.at(-1)}`;
    yield draft('trailing-comma', bytes, 'its body has a trailing comma');
  }
  yield draft('bare-word', 'undefined', 'its body is a bare word');
  yield draft('not-utf-8', withStrayByte(whole), 'its body contains a byte that is not UTF-8');
  yield {
    name: 'byte-order-mark',
    intent: 'unspecified',
    keyword: 'encoding',
    bytes: `\uFEFF${whole}`,
    reason: 'its body begins with a byte-order mark',
  };
}

/** Objects that are well-formed JSON and that parsers treat differently. */
function* ambiguous(value: { readonly [name: string]: Json }, whole: string): Iterable<BodyDraft> {
  const intent = 'unspecified';
  const [first] = Object.keys(value);
  if (first !== undefined)
    yield {
      name: 'member-twice',
      intent,
      keyword: 'uniqueness',
      bytes: `{${JSON.stringify(first)}:${JSON.stringify(value[first])},${whole.slice(1)}`,
      reason: `its body has the member \`${first}\` twice`,
    };
  const head = `${whole.slice(0, -1)}${first === undefined ? '' : ','}"x-undocumented":`;
  yield {
    name: 'deep',
    intent,
    keyword: 'depth',
    topic: 'size',
    bytes: `${head}${'['.repeat(1000)}${']'.repeat(1000)}}`,
    reason: 'an undocumented member of its body is nested 1,000 deep',
  };
  yield {
    name: 'large',
    intent,
    keyword: 'size',
    topic: 'size',
    bytes: Buffer.concat([Buffer.from(`${head}"`), mebibyte, Buffer.from('"}')]),
    reason: 'an undocumented member makes its body larger than 1 MiB',
  };
}

const mebibyte = Buffer.alloc(1024 * 1024, 'x');

/** A text with the byte FF, which UTF-8 never has, at the end of its last string. */
function withStrayByte(text: string): Buffer<ArrayBuffer> {
  const end = text.lastIndexOf('"');
  const [before, after] = end < 0 ? ['', ''] : [text.slice(0, end), text.slice(end)];
  return Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(after)]);
}
