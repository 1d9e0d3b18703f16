import { essenceOf } from '../media-type.ts';
import type { Json } from '../../json.ts';
import { isParsable, utf8, type BodyCodec } from './body-codec.ts';

/**
 * JSON lines: each line is a JSON text. A list is written as one line for each element.
 * @see https://github.com/ndjson/ndjson-spec
 */
export const jsonLines: BodyCodec = {
  id: 'json-lines',
  summary: 'One JSON value in each line: JSON lines, NDJSON.',
  matches: (name) =>
    /^(application|text)\/(vnd\.|x-)?(jsonl|json-?lines|ndjson|jsonlines|stream\+json)$/.test(
      essenceOf(name),
    ),
  isSequence: true,
  encode(value) {
    if (typeof value === 'string' && linesOf(value).every(isParsable))
      return { bytes: Buffer.from(value) };
    const lines = valuesOf(value).map((each) => `${JSON.stringify(each)}\n`);
    return { bytes: Buffer.from(lines.join('')) };
  },
  decode(bytes) {
    const text = utf8(bytes);
    if (text === undefined) return { problem: 'must be JSON lines in UTF-8' };
    const lines = linesOf(text);
    const broken = lines.findIndex((line) => !isParsable(line));
    return broken < 0
      ? { value: lines.map((line) => JSON.parse(line) as Json) }
      : { problem: `must be JSON in each line, which value ${broken + 1} is not` };
  },
};

/** The lines that hold something. */
const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

/** The values to write, one after the other. */
export const valuesOf = (value: Json): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [value];
