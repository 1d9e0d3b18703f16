import { isJson } from '../core/http/media-type.ts';
import type { Json } from '../core/json.ts';
import { isObject } from '../core/pointer.ts';
import type { CaseDraft, CaseGenerator } from './generator.ts';

/** @see https://www.rfc-editor.org/rfc/rfc8259#section-2 */
export const malformedBody: CaseGenerator = {
  id: 'malformed-body',
  summary:
    'A body that is no JSON: cut short, with a trailing comma, a bare word, not in UTF-8; and JSON that readers disagree about: a member twice, a byte-order mark, nested 1,000 deep, 1 MiB large.',
  *generate({ base }) {
    if (base.body?.value === undefined || !isJson(base.body.documented)) return;
    const { value, ...body } = base.body;
    const whole = JSON.stringify(value);
    const drafts = [...malformed(whole), ...(isObject(value) ? ambiguous(value, whole) : [])];
    for (const { bytes, keyword, ...draft } of drafts)
      yield {
        ...draft,
        rule: { in: 'body', pointer: '', keyword },
        request: {
          ...base,
          body: { ...body, raw: typeof bytes === 'string' ? Buffer.from(bytes) : bytes },
        },
      };
  },
};

type BodyDraft = Pick<CaseDraft, 'name' | 'intent' | 'reason' | 'topic'> & {
  readonly keyword: string;
  readonly bytes: string | Buffer;
};

function* malformed(whole: string): Iterable<BodyDraft> {
  const invalid = { intent: 'invalid', keyword: 'malformed' } as const;
  yield {
    ...invalid,
    name: 'cut-short',
    bytes: whole.slice(0, -1),
    reason: 'its body is JSON that was cut short',
  };
  if (/[}\]]$/.test(whole) && !/[{[][}\]]$/.test(whole))
    yield {
      ...invalid,
      name: 'trailing-comma',
      bytes: whole.replace(/([}\]])$/, ',$1'),
      reason: 'its body has a comma too many at the end',
    };
  yield {
    ...invalid,
    name: 'bare-word',
    bytes: 'undefined',
    reason: 'its body is a bare word',
  };
  yield {
    ...invalid,
    name: 'not-utf-8',
    bytes: withStrayByte(whole),
    reason: 'its body holds a byte that is not UTF-8',
  };
  yield {
    name: 'byte-order-mark',
    intent: 'unspecified',
    keyword: 'encoding',
    bytes: `\uFEFF${whole}`,
    reason: 'its body begins with a byte-order mark',
  };
}

/** Objects that are well-formed JSON, and that JSON parsers treat differently. */
function* ambiguous(value: { readonly [name: string]: Json }, whole: string): Iterable<BodyDraft> {
  const intent = 'unspecified';
  const [first] = Object.keys(value);
  if (first !== undefined)
    yield {
      name: 'member-twice',
      intent,
      keyword: 'uniqueness',
      bytes: whole.replace(/^\{/, `{${JSON.stringify(first)}:${JSON.stringify(value[first])},`),
      reason: `its body names the member \`${first}\` twice`,
    };
  const undocumented = `${first === undefined ? '' : ','}"x-undocumented":`;
  yield {
    name: 'deep',
    intent,
    keyword: 'depth',
    topic: 'size',
    bytes: whole.replace(/\}$/, `${undocumented}${'['.repeat(1000)}${']'.repeat(1000)}}`),
    reason: 'an undocumented member of its body is nested 1,000 deep',
  };
  const head = whole.replace(/\}$/, `${undocumented}"`);
  yield {
    name: 'large',
    intent,
    keyword: 'size',
    topic: 'size',
    bytes: Buffer.concat([Buffer.from(head), filler, Buffer.from('"}')]),
    reason: 'an undocumented member makes its body larger than 1 MiB',
  };
}

/** A mebibyte of the letter x. */
const filler = Buffer.alloc(1024 * 1024, 'x');

/** The text with the byte FF, which UTF-8 never has, at the end of its last string. */
function withStrayByte(text: string): Buffer {
  const end = text.lastIndexOf('"');
  return end < 0
    ? Buffer.from([0xff])
    : Buffer.concat([
        Buffer.from(text.slice(0, end)),
        Buffer.from([0xff]),
        Buffer.from(text.slice(end)),
      ]);
}
