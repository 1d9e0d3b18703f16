import type { Command } from '../command.ts';

export const check: Command = {
  name: 'check',
  summary: 'Checks whether an implementation keeps its contract; without a target, the mock',
  usage: ['[API, FILE, FOLDER or URL…] [--target URL] [options]'],
  examples: [
    ['petstore.yaml --target https://staging.example.com', 'checks a server'],
    ['petstore.yaml --config conformance.config.yaml --report html=report.html', 'writes a page'],
    ['petstore.yaml --dry-run', 'lists the requests and sends nothing'],
  ],
  explanation: `Without a target, the command starts the mock on a free port and checks the mock.

Credentials come from the environment, from files or from the configuration, never from a flag. The
variable of a security scheme has the names of API and scheme: AMITY_API_KEY,
NOTIFICATIONS_BEARER_AUTH; with _FILE at the end it names a file. Basic authentication takes
user:password. Mixin's signed requests take MIXIN_BEARER_UID, MIXIN_BEARER_SID and
MIXIN_BEARER_PRIVATE_KEY_FILE. The configuration can also say how a token is fetched: by a flow of
OAuth 2, or by a login.

An operation that answers 429 with Retry-After is put aside while others go on; after a 503 all wait.
The runner honours HTTP_PROXY, HTTPS_PROXY and NO_PROXY, and trusts the certificates of
NODE_EXTRA_CA_CERTS and SSL_CERT_FILE. Ctrl-C ends a run and reports the results so far; before the
first request, it ends the command at once.

Exit codes: 0 it conforms, 1 there are findings or too little is covered, 2 it can't be judged.`,
  flags: async () => (await import('../../../conformance/cli/flags.ts')).flags,
  async execute(words) {
    const { execute } = await import('../../../conformance/cli/execute.ts');
    return await execute(words);
  },
};
