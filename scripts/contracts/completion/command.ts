import { readWords } from '../../../conformance/core/flags.ts';
import { orNearest } from '../../../conformance/core/nearest.ts';
import { UserError } from '../../../conformance/core/user-error.ts';
import type { Command } from '../command.ts';
import * as index from './index.ts';
import { completedOf, type Completed } from './words.ts';

const shells: { readonly [name: string]: (commands: readonly Completed[]) => string } = index;

/** Prints the completion of these commands for a shell. Throws a `UserError` for an unknown shell. */
export async function execute(
  words: readonly string[],
  commands: readonly Command[],
): Promise<number> {
  const [shell = '', ...others] = readWords({}, words).positionals;
  const names = Object.keys(shells);
  const write = shells[shell];
  if (!write || others.length > 0)
    throw new UserError(
      shell === '' || others.length > 0
        ? `Name one shell: ${names.join(', ')}.`
        : `There is no completion for the shell "${shell}"${orNearest(shell, names)} There are ${names.join(', ')}.`,
    );
  process.stdout.write(write(await completedOf(commands)));
  return 0;
}
