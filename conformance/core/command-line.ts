import { getSystemErrorMessage, parseArgs, type ParseArgsConfig } from 'node:util';
import { UserError } from './user-error.ts';

/**
 * Runs a command and sets its exit code. A `UserError` is printed as one line on stderr, any other
 * error, also one that
 * no code catches, with its stack trace; the exit code of each is 2.
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
 * Handles output that can't be written. The command continues to its end, so that it writes its
 * report files; a server
 * has started by then and exits at once. If the reader closed the pipe, as `head` does, the exit
 * code stays that of the
 * command; if the system refuses to write, it is 2. Errors of stderr are ignored.
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

/**
 * Whether the cause of an error is outside this program: the user, or the system, as for a file
 * that can't be written.
 */
export const isFromOutside = (error: unknown): error is Error =>
  error instanceof UserError || (error instanceof Error && 'syscall' in error);

/**
 * Reads the command line. Throws a `UserError` for an unknown flag and for a flag without its
 * value.
 */
export function readFlags<Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    // Node adds advice about "--", which does not apply here, sometimes on lines of its own
    const [sentence] = (error as Error).message.split(/\n|\. To specify/);
    throw new UserError(`${sentence?.replace(/\.$/, '')}. See --help.`);
  }
}
