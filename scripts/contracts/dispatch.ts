import { nearest } from '../../conformance/core/nearest.ts';
import { programName } from '../../conformance/core/typed-as.ts';
import { UserError } from '../../conformance/core/user-error.ts';
import type { Command } from './command.ts';
import * as index from './commands/index.ts';
import { helpOf, overview } from './help.ts';

/** Every command, by name. */
export const commands: readonly Command[] = Object.values(index);

/**
 * Runs the command that the first word names, and returns its exit code. Throws a `UserError` for a
 * mistake of the user, such as a word that names no command.
 */
export async function dispatch([first, ...words]: readonly string[]): Promise<number> {
  if (first === undefined || isHelp(first)) return say(overview(commands));
  if (first === '--version' || first === '-v') return say(`${await version()}\n`);
  const command = commands.find(({ name }) => name === first);
  if (!command) throw unknown(first);
  const ended = words.indexOf('--');
  const own = ended < 0 ? words : words.slice(0, ended);
  return own.some(isHelp) ? say(await helpOf(command)) : await command.execute(words, commands);
}

const isHelp = (word: string): boolean => word === '--help' || word === '-h';

function say(text: string): 0 {
  process.stdout.write(text);
  return 0;
}

function unknown(word: string): UserError {
  const names = commands.map(({ name }) => name);
  const near = nearest(word, names);
  const what = word.startsWith('-') ? 'option' : 'command';
  return new UserError(
    near === undefined
      ? `There is no ${what} "${word}". There are ${names.join(', ')}; ${programName()} --help tells what they do.`
      : `There is no ${what} "${word}": did you mean "${near}"?`,
  );
}

async function version(): Promise<string> {
  const { readFileSync } = await import('node:fs');
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
