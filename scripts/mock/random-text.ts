import { stretch, textOf, textsMatching } from '../../conformance/core/instances/text.ts';
import type { FlatSchema } from '../../conformance/core/schema/model.ts';
import { anyOf, between, type Random } from './random.ts';

const digits = (count: number, random: Random): string =>
  Array.from({ length: count }, () => between(0, 15, random).toString(16)).join('');
const two = (number: number): string => String(number).padStart(2, '0');
const day = (random: Random): string =>
  `${between(2001, 2030, random)}-${two(between(1, 12, random))}-${two(between(1, 28, random))}`;
const time = (random: Random): string =>
  `${two(between(0, 23, random))}:${two(between(0, 59, random))}:${two(between(0, 59, random))}Z`;
const word = (random: Random): string =>
  anyOf(
    [
      'amber',
      'birch',
      'cedar',
      'delta',
      'ember',
      'fjord',
      'grove',
      'heron',
      'iris',
      'juniper',
      'krill',
      'linden',
    ],
    random,
  );

/** A random value for the formats that are met most; the others have a few fixed ones. */
const formats: { readonly [format: string]: (random: Random) => string } = {
  uuid: (random) =>
    `${digits(8, random)}-${digits(4, random)}-4${digits(3, random)}-a${digits(3, random)}-${digits(12, random)}`,
  'date-time': (random) => `${day(random)}T${time(random)}`,
  date: day,
  time,
  email: (random) => `${word(random)}.${digits(4, random)}@example.com`,
  hostname: (random) => `${word(random)}-${digits(4, random)}.example.com`,
  uri: (random) => `https://example.com/${word(random)}/${digits(6, random)}`,
  url: (random) => `https://example.com/${word(random)}/${digits(6, random)}`,
  ipv4: (random) => `192.0.2.${between(1, 254, random)}`,
  ipv6: (random) => `2001:db8::${digits(4, random)}`,
  byte: (random) => Buffer.from(digits(12, random)).toString('base64'),
};

/** A random text for a shape: one of its examples now and then, so that it looks like what the API says. */
export function randomText(flat: FlatSchema, random: Random): string {
  const {
    format = '',
    patterns,
    contentEncoding,
    minLength = 0,
    maxLength = Infinity,
    examples,
    defaults,
  } = flat;
  const texts = [...examples, ...defaults].filter((example) => typeof example === 'string');
  if (texts.length > 0 && random() < 0.5) return anyOf(texts, random);
  const [pattern] = patterns;
  if (pattern !== undefined) {
    const matching = textsMatching(pattern, 40).filter(
      (text) => [...text].length >= minLength && [...text].length <= maxLength,
    );
    return matching.length > 0 ? anyOf(matching, random) : textOf(flat, between(0, 5, random));
  }
  if (Object.hasOwn(formats, format)) return formats[format]!(random);
  if (format !== '') return textOf(flat, between(0, 5, random));
  const text =
    contentEncoding === undefined ? `${word(random)}-${digits(4, random)}` : formats.byte!(random);
  const { length } = text;
  return length >= minLength && length <= maxLength
    ? text
    : stretch(text, Math.min(Math.max(length, minLength), maxLength));
}
