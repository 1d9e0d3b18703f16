import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UserError } from './user-error.ts';

/**
 * Runs a command and sets its exit code. A mistake of the user's is one line on stderr and the exit code 2;
 * a reader that goes away, as `head` does, ends the command quietly.
 */
export async function runCommand(command: () => Promise<number> | number): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  try {
    process.exitCode = await command();
  } catch (error) {
    process.exitCode = 2;
    // a mistake of ours is shown whole, and is no finding either
    process.stderr.write(error instanceof UserError ? `error: ${error.message}\n` : `This is a mistake in the program itself:\n${(error as Error).stack ?? String(error)}\n`);
  }
}

/** Reads the command line. Throws a `UserError` for a flag that there is not, or that lacks its value. */
export function readFlags<Config extends ParseArgsConfig>(config: Config): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    // node adds advice about "--" that helps nobody here, sometimes on lines of its own
    const [sentence] = (error as Error).message.split(/\n|\. To specify/);
    throw new UserError(`${sentence?.replace(/\.$/, '')}. See --help.`);
  }
}
