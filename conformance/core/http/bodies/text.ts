import { isText } from '../media-type.ts';
import { wholeText } from '../deserialization.ts';
import { textOf } from '../write-parameter.ts';
import { utf8, type BodyCodec } from './body-codec.ts';

/**
 * One text, or a number or boolean if the schema requires one.
 * @see https://www.rfc-editor.org/rfc/rfc2046#section-4.1.3
 */
export const text: BodyCodec = {
  id: 'text',
  summary: 'Plain text, in UTF-8 unless its charset says otherwise.',
  matches: isText,
  encode: (value) => ({ bytes: Buffer.from(textOf(value)) }),
  decode(bytes, contentType, { schema }) {
    const whole = decoded(bytes, contentType);
    if (whole === undefined)
      return { problem: 'must be text in the character set that it names, else in UTF-8' };
    return { value: schema ? wholeText(schema, whole) : whole };
  },
};

function decoded(bytes: Uint8Array, contentType: string): string | undefined {
  const [, charset = 'utf-8'] = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType) ?? [];
  if (/^(utf-?8|us-ascii)$/i.test(charset)) return utf8(bytes);
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
