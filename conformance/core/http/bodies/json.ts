import json5 from 'json5';
import { isJson } from '../media-type.ts';
import type { Json } from '../../json.ts';
import { utf8, type BodyCodec } from './body-codec.ts';
import { deepest, isTooDeep } from './depth.ts';
import { byteOrderMark, doubtAbout } from './interoperable.ts';

/**
 * JSON text in UTF-8. What a parser may add to JSON is a problem that a server may tolerate.
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-8.1
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-9
 */
export const json: BodyCodec = {
  id: 'json',
  summary: 'JSON, by its own name or by the suffix +json.',
  matches: isJson,
  encode: (value) => ({ bytes: Buffer.from(JSON.stringify(value)) }),
  decode(bytes, _, { name }) {
    const text = utf8(bytes);
    const value = text === undefined ? undefined : parsed(text);
    // a server may read it, and what looks through a value here can't
    if (value !== undefined && isTooDeep(bytes))
      return { problem: `must not be nested deeper than ${deepest} levels`, latitude: true };
    if (value !== undefined) {
      const doubt = doubtAbout(text!, value);
      return doubt === undefined ? { value } : { value, doubt };
    }
    const problem = `must be ${isJson(name) ? name : 'JSON'} that can be parsed`;
    return isTolerable(bytes) ? { problem, latitude: true } : { problem };
  },
};

/**
 * The value of a JSON text, also after a byte-order mark; `undefined` for any other text. A number
 * beyond the range of a double becomes the last one within it.
 */
function parsed(text: string): Json | undefined {
  const whole = text.startsWith(byteOrderMark) ? text.slice(1) : text;
  try {
    return JSON.parse(whole, mayOverflow.test(whole) ? withinRange : undefined) as Json;
  } catch {
    return undefined;
  }
}

const mayOverflow = /\d[eE]\+?\d{3}|\d{300}/;
const withinRange = (_: string, value: unknown) =>
  value === Infinity || value === -Infinity ? Math.sign(value) * Number.MAX_VALUE : value;

/** The longest body, in bytes, that is read again with extensions: a client may send any. */
const longestTolerated = 100_000;

/** Whether a reader can take the bytes for JSON if it knows extensions or replaces wrong bytes. */
function isTolerable(bytes: Uint8Array): boolean {
  if (bytes.length > longestTolerated) return false;
  try {
    json5.parse(Buffer.from(bytes).toString());
    return true;
  } catch {
    return false;
  }
}
