import { commandOf } from './command.ts';

/** Runs a command line and returns its exit code. Throws a `UserError` for a mistake of the user. */
export async function execute(words: readonly string[]): Promise<number> {
  const command = commandOf(words);
  // imported only now, so that a mistyped flag is fast
  if (command.kind === 'merge') {
    const { merge } = await import('./merge.ts');
    return merge(command.files, command.options);
  }
  const { conform } = await import('./conform.ts');
  return await conform(command.apis, command.options);
}
