import { execute } from '../../cli/execute.ts';
import { UserError } from '../../core/user-error.ts';

/** What must not happen, whatever the input is; without `problem` all is well. */
export type Trial = {
  readonly seed: number;
  readonly milliseconds: number;
  readonly problem?: string;
};

/** No trial may need more CPU time, in milliseconds. */
const longest = 20_000;

/**
 * Runs a command line of the runner in this process, and says what is wrong with how it ended: it
 * must have an exit code of its own, and print no stack trace. Its output is kept back.
 */
export async function tried(seed: number, words: readonly string[]): Promise<Trial> {
  const output = capture();
  const begun = process.cpuUsage();
  let problem: string | undefined;
  try {
    const code = await execute(words);
    if (![0, 1, 2].includes(code)) problem = `exit code ${code}`;
  } catch (error) {
    // a mistake of the user is one line and exit code 2
    if (!(error instanceof UserError)) problem = stackOf(error);
  } finally {
    output.release();
  }
  problem ??= traceIn(output.text());
  const { user, system } = process.cpuUsage(begun);
  const milliseconds = Math.round((user + system) / 1000);
  if (milliseconds > longest) problem ??= `it took ${milliseconds} ms of CPU time`;
  return { seed, milliseconds, ...(problem === undefined ? {} : { problem }) };
}

const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/** A stack trace, or a mistake of the program that it tells itself, with what stands before it. */
function traceIn(text: string): string | undefined {
  const found = /\n\s+at \S.*:\d+:\d+|mistake in this program|mistake in the program itself/.exec(
    text,
  );
  return found ? text.slice(Math.max(0, found.index - 300), found.index + 500) : undefined;
}

function capture() {
  const { stdout, stderr } = process;
  const written: string[] = [];
  const keep = (chunk: unknown, ...rest: unknown[]): boolean => {
    written.push(String(chunk));
    for (const one of rest) if (typeof one === 'function') (one as () => void)();
    return true;
  };
  const [writeOut, writeError] = [stdout.write.bind(stdout), stderr.write.bind(stderr)];
  stdout.write = keep as typeof stdout.write;
  stderr.write = keep as typeof stderr.write;
  return {
    text: () => written.join(''),
    release() {
      stdout.write = writeOut;
      stderr.write = writeError;
    },
  };
}
