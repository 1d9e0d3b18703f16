import { describe, expect, it } from 'vitest';
import { patternOf } from './pattern.ts';

describe('a needless escape means the sign itself', () => {
  it.each([
    ['^[\\p{L}\\_ ]+$', 'Zoé_', '{'],
    ['^\\d{3}\\-\\d{2}$', '123-45', '12345'],
    ['^[\\w\\-\\.]+\\@\\w+$', 'a-b.c@d', 'a-b.c\\@d'],
    ['^[\\w-.]+$', 'a-b.c', 'a,b'],
    ['^[\\s-\\d]+$', ' -1', 'a'],
    ['^[a-z\\-]$', '-', '_'],
    ['^\\{?\\d+}$', '{1}', '1'],
    ['^{.*}$', '{a}', 'a'],
    ['^a]$', 'a]', 'a'],
    ["^\\'\\ \\#\\~\\%$", "' #~%", 'x'],
    ['^\\😀$', '😀', '\ud83d'],
    ['^\\/v\\/[\\/\\:]$', '/v/:', '/v/a'],
    ['^[^\\]\\[]$', 'a', '['],
  ])('%s', (pattern, right, wrong) => {
    expect(patternOf(pattern)).not.toHaveProperty('unjudged');
    expect([right, wrong].map((text) => patternOf(pattern).test(text))).toEqual([true, false]);
  });
});

describe('what JavaScript reads keeps its meaning', () => {
  it.each([
    ['^\\u{1F600}$', '😀', 'u'],
    ['^.$', '😀', 'ab'],
    ['^(?:a|\\ud83d\\ude00)$', '😀', '\ud83d'],
    ['^(?i:b)(?-i:c)$', 'Bc', 'BC'],
    ['^(["\']).*\\1$', '"a"', '"a\''],
    ['^(?<year>\\d+)-\\k<year>$', '20-20', '20-21'],
    ['(?<![\\w])x(?!y)', '-xz', 'axy'],
    ['^\\x41\\cJ\\0$', 'A\n\0', 'A'],
  ])('%s', (pattern, right, wrong) => {
    expect([right, wrong].map((text) => patternOf(pattern).test(text))).toEqual([true, false]);
  });
});

describe('what other dialects mean is not guessed', () => {
  it.each([
    '(?i)^abc$',
    '\\Aabc\\z',
    '^abc\\Z',
    'a++',
    'a*+b',
    '(?>a)',
    '(?P<name>a)',
    '(?#comment)a',
    '[[:alpha:]]+',
    '[^[:space:]_]',
    '[a-z[A-Z]]',
    '[\\w--x]',
    'a{,3}',
    '\\h+',
    '\\Qa.b\\E',
    '\\x{41}',
    '\\012',
    '\\pL',
    '\\p{IsLatin}',
    '/^abc$/i',
    '(',
    '[a',
    'a\\',
    '*',
    `${'('.repeat(20_000)}${')'.repeat(20_000)}`,
  ])('%s', (pattern) => {
    expect(patternOf(pattern).unjudged).toMatch(/^is not judged, because /);
    expect(patternOf(pattern).test('abc')).toBeUndefined();
  });
});

describe('every match ends', () => {
  it.each([
    ['^(a+)+$', `${'a'.repeat(50)}!`, false],
    ['^(a+)+$', 'a'.repeat(5_000_000), true],
    ['^(?:.|\\n)*$', 'a'.repeat(5_000_000), true],
    ['^[^x]*$', 'a'.repeat(5_000_000), true],
    ['a+b', 'a'.repeat(1_000_000), false],
    ['^(?=(a+)+$)', `${'a'.repeat(50)}!`, false],
    ['(?<=^(a+)+)!$', `${'a'.repeat(50)}?`, false],
    ['^(a?){50}a{50}$', 'a'.repeat(49), false],
    ['^(\\w+\\s?)*$', `${'word '.repeat(100)}!`, false],
    ['^(a+)+\\1$', 'aa', true],
    ['^(a+)+\\1$', `${'a'.repeat(200)}!`, undefined],
    ['(((a{1,1000}){1,1000}){1,1000})b', 'a'.repeat(200), undefined],
  ])('%s', (pattern, text, isMatch) => {
    expect(patternOf(pattern).test(text)).toBe(isMatch);
  });

  it('tells beforehand that it judges short texts only', () => {
    expect(patternOf('^(a+)+\\1$').unjudged).toMatch(/^judges short texts only/);
  });
});

it('knows its shortest text', () => {
  expect(patternOf('^(?:a{3}|b[cd]{4}e?)+$').shortest).toBe(3);
});
