import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../../../conformance/testing.ts';
import { commands } from '../dispatch.ts';
import { execute } from './command.ts';
import * as shells from './index.ts';
import { completedOf } from './words.ts';

/** zsh completes only at a terminal. */
type Asked = Exclude<keyof typeof shells, 'zsh'>;
const completed = await completedOf(commands);
/** A folder with a file for each script, and some that a command could read. */
const folder = folderWith({
  ...Object.fromEntries(Object.entries(shells).map(([name, write]) => [name, write(completed)])),
  'my pets.yaml': '',
  'site/a.html': '',
});

/** How a shell tells what it would complete after some words, of which the last is not whole. */
const asked: { readonly [Name in Asked]: (words: readonly string[]) => readonly string[] } = {
  bash: (words) => [
    '-c',
    'source ./bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _contracts; printf "%s\\n" "${COMPREPLY[@]}"',
    ...['bash', ...words],
  ],
  fish: (words) => ['--no-config', '-c', `source ./fish; complete -C '${words.join(' ')}'`],
};

const isThere = (shell: string) => spawnSync(shell, ['-c', ':']).status === 0;

/** The words that a shell offers, without what they mean. */
function offered(shell: Asked, ...words: string[]): string[] {
  const { stdout, stderr } = spawnSync(shell, asked[shell](words), {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')[0]!]));
}

for (const shell of ['bash', 'fish'] as const)
  test.skipIf(!isThere(shell))(`${shell} completes commands, flags, values and files`, () => {
    expect(offered(shell, 'contracts', 'm').sort()).toEqual(['merge', 'mock']);
    expect(offered(shell, 'contracts', 'mock', '--lo')).toEqual(['--log']);
    expect(offered(shell, 'contracts', 'mock', '--log', '')).toEqual(
      expect.arrayContaining(['text', 'json', 'off']),
    );
    expect(offered(shell, 'contracts', 'check', '--only', 'v')).toEqual(['valid']);
    expect(offered(shell, 'contracts', 'mock', '--no-w')).toEqual(['--no-watch']);
    expect(offered(shell, 'contracts', 'docs', '--out', 's')).toEqual([
      expect.stringMatching(/^site\/?$/),
    ]);
    expect(offered(shell, 'contracts', 'mock', 'my')).toEqual([
      expect.stringMatching(/^my\\? pets\.yaml$/),
    ]);
    expect(offered(shell, 'contracts', 'mock', '--port', '')).toEqual([]);
  });

test.each(Object.keys(shells).filter(isThere))('%s reads the script without a complaint', (shell) =>
  expect(spawnSync(shell, ['-n', join(folder, shell)], { encoding: 'utf8' })).toMatchObject({
    status: 0,
    stderr: '',
  }),
);

test('every script has every command and flag', async () => {
  for (const write of Object.values(shells)) {
    const script = write(completed);
    for (const { name, flags } of commands) {
      expect(script).toContain(name);
      for (const flag of Object.keys(await flags())) expect(script).toContain(flag);
    }
  }
});

test.each([
  [[], 'Name one shell: bash, fish, zsh.'],
  [
    ['zhs'],
    'There is no completion for the shell "zhs": did you mean "zsh"? There are bash, fish, zsh.',
  ],
  [['bash', 'zsh'], 'Name one shell: bash, fish, zsh.'],
])('%o is a mistake that is told', async (words, says) => {
  await expect(execute(words, commands)).rejects.toThrow(says);
});
