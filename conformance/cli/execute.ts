import { commandOf } from './command.ts';
import { helpText } from './help.ts';

/** Runs a command line and returns its exit code. Throws a `UserError` for a mistake of the user. */
export async function execute(words: readonly string[]): Promise<number> {
  const command = commandOf(words);
  if (command.kind === 'help') {
    process.stdout.write(helpText());
    return 0;
  }
  // imported only now, so that --help and a mistyped flag are fast
  if (command.kind === 'merge') {
    const { merge } = await import('./merge.ts');
    return merge(command.files, command.options);
  }
  // before loading and planning, which take a while; a second signal ends the process as usual
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
