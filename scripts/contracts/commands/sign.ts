import { typedAs } from '../../../conformance/core/typed-as.ts';
import type { Command } from '../command.ts';

export const sign: Command = {
  name: 'sign',
  summary: 'Prints the credential of one request, for an API whose requests are signed one by one',
  usage: ['API METHOD PATH [options] < BODY'],
  examples: [['mixin GET /me', 'with the session of the environment']],
  explanation: `PATH follows the base URL and includes the query. The body is read from the standard input, byte for byte as it is
sent; a terminal means no body.

The environment holds the session: for Mixin MIXIN_BEARER_UID, MIXIN_BEARER_SID and MIXIN_BEARER_PRIVATE_KEY_FILE.

  body='{"platform":"iOS"}'
  curl -i https://api.example.com/session --data-binary "$body" -H 'Content-Type: application/json' \\
    -H "Authorization: Bearer $(printf %s "$body" | ${typedAs('sign', 'mixin POST /session')})"

Exit codes: 0 the credential was printed, 2 it could not be made.`,
  flags: async () => (await import('../../sign.ts')).flags,
  async execute(words) {
    const { execute } = await import('../../sign.ts');
    return await execute(words);
  },
};
