import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../../../conformance/testing.ts';
import { commandTable } from './commands.ts';
import { docstringOf, settled, withBlock, writePages } from './page.ts';

test('a block is replaced between its markers, and nothing else', () => {
  const page = 'a\n<!-- one -->\nold\n<!-- /one -->\n<!-- two -->\nb\n<!-- /two -->\n';
  expect(withBlock(page, 'one', 'new $& text')).toBe(page.replace('old', () => 'new $& text'));
});

for (const page of ['', '<!-- one -->\n', 'a\n<!-- /one -->', '<!-- two -->\na\n<!-- /two -->'])
  test(`a block without both markers is an error: ${JSON.stringify(page)}`, () =>
    expect(() => withBlock(page, 'one', '')).toThrow(
      'README.md lacks the markers <!-- one --> and <!-- /one -->.',
    ));

for (const { module, found, why } of [
  {
    module: '/** Why, in one line. */\nexport const a: Check = {};',
    found: { why: 'Why, in one line.', clauses: [] },
    why: 'one line',
  },
  {
    module:
      '/** Of b. */\nexport const b = 1;\n\n/**\n * Why,\n * in two lines.\n * @see https://one.example/#a\n * @see https://two.example\n */\nexport const a = 1;',
    found: {
      why: 'Why, in two lines.',
      clauses: ['https://one.example/#a', 'https://two.example'],
    },
    why: 'several lines and clauses, below another object',
  },
  {
    module: '/** Of ab. */\nexport const ab = 1;\nexport const a = 1;',
    found: { why: '', clauses: [] },
    why: 'none',
  },
])
  test(`a docstring is read from the module: ${why}`, () =>
    expect(docstringOf(module, 'a')).toEqual(found));

for (const [text, fixed] of [
  ['http://127.0.0.1:38211/a', 'http://127.0.0.1:4010/a'],
  ['at 2026-11-28T10:38:02.123Z', 'at 2026-01-01T00:00:00.000Z'],
  ['c56a4180-65aa-42ec-a945-5fd21dec0538', '00000000-0000-4000-8000-000000000000'],
  ['{"id":"65f1a0b2c3d4e5f6a7b8c9d0"}', '{"id":"000000000000000000000000"}'],
  ['{"identity_number":"7000101"}', '{"identity_number":"1000000"}'],
  ['49 passed (1.2 s).', '49 passed (… s).'],
  ['within 10 s, after 12.5 ms', 'within … s, after … ms'],
  ['400 responses of 3 servers', '400 responses of 3 servers'],
] as const)
  test(`what differs from run to run is fixed: ${text}`, () => expect(settled(text)).toBe(fixed));

test('pages that are out of date are named, and written without --check', async () => {
  const folder = folderWith({ 'same.md': 'same', 'old.md': 'old' });
  const pages = ['same', 'old', 'new'].map((name) => ({
    path: `${name}.md`,
    render: async () => (name === 'same' ? 'same' : 'new'),
  }));
  expect(await writePages(pages, folder, true)).toEqual([
    'old.md is out of date',
    'new.md is out of date',
  ]);
  expect(readFileSync(join(folder, 'old.md'), 'utf8')).toBe('old');
  expect(statSync(join(folder, 'new.md'), { throwIfNoEntry: false })).toBeUndefined();
  expect(await writePages(pages, folder, false)).toEqual(['wrote old.md', 'wrote new.md']);
  expect(readFileSync(join(folder, 'new.md'), 'utf8')).toBe('new');
  expect(await writePages(pages, folder, true)).toEqual([]);
});

test('an npm script without a text, and a text without a script, are named', () => {
  expect(() => commandTable(['conformance', 'deploy'])).toThrow('the npm script deploy');
  expect(() => commandTable([])).toThrow('the npm script contracts');
  expect(commandTable()).toContain('| `npm run lint` | checks the descriptions |');
});
