import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
  findApis,
  nameApis,
  renamed,
  type NamedApi,
} from '../../conformance/core/contract/named-contracts.ts';
import { readWords, type FlagTable, type FlagValues } from '../../conformance/core/flags.ts';
import { complain, print } from '../../conformance/core/print.ts';
import { isInstalled, typedAs } from '../../conformance/core/typed-as.ts';
import { UserError } from '../../conformance/core/user-error.ts';
import { userPath } from '../../conformance/core/user-path.ts';
import { apis } from '../../spec/apis.ts';
import { root } from '../redocly.ts';
import { drift, handWritten, leftovers, type Folder } from './drift.ts';
import { files, type GeneratedFiles, type Manner } from './files.ts';
import { writePages, type Page } from './pages/page.ts';

/** Every flag of `generate`. */
export const flags = {
  out: {
    value: 'DIR',
    help: 'Folder for the generated files; each API gets a folder of its own in it. Default: generated.',
  },
  check: { help: 'Write nothing; name the files that are out of date.' },
  ts: {
    help: 'Write TypeScript, which imports files that end with .ts. Default: JavaScript with types beside it, which any project can import.',
  },
  name: {
    value: 'NAME',
    help: 'Name of the only API: of its folder. Default: the name of the file without its ending.',
  },
  header: {
    value: 'FIELD',
    isRepeatable: true,
    help: "Header field for fetching a description by its URL, such as 'Authorization: Bearer ${TOKEN}'.",
  },
} as const satisfies FlagTable;

/** What is generated, how, and where. */
export type Plan = {
  readonly apis: readonly NamedApi[];
  readonly folder: Folder;
  readonly manner: Manner;
  /** Pages that are made from generated files. */
  readonly loadPages: () => Promise<readonly Page[]>;
  /** How the user writes the files, for messages. */
  readonly again: string;
};

/**
 * Writes what code needs of descriptions; without one, everything that is generated in this repository.
 * Returns the exit code: 1 if `--check` finds something out of date.
 */
export async function execute(words: readonly string[]): Promise<0 | 1> {
  const { values, positionals } = readWords(flags, words);
  const isOurs = !isInstalled && positionals.length === 0 && values.out === undefined && !values.ts;
  const plan = isOurs ? ours() : await planOf(values, positionals, words);
  return generate(plan, values.check);
}

/** Everything that is generated in this repository, whose sources import each other by `.ts`. */
const ours = (): Plan => ({
  apis: nameApis(apis, []),
  folder: { path: join(root, 'generated'), shown: 'generated', isOwn: true },
  manner: {
    form: 'ts',
    maker: 'npm run generate',
    runtime: (name) => `../../scripts/frontend/${name}.ts`,
  },
  loadPages,
  again: typedAs('generate'),
});

/** The pages of this repository. They are loaded last: they run the runner and the mock, which read generated/. */
async function loadPages(): Promise<readonly Page[]> {
  // a path that a build does not follow: they are made of what is not in the package
  const pages = new URL('pages/index.ts', import.meta.url).href;
  return Object.values((await import(pages)) as { readonly [name: string]: Page });
}

async function planOf(
  { out = 'generated', ts, name, header }: FlagValues<typeof flags>,
  positionals: readonly string[],
  words: readonly string[],
): Promise<Plan> {
  const named = await findApis(apis, positionals, header);
  return {
    apis: name === undefined ? named : renamed(named, name),
    folder: { path: resolve(userPath(out)), shown: out.replace(/\/+$/, ''), isOwn: false },
    manner: {
      form: ts ? 'ts' : 'js',
      maker: 'contracts generate',
      runtime: (file) => `openapi-contract-suite/${file}`,
    },
    loadPages: async () => [],
    again: typedAs('generate', words.filter((word) => word !== '--check').join(' ')),
  };
}

/** Writes the files of a plan, or names those that are out of date. Returns the exit code. */
export async function generate(plan: Plan, isCheck: boolean): Promise<0 | 1> {
  const made = await files(plan.apis, plan.manner);
  const lines = isCheck ? await drift(plan.folder, made.texts) : await write(plan.folder, made);
  // the pages are made from generated files, so they are compared only where these are up to date
  if (!isCheck || lines.length === 0)
    lines.push(...(await writePages(await plan.loadPages(), root, isCheck)));
  lines.forEach(print);
  made.notes.forEach(complain);
  if (!isCheck) return 0;
  print(
    lines.length === 0
      ? 'Everything that is generated is up to date.'
      : `Run \`${plan.again}\` and commit the result.`,
  );
  return lines.length === 0 ? 0 : 1;
}

async function write(folder: Folder, { texts }: GeneratedFiles): Promise<string[]> {
  const [foreign] = await handWritten(folder, texts);
  if (foreign !== undefined)
    throw new UserError(
      `${folder.shown}/${foreign} is not generated, and would be replaced: move it, or name another folder with --out.`,
    );
  const old = await leftovers(folder, texts);
  for (const path of old) await rm(join(folder.path, path));
  for (const [path, text] of texts) {
    await mkdir(dirname(join(folder.path, path)), { recursive: true });
    await writeFile(join(folder.path, path), text);
  }
  return [
    ...old.map((path) => `removed ${folder.shown}/${path}`),
    ...[...texts.keys()].map((path) => `wrote ${folder.shown}/${path}`),
  ];
}
