import { mostSteps } from './effort.ts';
import { parsePattern } from './parse.ts';
import { patternOf } from './pattern.ts';

/** The length of texts up to which a pattern must be quick, to be left to JavaScript's engine. */
const longest = 10_000;
/** The comparisons that it may take for each character. */
const mayTake = 100;

/**
 * The expression of an object that tests texts as `patternOf` does: a regular expression where that one is
 * quick for each text, else a call of `patternOf`; `undefined` if the pattern judges nothing.
 */
export function patternCode(text: string): string | undefined {
  const { expression } = patternOf(text);
  if (!expression) return undefined;
  const isQuick = mostSteps(parsePattern(expression.source), longest) <= longest * mayTake;
  return isQuick ? String(expression) : `patternOf(${JSON.stringify(text)})`;
}
