import { getSystemErrorMessage, parseArgs, type ParseArgsConfig } from 'node:util';
import { UserError } from './user-error.ts';

/**
 * Runs a command and sets its exit code. A mistake of the user's is one line on stderr, a mistake of this program is
 * shown whole, and so is an error that no code catches; the exit code of each is 2.
 */
export async function runCommand(command: () => Promise<number> | number): Promise<void> {
  const ended = Promise.withResolvers<void>();
  watchStreams(ended.promise);
  process.on('uncaughtException', (error) => {
    complain(error);
    process.exit(2);
  });
  try {
    process.exitCode = await command();
  } catch (error) {
    complain(error);
    process.exitCode = 2;
  }
  ended.resolve();
}

/**
 * Watches for output that can't be written. The command still ends, so that reports in files are written; a server,
 * which has started by then, ends at once. Where the reader went away, as `head` does, the exit code stays that of the
 * command: findings are findings, read or not. Where the system refuses, it is 2. What stderr lacks decides nothing.
 */
function watchStreams(ended: Promise<void>): void {
  process.stderr.on('error', () => undefined);
  process.stdout.once('error', (error: NodeJS.ErrnoException) => {
    // each further write fails too
    process.stdout.on('error', () => undefined);
    const isReaderGone = error.code === 'EPIPE';
    if (!isReaderGone)
      process.stderr.write(
        `error: standard output can't be written: ${error.errno === undefined ? error.message : getSystemErrorMessage(error.errno)}\n`,
      );
    void ended.then(() => {
      if (!isReaderGone) process.exitCode = 2;
      process.exit();
    });
  });
}

function complain(error: unknown): void {
  if (error instanceof AggregateError && error.errors.length > 0) error.errors.forEach(complain);
  else
    process.stderr.write(
      error instanceof UserError
        ? `error: ${error.message}\n`
        : `This is a mistake in the program itself:\n${(error as Error | undefined)?.stack ?? String(error)}\n`,
    );
}

/** Whether an error is no mistake of this program: one of the user's, or a refusal of the system, such as a file that can't be written. */
export const isFromOutside = (error: unknown): error is Error =>
  error instanceof UserError || (error instanceof Error && 'syscall' in error);

/** Reads the command line. Throws a `UserError` for a flag that there is not, or that lacks its value. */
export function readFlags<Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    // node adds advice about "--" that helps nobody here, sometimes on lines of its own
    const [sentence] = (error as Error).message.split(/\n|\. To specify/);
    throw new UserError(`${sentence?.replace(/\.$/, '')}. See --help.`);
  }
}
