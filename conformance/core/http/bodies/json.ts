import { isJson } from '../media-type.ts';
import type { Json } from '../../json.ts';
import { utf8, type BodyCodec } from './body-codec.ts';

/**
 * JSON text in UTF-8, without a byte-order mark.
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-8.1
 */
export const json: BodyCodec = {
  id: 'json',
  summary: 'JSON, by its own name or by the suffix +json.',
  matches: isJson,
  encode: (value) => ({ bytes: Buffer.from(JSON.stringify(value)) }),
  decode(bytes, _, { name }) {
    const text = utf8(bytes);
    try {
      if (text !== undefined) return { value: JSON.parse(text) as Json };
    } catch {
      // reported below, like bytes that are not UTF-8
    }
    return { problem: `must be ${isJson(name) ? name : 'JSON'} that can be parsed` };
  },
};
