import { expect, test } from 'vitest';
import { textOf } from '../../../conformance/core/markup.ts';
import { commonmark } from '../text/commonmark.ts';
import { linked, unlinked } from './linked.ts';

const links = (to: string) =>
  to === 'a.md#b' ? { page: 'things/a', anchor: 'b' } : to === 'f' ? { file: 'f' } : undefined;
const href = () => 'there.html';
const cases: readonly (readonly [source: string, text: string])[] = [
  ['[a](a.md#b)', '[a](<there.html>)'],
  ['[a](<a.md#b> "Title") and [f](f)', '[a](<there.html>) and [f](<there.html>)'],
  ['[*a* `b`](gone.md)', '*a* `b`'],
  ['[a [b] c](gone)', 'a [b] c'],
  ['![image](gone.png)', 'image'],
  ['[a](https://example.com/b) <https://c.de>', '[a](https://example.com/b) <https://c.de>'],
  ['[a](mailto:b@c.de)', '[a](mailto:b@c.de)'],
  ['`[a](a.md#b)` [f](f)', '`[a](a.md#b)` [f](<there.html>)'],
  ['```\n[a](gone)\n```\n[a](gone)', '```\n[a](gone)\n```\na'],
  ['``[a](gone) ` ``', '``[a](gone) ` ``'],
  ['[a] (gone) and ](x)', '[a] (gone) and ](x)'],
];
test.each(cases)('%j is written as %j', (source, text) =>
  expect(linked({ kind: 'markdown', source, level: 2, links }, { href })).toBe(text),
);

test('no relative link is left where nobody knows what it means', () =>
  expect(unlinked('[a](a.md#b) [b](#c) [d](//e)')).toBe('a b d'));

const written: readonly (readonly [source: string, isResolved: boolean, html: string])[] = [
  ['[a](../b)', false, '<p><a>a</a></p>'],
  ['[a](../b)', true, '<p><a href="../b">a</a></p>'],
  ['<a href="/b">a</a>', false, '<p><a>a</a></p>'],
  ['[a](https://b.de)', false, '<p><a href="https://b.de">a</a></p>'],
  ['<a href="javascript:b">a</a>', false, '<p><a>a</a></p>'],
];
test.each(written)('the HTML of %j, resolved: %j', (source, isResolved, html) =>
  expect(textOf(commonmark(source, 2, isResolved)).trim()).toBe(html),
);

test('a long text without links takes no time', () => {
  const source = '[](`'.repeat(5000) + '['.repeat(5000);
  const start = performance.now();
  unlinked(source);
  expect(performance.now() - start).toBeLessThan(2000);
});
