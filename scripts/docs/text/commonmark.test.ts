import { describe, expect, test } from 'vitest';
import { textOf } from '../../../conformance/core/markup.ts';
import { commonmark, commonmarkInline, firstSentence, plainText } from './commonmark.ts';

const written = (source: string, level = 2): string => textOf(commonmark(source, level)).trim();

describe('what a description says stays text', () => {
  for (const [source, forbidden] of [
    ['<script>alert(1)</script>', /<script/],
    ['<img src=x onerror=alert(1)>', /<img|onerror=/],
    ['<a href="javascript:alert(1)">x</a>', /javascript:/],
    ['[x](javascript:alert(1))', /href="javascript:/],
    ['[x](data:text/html,<script>alert(1)</script>)', /href="data:/],
    ['<p style="position:fixed" onclick="x()">a</p>', /style=|onclick=/],
    ['<iframe src="https://example.com"></iframe>', /<iframe/],
    ['<form action="https://example.com"><input></form>', /<form|<input/],
    ['<svg onload=alert(1)>', /<svg|onload/],
    ['<style>*{display:none}</style>', /<style/],
    ['<base href="https://example.com">', /<base/],
    ['a <b onmouseover=alert(1)>b</b>', /onmouseover/],
    ['\u202egnp.exe', /\u202e/],
  ] as const)
    test(source, () => {
      expect(written(source)).not.toMatch(forbidden);
      expect(textOf(commonmarkInline(source))).not.toMatch(forbidden);
    });
});

test('text, tables, links and code of a description are kept', () => {
  expect(written('a **b** `c` <br> [d](https://example.com) &lt;')).toBe(
    '<p>a <strong>b</strong> <code>c</code> <br /> <a href="https://example.com">d</a> &lt;</p>',
  );
  expect(written('| a |\n|---|\n| b |')).toContain('<td>b</td>');
  expect(written('```json\n{"a": 1}\n```')).toContain('hljs-number');
});

test('a table scrolls by itself, and a line has none', () => {
  expect(written('| a |\n|---|\n| b |')).toMatch(
    /^<div class="scrolls" tabindex="0" role="group"><table>.*<\/table><\/div>$/s,
  );
  expect(textOf(commonmarkInline('a <table><tr><td>b</table> c'))).toMatch(
    /<div class="scrolls"[^>]*><table>.*<\/table><\/div>/,
  );
});

test('an image is a link, because the site asks no other server', () => {
  expect(written('![a map](https://example.com/a.png)')).toBe(
    '<p><a href="https://example.com/a.png">a map</a></p>',
  );
});

for (const { source, level, levels } of [
  { source: '# a\n## b', level: 2, levels: '2 3' },
  { source: '### a\n# b', level: 3, levels: '5 3' },
  { source: '# a\n###### b', level: 4, levels: '4 6' },
  { source: 'a', level: 2, levels: '' },
])
  test(`headings of ${JSON.stringify(source)} begin at level ${level}`, () => {
    const found = [...written(source, level).matchAll(/<h(\d)/g)].map(([, digit]) => digit);
    expect(found.join(' ')).toBe(levels);
  });

for (const { source, sentence } of [
  { source: 'One. Two.', sentence: 'One.' },
  { source: 'Version 1.2 is **new**! Yes.', sentence: 'Version 1.2 is new!' },
  { source: '<p>One &amp; two</p>\n\nThree', sentence: 'One & two' },
  { source: '', sentence: '' },
  { source: `${'word '.repeat(100)}`, sentence: `${'word '.repeat(40).slice(0, 199).trimEnd()}…` },
])
  test(`the first sentence of ${JSON.stringify(source.slice(0, 30))}`, () =>
    expect(firstSentence(source)).toBe(sentence));

test('the text alone has no markup', () =>
  expect(plainText('# a\n\n- `b` <i>c</i>\n- "d" <e>')).toBe('a b c "d"'));
