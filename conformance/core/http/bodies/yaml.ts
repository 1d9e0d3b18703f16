import { parse, stringify } from 'yaml';
import { essenceOf } from '../media-type.ts';
import type { Json } from '../../json.ts';
import { utf8, type BodyWriter } from './body-codec.ts';

/** The longest text, in bytes, that is read: a parser of YAML takes a second for a megabyte. */
const longestRead = 500_000;

/**
 * YAML, by its own name or by the suffix +yaml.
 * @see https://www.rfc-editor.org/rfc/rfc9512
 */
export const yaml: BodyWriter = {
  id: 'yaml',
  summary: 'YAML, by one of its names or by the suffix +yaml.',
  matches: (name) =>
    /^(application\/|text\/)(x-|vnd\.)?ya?ml$|^[^/]+\/.+\+ya?ml$/.test(essenceOf(name)),
  encode: (value) => ({
    bytes: Buffer.from(typeof value === 'string' ? value : stringify(value)),
  }),
  decode(bytes) {
    const text = bytes.length > longestRead ? undefined : utf8(bytes);
    if (text === undefined) return undefined;
    try {
      const value: unknown = parse(text, { logLevel: 'error' });
      // other readers may take what this one refuses, or read it in another way
      return isJsonValue(value) ? { value } : undefined;
    } catch {
      return undefined;
    }
  },
};

/** Whether a value is made of what JSON has: a circle or a binary text of YAML is not. */
function isJsonValue(value: unknown): value is Json {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}
