import { readWords, type FlagTable, type FlagValues } from '../../conformance/core/flags.ts';
import { UserError } from '../../conformance/core/user-error.ts';

/** Every flag of `docs`. */
export const flags = {
  out: {
    group: 'Site',
    value: 'DIR',
    help: 'Folder for the pages. Default: generated/site.',
  },
  config: {
    group: 'Site',
    value: 'FILE',
    help: 'Configuration of the site. Default: docs.yaml, if there is one. A flag wins over it.',
  },
  title: { group: 'Site', value: 'TEXT', help: 'The name of the site. Default: API reference.' },
  language: {
    group: 'Site',
    value: 'CODE',
    help: "The language of the site's own words, such as de. Default: en.",
  },
  url: {
    group: 'Site',
    value: 'URL',
    help: 'Where the site will be served, for sitemap.xml and canonical links.',
  },
  report: {
    group: 'Content',
    value: 'FILE',
    help: 'A JSON report of contracts check (--report json=FILE): each operation shows its verdict.',
  },
  since: {
    group: 'Content',
    value: 'REF',
    isRepeatable: true,
    help: 'A former version of the descriptions, the newest first: a git ref, a file, a folder or a URL. What changed since then is a page.',
  },
  evidence: {
    group: 'Content',
    isNegatable: true,
    help: 'Write beside a rule what it rests on, or leave that out. Default: write it.',
  },
  server: {
    group: 'Content',
    value: 'URL',
    isRepeatable: true,
    help: 'A server that the console may call, beside those of the descriptions.',
  },
  serve: {
    group: 'Serving',
    help: 'Write nothing; serve the site and the mock on one port, and reload the browser when a description changes.',
  },
  port: {
    group: 'Serving',
    value: 'N',
    help: 'The port of --serve. Default: 4020; 0 means any free port.',
  },
  header: {
    group: 'Descriptions',
    value: 'FIELD',
    isRepeatable: true,
    help: "Header field for fetching a description by its URL, such as 'Authorization: Bearer ${TOKEN}': a variable in it is read from the environment.",
  },
} as const satisfies FlagTable;

/** What a command line says, with the words that are no flags. */
export type Command = Omit<FlagValues<typeof flags>, 'port'> & {
  readonly port: number;
  readonly typed: readonly string[];
};

/** Reads a command line. Throws a `UserError` for a wrong flag. */
export function readCommand(words: readonly string[]): Command {
  const { values, positionals } = readWords(flags, words);
  if (values.serve && values.out !== undefined)
    throw new UserError('--serve writes no files: leave out --out, or leave out --serve.');
  if (!values.serve && values.port !== undefined)
    throw new UserError('--port is for --serve: add it, or leave out the port.');
  return { ...values, port: portOf(values.port ?? '4020'), typed: positionals };
}

function portOf(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535)
    throw new UserError(`--port is a number from 0 to 65535, not "${text}".`);
  return Number(text);
}
