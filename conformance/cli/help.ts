import { flagList, groups, type Flag } from './flags.ts';

const introduction = `Checks an implementation against the contract of its API.

  npm run conformance -- [API…] [options]
  npm run conformance -- merge FILE… [options]   combine the JSON reports of all parts of a run

API is a name of spec/apis.ts, or the path or URL of an OpenAPI 3.0 or 3.1 description. Default: every API of
spec/apis.ts. Without a target, the command starts the mock on a free port and checks the mock.
`;

const explanation = `
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

Examples
  npm run conformance -- notifications --target https://staging.example.com
  npm run conformance -- petstore.yaml --config conformance.config.yaml --report html=report.html

Exit codes: 0 it conforms, 1 there are findings or too little is covered, 2 it can't be judged.
`;

const width = 100;
const column = 24;

const isShown = (text: string) => text.replaceAll('`', '');

/** The flag as it is typed, with the placeholder of its value. */
const usageOf = (name: string, { value }: Flag<unknown>): string =>
  `--${name}${value === undefined ? '' : ` ${value}`}`;

const describe = ({ help, isRepeatable }: Flag<unknown>): string =>
  `${help}${isRepeatable ? ' Repeatable.' : ''}`;

/** A text in lines that fit beside the column of the flags. */
function wrapped(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width - column)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** What `--help` prints. */
export function helpText(): string {
  const sections = groups.map((group) => {
    const rows = flagList
      .filter(([, flag]) => flag.group === group)
      .map(([name, flag]) => {
        const start = `  ${usageOf(name, flag)}`.padEnd(column);
        return start + wrapped(isShown(describe(flag))).join(`\n${' '.repeat(column)}`);
      });
    return `\n${group}\n${rows.join('\n')}\n`;
  });
  return introduction + sections.join('') + explanation;
}

/** The flags as a table in Markdown, for the README. */
export const flagTable = (): string =>
  [
    '| Flag | Does |',
    '|---|---|',
    ...flagList.map(
      ([name, flag]) => `| \`${usageOf(name, flag)}\` | ${describe(flag).replaceAll('|', '\\|')} |`,
    ),
  ].join('\n');
