import { readWords, type FlagTable } from '../conformance/core/flags.ts';
import * as signers from '../conformance/core/auth/signers/index.ts';
import { shipped } from '../conformance/core/typed-as.ts';
import { UserError } from '../conformance/core/user-error.ts';
import { signRequest, waysOf } from './sign-request.ts';

/** Every flag of `sign`. */
export const flags = {
  scheme: { value: 'NAME', help: 'The security scheme, where several of an API sign.' },
  forge: {
    value: 'WAY',
    help: `A credential with one thing wrong: ${waysOf(Object.values(signers)).join(', ')}.`,
  },
  config: {
    value: 'FILE',
    help: `Take the session from this file (see ${shipped('conformance.config.example.yaml')}), not from the environment.`,
  },
} as const satisfies FlagTable;

/** Prints the credential of one request. Throws a `UserError`, as `signRequest` does. */
export async function execute(words: readonly string[]): Promise<number> {
  const { values, positionals } = readWords(flags, words);
  const [api, method, path, ...more] = positionals;
  if (api === undefined || method === undefined || path === undefined || more.length > 0)
    throw new UserError(
      'Three words are needed: API METHOD PATH, such as: mixin POST /session. See --help.',
    );
  const body = process.stdin.isTTY
    ? new Uint8Array()
    : Buffer.concat((await process.stdin.toArray()) as Buffer[]);
  const token = await signRequest(api, { method, path, body }, values, process.env);
  process.stdout.write(`${token}\n`);
  return 0;
}
