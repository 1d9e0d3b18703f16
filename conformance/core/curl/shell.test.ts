import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { visible } from '../visible.ts';
import { quoted, word } from './shell.ts';

const words: readonly {
  text: string;
  expansions?: [string, string][];
  written: string;
  why: string;
}[] = [
  { text: `it's $HOME`, written: `'it'\\''s $HOME'`, why: 'text alone in single quotes' },
  { text: '', written: `''`, why: 'an empty text' },
  {
    text: 'Bearer SECRET',
    expansions: [['SECRET', '$TOKEN']],
    written: '"Bearer $TOKEN"',
    why: 'text that means nothing in double quotes',
  },
  {
    text: 'SECRETs and SECRET',
    expansions: [['SECRET', '$TOKEN']],
    written: '"${TOKEN}s and $TOKEN"',
    why: 'braces where a letter follows the name',
  },
  {
    text: 'SECRETs',
    expansions: [['SECRET', '$(cat key)']],
    written: '"$(cat key)s"',
    why: 'a command needs no braces',
  },
  {
    text: '{"a":"SECRET"}',
    expansions: [['SECRET', '$TOKEN']],
    written: `'{"a":"'"$TOKEN"'"}'`,
    why: 'both quotes where the text has double ones',
  },
  {
    text: 'wow! SECRET',
    expansions: [['SECRET', '$TOKEN']],
    written: `'wow! '"$TOKEN"`,
    why: 'an exclamation mark stays out of double quotes',
  },
  {
    text: 'ab.c',
    expansions: [
      ['ab', '$SHORT'],
      ['ab.c', '$LONG'],
    ],
    written: '"$LONG"',
    why: 'the longer of two that begin at one place',
  },
];
for (const { text, expansions = [], written, why } of words)
  test(`writes a word for the shell: ${why}`, () =>
    expect(word(text, new Map(expansions))).toBe(written));

test('a shell reads every word as it was meant', () => {
  const secret = `x"y'z$(id)\\`;
  const texts = [`it's "$HOME" \`id\` \\ ! %`, 'SECRETs', '{"SECRET":!}', '@SECRET', ''];
  const expansions = new Map([['SECRET', '$TOKEN']]);
  const line = `printf '%s\\n' ${texts.map((text) => word(text, expansions)).join(' ')}`;
  const { stdout } = spawnSync('sh', ['-c', line], {
    env: { TOKEN: secret, HOME: '/home' },
    encoding: 'utf8',
  });
  expect(stdout).toBe(texts.map((text) => `${text.replace('SECRET', () => secret)}\n`).join(''));
});

test('a shell reads what a terminal must not', () => {
  const texts = ["a\u001b[2Jb'c\\", 'ü\u202e\u009b7', 'one\ntwo\t'];
  const line = `printf '%s|' ${texts.map(quoted).join(' ')}`;
  expect(visible(line)).toBe(line);
  expect(spawnSync('bash', ['-c', line], { encoding: 'utf8' }).stdout).toBe(
    texts.map((text) => `${text}|`).join(''),
  );
  expect(word('SECRET\u001b', new Map([['SECRET', '$TOKEN']]))).toBe(`"$TOKEN"$'\\033'`);
});
