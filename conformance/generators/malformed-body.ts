import { isJson } from '../core/http/media-type.ts';
import type { Json } from '../core/json.ts';
import { isObject } from '../core/pointer.ts';
import type { CaseDraft, CaseGenerator } from './generator.ts';

/** @see https://www.rfc-editor.org/rfc/rfc8259#section-2 */
export const malformedBody: CaseGenerator = {
  id: 'malformed-body',
  summary:
    'A body that is not JSON: truncated, a bare word, with a second value, with a line break in a text; with an extension of JSON: a trailing comma, bytes that are not UTF-8, comments, single quotes, `NaN`; and JSON that parsers treat differently: a duplicate member, `__proto__`, a byte-order mark, nested 1,000 deep, 1 MiB large.',
  *generate({ base }) {
    if (base.body?.value === undefined || !isJson(base.body.mediaType ?? base.body.documented))
      return;
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

type Malformed = Pick<CaseDraft, 'name' | 'reason' | 'redundant'> & Pick<BodyDraft, 'bytes'>;

/** No parser reads the first ones; the others are JSON for parsers that know extensions of it. */
function* malformed(whole: string): Iterable<BodyDraft> {
  for (const draft of [...unreadable(whole), ...extended(whole)])
    yield { ...draft, intent: 'invalid', keyword: 'malformed' };
  yield {
    name: 'byte-order-mark',
    intent: 'unspecified',
    keyword: 'encoding',
    bytes: `\uFEFF${whole}`,
    reason: 'its body begins with a byte-order mark',
  };
}

function* unreadable(whole: string): Iterable<Malformed> {
  yield { name: 'cut-short', bytes: whole.slice(0, -1), reason: 'its body is truncated JSON' };
  yield { name: 'bare-word', bytes: 'undefined', reason: 'its body is a bare word' };
  yield {
    name: 'second-value',
    bytes: `${whole} ${whole}`,
    reason: 'its body has a second value after the first',
  };
  yield {
    name: 'trailing-garbage',
    bytes: `${whole}}`,
    reason: 'its body has a bracket after its end',
    redundant: true,
  };
  const text = lastText(whole);
  if (text === undefined) return;
  const reason = 'a text of its body has a line break that is not escaped';
  yield { name: 'line-break', bytes: text('\n'), reason };
}

/** @see https://www.rfc-editor.org/rfc/rfc8259#section-9 */
function* extended(whole: string): Iterable<Malformed> {
  const isStructure = /[}\]]$/.test(whole);
  const isEmpty = /[{[][}\]]$/.test(whole);
  if (isStructure && !isEmpty) {
    const bytes = `${whole.slice(0, -1)},${whole.at(-1)}`;
    yield { name: 'trailing-comma', bytes, reason: 'its body has a trailing comma' };
  }
  const reason = 'its body contains a byte that is not UTF-8';
  yield { name: 'not-utf-8', bytes: withStrayByte(whole), reason };
  // parsers that know one extension often know the others
  const redundant = true;
  yield { name: 'comment', bytes: `${whole}/**/`, reason: 'its body has a comment', redundant };
  const text = lastText(whole);
  if (text !== undefined) {
    const reason = 'a text of its body has a tab that is not escaped';
    yield { name: 'tab', bytes: text('\t'), reason, redundant };
  }
  const name = /^\{"([^"\\]*)"/.exec(whole)?.[1];
  if (name !== undefined) {
    const bytes = `{'${name}'${whole.slice(name.length + 3)}`;
    yield {
      name: 'single-quotes',
      bytes,
      reason: 'its body has a text in single quotes',
      redundant,
    };
  }
  if (whole.startsWith('{')) {
    const bytes = `${whole.slice(0, -1)}${isEmpty && whole === '{}' ? '' : ','}"x-undocumented":NaN}`;
    yield { name: 'not-a-number', bytes, reason: 'its body holds `NaN`', redundant };
  }
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
  yield {
    name: 'prototype',
    intent,
    keyword: 'interoperable',
    bytes: `${whole.slice(0, -1)}${first === undefined ? '' : ','}"__proto__":{"x":1},"constructor":{"x":1}}`,
    reason: 'its body has the members `__proto__` and `constructor`',
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
function withStrayByte(whole: string): Buffer<ArrayBuffer> {
  const [before, after] = aroundLastText(whole) ?? ['', ''];
  return Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(after)]);
}

/** Writes a character at the end of the last string of a JSON text; `undefined` without any. */
function lastText(whole: string): ((character: string) => string) | undefined {
  const around = aroundLastText(whole);
  return around && ((character) => around.join(character));
}

/** A JSON text before and after the end of its last string. */
function aroundLastText(whole: string): readonly [string, string] | undefined {
  const end = whole.lastIndexOf('"');
  return end < 0 ? undefined : [whole.slice(0, end), whole.slice(end)];
}
