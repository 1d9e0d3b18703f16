import { isJson } from '../core/http/media-type.ts';
import { isObject } from '../core/pointer.ts';
import type { CaseGenerator } from './generator.ts';

/** @see https://www.rfc-editor.org/rfc/rfc8259#section-2 */
export const malformedBody: CaseGenerator = {
  id: 'malformed-body',
  summary:
    'A body that is no JSON: cut short, with a trailing comma, a bare word, not in UTF-8; and JSON that readers disagree about: a member twice, a byte-order mark, nested 1,000 deep, 1 MiB large.',
  *generate({ base }) {
    if (base.body?.value === undefined || !isJson(base.body.documented)) return;
    const { value, ...body } = base.body;
    const whole = JSON.stringify(value);
    const sent = (
      name: string,
      bytes: string | Buffer,
      reason: string,
      intent: 'invalid' | 'unspecified',
      keyword = 'malformed',
    ) =>
      ({
        name,
        intent,
        rule: { in: 'body', pointer: '', keyword },
        reason,
        request: {
          ...base,
          body: { ...body, raw: typeof bytes === 'string' ? Buffer.from(bytes) : bytes },
        },
      }) as const;
    yield sent('cut-short', whole.slice(0, -1), 'its body is JSON that was cut short', 'invalid');
    if (/[}\]]$/.test(whole) && !/[{[][}\]]$/.test(whole))
      yield sent(
        'trailing-comma',
        whole.replace(/([}\]])$/, ',$1'),
        'its body has a comma too many at the end',
        'invalid',
      );
    yield sent('bare-word', 'undefined', 'its body is a bare word', 'invalid');
    yield sent(
      'not-utf-8',
      withStrayByte(whole),
      'its body holds a byte that is not UTF-8',
      'invalid',
    );
    yield sent(
      'byte-order-mark',
      `\uFEFF${whole}`,
      'its body begins with a byte-order mark',
      'unspecified',
      'encoding',
    );
    if (!isObject(value)) return;
    const [first] = Object.keys(value);
    if (first !== undefined)
      yield sent(
        'member-twice',
        whole.replace(/^\{/, `{${JSON.stringify(first)}:${JSON.stringify(value[first])},`),
        `its body names the member \`${first}\` twice`,
        'unspecified',
        'uniqueness',
      );
    yield {
      ...sent(
        'deep',
        whole.replace(
          /\}$/,
          `${first === undefined ? '' : ','}"x-undocumented":${'['.repeat(1000)}${']'.repeat(1000)}}`,
        ),
        'an undocumented member of its body is nested 1,000 deep',
        'unspecified',
        'depth',
      ),
      topic: 'size',
    };
    const head = whole.replace(/\}$/, `${first === undefined ? '' : ','}"x-undocumented":"`);
    yield {
      ...sent(
        'large',
        Buffer.concat([Buffer.from(head), filler, Buffer.from('"}')]),
        'an undocumented member makes its body larger than 1 MiB',
        'unspecified',
        'size',
      ),
      topic: 'size',
    };
  },
};

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
