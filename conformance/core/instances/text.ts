import { createRequire } from 'node:module';
import { cached } from '../memoize.ts';
import { patternOf } from '../pattern/pattern.ts';
import { formatReading } from '../schema/formats/reading.ts';
import type { FlatSchema } from '../schema/model.ts';
import { oneOf, type Choices } from './choices.ts';

/** The largest length of a text that is made, whatever its schema demands. */
export const maximumSize = 1_000_000;

const words = ['value', 'text', 'sample', 'other', 'word', 'a1'];

/** One of a few fixed texts. It may be invalid where keywords depend on each other. */
export function textOf(flat: FlatSchema, choices: Choices): string {
  const { format = '', patterns, contentEncoding, minLength = 0, maxLength } = flat;
  const length = (text: string) =>
    Math.max(minLength, Math.min([...text].length, maxLength ?? maximumSize));
  const known = formatReading(format)?.valid ?? [];
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
  const { expression, shortest = 0 } = patternOf(pattern);
  if (!expression || shortest > maximumSize) return [];
  const { sample, stringMatching } = load('fast-check') as typeof import('fast-check');
  try {
    const arbitrary = stringMatching(expression, { size: 'small' });
    const texts = sample(arbitrary, { seed: 1, numRuns: count }).filter((text) =>
      matches(pattern, text),
    );
    const isPlain = (text: string) => /^[\x21-\x7e]+$/.test(text);
    // the shortest match of a pattern is the clearest
    return [...new Set(texts)].toSorted(
      (one, other) => Number(isPlain(other)) - Number(isPlain(one)) || one.length - other.length,
    );
  } catch {
    // it has parts that fast-check can't generate, such as a lookahead
    return [];
  }
}

/**
 * Whether a text matches a pattern of JSON Schema: anywhere, unless the pattern is anchored. Not if
 * that can't be judged.
 */
export const matches = (pattern: string, text: string): boolean =>
  patternOf(pattern).test(text) === true;
