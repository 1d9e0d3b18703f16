import { join } from 'node:path';
import { readFlags, runCommand } from '../../conformance/core/command-line.ts';
import { loadContract } from '../../conformance/core/contract/load.ts';
import { print } from '../../conformance/core/print.ts';
import { UserError } from '../../conformance/core/user-error.ts';
import { createClient } from './side-by-side/client.ts';
import { questions } from './side-by-side/questions.ts';

/** The description that the asked server has to serve. */
const file = join(import.meta.dirname, '..', 'mock', 'things', 'frontend', 'to-do.yaml');

/** Asks a mock of the to-do API what a frontend expects of it, and prints each answer with its evidence. */
async function main(): Promise<number> {
  const {
    positionals: [url],
  } = readFlags({ allowPositionals: true, options: {} });
  if (!URL.canParse(url ?? ''))
    throw new UserError('Give the URL of a server: node scripts/bench/side-by-side.ts http://…');
  const client = createClient(url!.replace(/\/$/, ''), loadContract('todo', file));
  for (const { text, ask } of questions) {
    const { isYes, seen } = await ask(client);
    print(`${isYes ? 'yes' : 'no '}  ${text}`);
    print(`     ${seen}`);
  }
  return 0;
}

await runCommand(main);
