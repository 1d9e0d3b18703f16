import { cached, once } from '../memoize.ts';
import { mostSteps, shortestOf } from './effort.ts';
import { linearTest } from './linear.ts';
import { parsePattern, type PatternNode } from './parse.ts';
import { withPlainEscapes } from './plain-escapes.ts';

/** A regular expression of a description, ready to be matched. */
export type Pattern = {
  /** What JavaScript compiles; absent if it can't. */
  readonly expression?: RegExp;
  /** The number of characters of its shortest text. */
  readonly shortest?: number;
  /** What it can't judge, and why, as a predicate; absent if it judges all texts. */
  readonly unjudged?: string;
  /**
   * Whether it matches anywhere in a text; `undefined` where that can't be said. It always ends,
   * in time that grows with the length of the text only.
   */
  readonly test: (text: string) => boolean | undefined;
};

/** The comparisons that JavaScript's engine may take for a text: more is left to the slower one. */
const mayTake = (length: number): number => 2000 + 64 * length;
/** The same where no other engine can judge; they take about a second. */
const mayTakeAtMost = 50_000_000;
/** A length that texts of a pattern commonly have at most. */
const common = 200;

const patterns = new Map<string, Pattern>();

/**
 * Compiles a pattern of a description, once. It means what it means in JavaScript with Unicode; a
 * needless escape is the sign itself. What JavaScript can't read judges nothing, and says why.
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-6.4
 */
export const patternOf = (text: string): Pattern => cached(patterns, text, () => compile(text));

function compile(text: string): Pattern {
  const found = expressionOf(text);
  if ('unjudged' in found) return { ...found, test: () => undefined };
  const { expression, parsed } = found;
  const linearly = once(() => linearTest(parsed));
  const slowly = (instance: string): boolean | undefined => {
    const test = linearly();
    if (test) return test(instance);
    return mostSteps(parsed, instance.length) > mayTakeAtMost
      ? undefined
      : quickly(expression, instance);
  };
  // by length: most texts of a pattern have one of few
  const quick: boolean[] = [];
  const isQuick = (length: number): boolean => {
    const known = quick[length] ?? mostSteps(parsed, length) <= mayTake(length);
    if (length < common) quick[length] = known;
    return known;
  };
  const isHard = mostSteps(parsed, common) > mayTakeAtMost && !linearly();
  return {
    expression,
    shortest: shortestOf(parsed),
    ...(isHard
      ? { unjudged: 'judges short texts only, because a longer one might take forever' }
      : {}),
    test: (instance) =>
      (isQuick(instance.length) ? quickly(expression, instance) : undefined) ?? slowly(instance),
  };
}

type Compiled = { readonly expression: RegExp; readonly parsed: PatternNode };
type Unjudged = { readonly unjudged: string };

function expressionOf(text: string): Compiled | Unjudged {
  if (/^\/\^.*\$\/[a-z]*$/s.test(text))
    return {
      unjudged: 'is not judged, because no text matches it: the slashes around it are part of it',
    };
  let reason = '';
  for (const spelled of [() => text, () => withPlainEscapes(text)])
    try {
      const expression = new RegExp(spelled(), 'u');
      return { expression, parsed: parsePattern(expression.source) };
    } catch (error) {
      reason = error instanceof RangeError ? 'too deeply nested' : reasonIn(error);
    }
  return { unjudged: `is not judged, because JavaScript can't read it (${reason})` };
}

/** The words of JavaScript's engine, without the pattern. */
const reasonIn = (error: unknown): string =>
  (/[^:]*$/.exec((error as Error).message)?.[0] ?? '').trim().toLowerCase();

/** Asks JavaScript's engine; `undefined` where it has too little memory for its own way. */
function quickly(expression: RegExp, instance: string): boolean | undefined {
  try {
    return expression.test(instance);
  } catch {
    return undefined;
  }
}
