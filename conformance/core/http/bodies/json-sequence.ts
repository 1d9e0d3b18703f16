import { essenceOf } from '../media-type.ts';
import type { Json } from '../../json.ts';
import { isParsable, utf8, type BodyCodec } from './body-codec.ts';
import { valuesOf } from './json-lines.ts';

/** Begins each text. */
const separator = '\x1e';

/**
 * A sequence of JSON texts. A reader passes over a text that is cut off.
 * @see https://www.rfc-editor.org/rfc/rfc7464
 * @see https://www.rfc-editor.org/rfc/rfc8091 for the suffix +json-seq
 */
export const jsonSequence: BodyCodec = {
  id: 'json-sequence',
  summary: 'JSON texts after a record separator each, application/json-seq.',
  matches: (name) => /^(application\/|[^/]+\/.+\+)json-seq$/.test(essenceOf(name)),
  isSequence: true,
  encode(value) {
    const texts =
      typeof value === 'string' && value.startsWith(separator)
        ? [value]
        : valuesOf(value).map((each) => `${separator}${JSON.stringify(each)}\n`);
    return { bytes: Buffer.from(texts.join('')) };
  },
  decode(bytes) {
    const text = utf8(bytes);
    if (text === undefined || !/^(\x1e|\s*$)/.test(text))
      return { problem: 'must be a sequence of JSON texts, a record separator before each' };
    const texts = text.split(separator).filter(isParsable);
    return { value: texts.map((each) => JSON.parse(each) as Json) };
  },
};
