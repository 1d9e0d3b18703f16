import { commandOf } from './command.ts';
import { helpText } from './help.ts';

/**
 * Runs the command that the words of a command line mean, and gives its exit code. Throws a
 * `UserError` for a mistake
 * of the user.
 */
export async function execute(words: readonly string[]): Promise<number> {
  const command = commandOf(words);
  if (command.kind === 'help') {
    process.stdout.write(helpText());
    return 0;
  }
  // the rest of the program is imported only now, so that --help and a mistyped flag answer at once
  if (command.kind === 'merge') {
    const { merge } = await import('./merge.ts');
    return merge(command.files, command.options);
  }
  // from the first moment: loading and planning take a while; a second signal ends the process as
  // usual
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  for (const signal of signals) process.once(signal, interrupt);
  const { conform } = await import('./conform.ts');
  try {
    return await conform(command.apis, command.options, interrupted.signal);
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}

const signals = ['SIGINT', 'SIGTERM'] as const;
