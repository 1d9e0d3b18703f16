import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearTest } from './linear.ts';
import { parsePattern } from './parse.ts';

/** Asked at each character: on its own, V8 also tries between the halves of one. */
function matchesAnywhere(pattern: string, text: string): boolean {
  const expression = new RegExp(pattern, 'uy');
  let position = 0;
  for (const character of [...text, '']) {
    expression.lastIndex = position;
    if (expression.test(text)) return true;
    position += character.length;
  }
  return false;
}

const linearly = (pattern: string, text: string) => linearTest(parsePattern(pattern))!(text);

/**
 * Patterns of few signs, so that random texts match them often. Without regard to letter case,
 * JavaScript's engine does not always give the same answer, so that is tested in `pattern.test.ts`.
 */
const { pattern: patterns } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
  pattern: fc
    .array(fc.array(tie('part'), { maxLength: 3 }), { minLength: 1, maxLength: 2 })
    .map((choices) => choices.map((parts) => parts.join('')).join('|')),
  part: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom(
      ...'a b . ^ $ \\b \\B [ab] [^a] \\w \\s \\p{L} é 😀 [😀é] \\u{1F600}'.split(' '),
    ),
    fc.constantFrom('\\ud83d\\ude00', '\\ud83d', '[\\s\\S]', '(?s:.)', '(?m:^)', '(?m:$)'),
    fc
      .tuple(
        fc.constantFrom('(', '(?:', '(?=', '(?!', '(?<=', '(?<!', '(?s:', '(?-s:'),
        tie('pattern'),
        fc.constantFrom('', '*', '+', '?', '*?', '+?', '{2}', '{0,2}', '{1,}'),
      )
      .map(([open, inner, quantifier]) =>
        /[=!]$/.test(open) ? `${open}${inner})` : `${open}${inner})${quantifier}`,
      ),
    fc
      .tuple(fc.constantFrom('a', 'b', '.', '[ab]'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}'))
      .map((parts) => parts.join('')),
  ),
}));
const texts = fc
  .array(fc.constantFrom(...'a b A é É 😀 \ud83d \ude00 _ -'.split(' '), ' ', '\n', '\u2028'), {
    maxLength: 7,
  })
  .map((signs) => signs.join(''));

describe('the linear engine', () => {
  it("agrees with JavaScript's engine on random patterns and texts", () => {
    fc.assert(
      fc.property(patterns, fc.array(texts, { minLength: 3, maxLength: 3 }), (pattern, all) => {
        for (const text of all)
          expect([pattern, text, linearly(pattern, text)]).toStrictEqual([
            pattern,
            text,
            matchesAnywhere(pattern, text),
          ]);
      }),
      { numRuns: 2000, seed: 12 },
    );
  });

  it.each([
    ['^(a+)+$', 'a'],
    ['^(a|a)*$', 'a'],
    ['^(a|b|ab)*$', 'ab'],
    ['(?=(a+)+$)a', 'a'],
    ['(?<!^(a+)+)!', 'a'],
    ['^([\\w.-]*)*$', 'a.'],
  ])('ends on a long text that %s nearly matches', (pattern, part) => {
    expect(linearly(pattern, `${part.repeat(100_000)}!`)).toBe(false);
  });

  it.each(['(a)\\1', '(?<name>a)\\k<name>', '(((a{1,1000}){1,1000}){1,1000})b'])(
    'has no way for %s',
    (pattern) => {
      expect(linearTest(parsePattern(pattern))).toBeUndefined();
    },
  );

  it('gives up a text that takes too long', () => {
    let random = 1;
    const text = Array.from({ length: 100_000 }, () => {
      random = (random * 48_271) % 2_147_483_647;
      return random % 2 === 0 ? 'a' : 'b';
    }).join('');
    expect(linearly('b[ab]{900}(b[ab]){900}c', text)).toBeUndefined();
  });
});
