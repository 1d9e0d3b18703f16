import { cached, once } from '../memoize.ts';
import { mostSteps } from './effort.ts';
import { linearTest } from './linear.ts';
import { parsePattern, type PatternNode } from './parse.ts';
import { withPlainEscapes } from './plain-escapes.ts';

/** A regular expression of a description, ready to be matched. */
export type Pattern = {
  /** What JavaScript compiles; absent if it can't. */
  readonly expression?: RegExp;
  /** Why some texts can't be judged by it, as the end of a sentence; absent if all can. */
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
  const isHard = mostSteps(parsed, common) > mayTakeAtMost && !linearly();
  return {
    expression,
    ...(isHard
      ? { unjudged: 'a longer text might take forever, so it judges short ones only' }
      : {}),
    test: (instance) =>
      (mostSteps(parsed, instance.length) > mayTake(instance.length)
        ? undefined
        : quickly(expression, instance)) ?? slowly(instance),
  };
}

type Compiled = { readonly expression: RegExp; readonly parsed: PatternNode };
type Unjudged = { readonly unjudged: string };

function expressionOf(text: string): Compiled | Unjudged {
  if (/^\/\^.*\$\/[a-z]*$/s.test(text))
    return { unjudged: 'the slashes around it would be part of it, so that no text matches' };
  let reason = '';
  for (const spelled of [() => text, () => withPlainEscapes(text)])
    try {
      const expression = new RegExp(spelled(), 'u');
      return { expression, parsed: parsePattern(expression.source) };
    } catch (error) {
      reason = error instanceof RangeError ? 'too deeply nested' : reasonIn(error);
    }
  return { unjudged: `JavaScript can't read it: ${reason}` };
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
