import { getSystemErrorMessage, parseArgs, type ParseArgsConfig } from 'node:util';
import { orNearest } from './nearest.ts';
import { complain, complainInLines } from './print.ts';
import { UserError } from './user-error.ts';

/**
 * Runs a command and sets its exit code. Any error ends with exit code 2: a `UserError` is printed
 * as one line on stderr, any other error with its stack trace.
 */
export async function runCommand(command: () => Promise<number> | number): Promise<void> {
  const ended = Promise.withResolvers<void>();
  watchStreams(ended.promise);
  process.on('uncaughtException', (error) => {
    printError(error);
    process.exit(2);
  });
  try {
    process.exitCode = await command();
  } catch (error) {
    printError(error);
    process.exitCode = 2;
  }
  ended.resolve();
}

/**
 * Handles output that can't be written. The command continues, so that it writes its report files;
 * a server, whose command ends when it listens, exits at once. A reader that closed the pipe, as
 * `head` does, leaves the exit code as it is. Errors of stderr are ignored.
 */
function watchStreams(ended: Promise<void>): void {
  process.stderr.on('error', () => undefined);
  process.stdout.once('error', (error: NodeJS.ErrnoException) => {
    // each further write fails too
    process.stdout.on('error', () => undefined);
    const isReaderGone = error.code === 'EPIPE';
    if (!isReaderGone)
      complain(
        `error: standard output can't be written: ${error.errno === undefined ? error.message : getSystemErrorMessage(error.errno)}`,
      );
    void ended.then(() => {
      if (!isReaderGone) process.exitCode = 2;
      process.exit();
    });
  });
}

function printError(error: unknown): void {
  if (error instanceof AggregateError && error.errors.length > 0) error.errors.forEach(printError);
  else
    complainInLines(
      isFromOutside(error)
        ? `error: ${error.message}`
        : `This is a mistake in the program itself:\n${(error as Error | undefined)?.stack ?? String(error)}`,
    );
}

/** Whether the user or the system caused an error, such as a file that can't be written. */
export const isFromOutside = (error: unknown): error is Error =>
  error instanceof UserError || (error instanceof Error && 'syscall' in error);

/** The words with a negative number joined to its flag: Node takes it for another flag. */
function withNegatives({ args = process.argv.slice(2), options = {} }: ParseArgsConfig): string[] {
  const takesValue = (word = '') =>
    word.startsWith('--') && options[word.slice(2)]?.type === 'string';
  const joined: string[] = [];
  for (const word of args)
    if (/^-\d/.test(word) && takesValue(joined.at(-1))) joined.push(`${joined.pop()}=${word}`);
    else joined.push(word);
  return joined;
}

/** Reads the flags of the command line. Throws a `UserError` for a wrong flag. */
export function readFlags<Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs<Config>({ ...config, args: withNegatives(config) } as Config);
  } catch (error) {
    // Node adds advice about "--", which does not apply here, sometimes on lines of its own
    const [sentence = ''] = (error as Error).message.split(/\n|\. To specify/);
    const [, unknown = ''] = /^Unknown option '--([\w-]+)/.exec(sentence) ?? [];
    const hint = orNearest(unknown, Object.keys(config.options ?? {})).replace('"', '"--');
    throw new UserError(`${sentence.replace(/\.$/, '')}${hint} See --help.`);
  }
}
