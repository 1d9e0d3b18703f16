import { createRequire } from 'node:module';
import { cached } from '../memoize.ts';
import type { FlatSchema } from '../schema/model.ts';
import { oneOf, type Choices } from './choices.ts';

/** The largest length of a text that is made, whatever its schema demands. */
export const maximumSize = 1_000_000;

/**
 * Values of each format of JSON Schema 2020-12 and of OpenAPI.
 * @see https://json-schema.org/draft/2020-12/json-schema-validation#section-7.3
 */
const formatted: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'date-time': ['2024-02-29T23:59:59.123Z', '2023-07-14T08:30:00Z'],
    date: ['2024-02-29', '2023-07-14'],
    time: ['23:59:59Z', '08:30:00Z'],
    duration: ['P1DT2H', 'PT15M'],
    email: ['ada@example.com', 'grace@example.org'],
    'idn-email': ['ada@example.com', 'grace@example.org'],
    hostname: ['api.example.com', 'www.example.org'],
    'idn-hostname': ['api.example.com', 'www.example.org'],
    ipv4: ['192.0.2.1', '198.51.100.7'],
    ipv6: ['2001:db8::1', '2001:db8::ff00:42:8329'],
    uri: ['https://example.com/a?b=c', 'https://example.org/d'],
    url: ['https://example.com/a?b=c', 'https://example.org/d'],
    'uri-reference': ['/a?b=c', '/d'],
    iri: ['https://example.com/a?b=c', 'https://example.org/d'],
    'iri-reference': ['/a?b=c', '/d'],
    'uri-template': ['/a/{b}', '/c'],
    uuid: ['5f0f2a4e-6c0b-4f0e-9a55-0d9a3d3b7f10', '9b2e7f04-1c3d-4e5f-8a6b-7c8d9e0f1a2b'],
    'json-pointer': ['/a/0', '/b'],
    'relative-json-pointer': ['1/a', '0'],
    regex: ['^a+$', 'b*'],
    byte: ['dmFsdWU=', 'dGV4dA=='],
  }),
);

const words = ['value', 'text', 'sample', 'other', 'word', 'a1'];

/** One of a few fixed texts. It may be invalid where keywords depend on each other. */
export function textOf(flat: FlatSchema, choices: Choices): string {
  const { format = '', patterns, contentEncoding, minLength = 0, maxLength } = flat;
  const length = (text: string) =>
    Math.max(minLength, Math.min([...text].length, maxLength ?? maximumSize));
  const known = formatted.get(format) ?? [];
  const [pattern, ...others] = patterns;
  if (pattern !== undefined) {
    const fits = (text: string) =>
      others.every((other) => matches(other, text)) && [...text].length === length(text);
    const matching = [
      ...known.filter((text) => matches(pattern, text)),
      ...textsMatching(pattern, 40).filter(fits),
    ];
    if (matching.length > 0) return oneOf(matching, choices);
  }
  if (known.length > 0) return oneOf(known, choices);
  if (contentEncoding === 'base64' || contentEncoding === 'base64url')
    return stretch('dmFsdWU0', Math.ceil(length('dmFsdWU0') / 4) * 4);
  const word = oneOf(words, choices);
  return stretch(word, length(word));
}

/** Repeats or cuts a text to a length in code points. */
export function stretch(text: string, length: number): string {
  const points = [...(text === '' ? 'x' : text)];
  const wanted = Math.min(length, maximumSize);
  return (
    points.join('').repeat(Math.floor(wanted / points.length)) +
    points.slice(0, wanted % points.length).join('')
  );
}

const knownMatches = new Map<string, readonly string[]>();

/** Texts that match a pattern, plain ones first, the same each time; none if none can be made. */
export const textsMatching = (pattern: string, count: number): readonly string[] =>
  cached(knownMatches, pattern, () => sampled(pattern, count));

/** For fast-check: loading it is slow and few programs need it, so the first pattern loads it. */
const load = createRequire(import.meta.url);

function sampled(pattern: string, count: number): readonly string[] {
  const { sample, stringMatching } = load('fast-check') as typeof import('fast-check');
  try {
    const arbitrary = stringMatching(new RegExp(pattern, 'u'), { size: 'small' });
    const texts = sample(arbitrary, { seed: 1, numRuns: count }).filter((text) =>
      matches(pattern, text),
    );
    const isPlain = (text: string) => /^[\x21-\x7e]+$/.test(text);
    // the shortest match of a pattern is the clearest
    return [...new Set(texts)].toSorted(
      (one, other) => Number(isPlain(other)) - Number(isPlain(one)) || one.length - other.length,
    );
  } catch {
    // an invalid expression, or one with parts that fast-check can't generate, such as a lookahead
    return [];
  }
}

/** Whether a text matches a pattern of JSON Schema: anywhere, unless the pattern is anchored. */
export function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return false;
  }
}
