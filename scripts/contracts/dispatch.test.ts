import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { commands, dispatch } from './dispatch.ts';

let stdout: string;
beforeEach(() => {
  stdout = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    stdout += String(text);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

test.each([[], ['--help'], ['-h']])('lists every command: %s', async (...words) => {
  expect(await dispatch(words)).toBe(0);
  for (const { name, summary } of commands) {
    expect(stdout).toContain(`\n  ${name} `);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`${summary}.`);
  }
});

test.each(commands.map((command) => [command.name, command] as const))(
  '%s --help shows its forms, every flag, its examples and its exit codes',
  async (name, { flags, examples, usage }) => {
    expect(await dispatch([name, '--help'])).toBe(0);
    expect(usage.length).toBeGreaterThan(0);
    expect(examples.length).toBeGreaterThan(0);
    for (const words of [...usage, ...examples.map(([example]) => example)])
      expect(stdout).toContain(words);
    for (const flag of [...Object.keys(await flags()), 'help'])
      expect(stdout).toMatch(new RegExp(`^  --(?:\\[no-\\])?${flag}\\b`, 'm'));
    expect(stdout).toMatch(/^Exit codes: 0 /m);
  },
);

test('what follows two hyphens is no flag', async () => {
  await expect(dispatch(['sign', '--', '--help'])).rejects.toThrow(/Three words are needed/);
});

test.each([
  ['mok', 'There is no command "mok": did you mean "mock"?'],
  ['chekc', 'There is no command "chekc": did you mean "check"?'],
  ['--hlep', /^There is no option "--hlep"\. There are .*mock.*--help tells what they do\.$/],
])('%s names no command', async (word, message) => {
  await expect(dispatch([word])).rejects.toThrow(message);
  await expect(dispatch([word])).rejects.toMatchObject({ name: 'UserError' });
});

test('tells its version', async () => {
  expect(await dispatch(['--version'])).toBe(0);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\S*\n$/);
});
