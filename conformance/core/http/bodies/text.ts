import { isText, parameterIn } from '../media-type.ts';
import type { Json } from '../../json.ts';
import type { Schema } from '../../schema/model.ts';
import { wholeText } from '../deserialization.ts';
import { textOf } from '../write-parameter.ts';
import { isParsable, utf8, type BodyCodec } from './body-codec.ts';

/**
 * One text, or a number or boolean if the schema requires one, or JSON if it requires a list or an
 * object.
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
    return { value: schema ? (structureIn(whole, schema) ?? wholeText(schema, whole)) : whole };
  },
};

/** A list or an object that a text is as JSON, where the schema allows no text. */
function structureIn(text: string, { alternatives }: Schema): Json | undefined {
  if (!/^\s*[[{]/.test(text) || !isParsable(text)) return undefined;
  const types = alternatives().flatMap((flat) => flat.types);
  return types.includes('string') ? undefined : (JSON.parse(text) as Json);
}

function decoded(bytes: Uint8Array, contentType: string): string | undefined {
  const charset = parameterIn(contentType, 'charset') || 'utf-8';
  if (/^(utf-?8|us-ascii)$/i.test(charset)) return utf8(bytes);
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
