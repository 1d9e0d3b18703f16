import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { readWords, type FlagTable } from '../../conformance/core/flags.ts';
import { complain, print } from '../../conformance/core/print.ts';
import { quoted } from '../../conformance/core/curl/shell.ts';
import { UserError } from '../../conformance/core/user-error.ts';
import { userPath } from '../../conformance/core/user-path.ts';
import { findProblems } from '../lint/problems.ts';
import { generateIn } from './generate.ts';
import { repository } from './repository.ts';
import { example, sourceFrom, type Source } from './source.ts';

/** Every flag of `init`. */
export const flags = {
  from: {
    value: 'DESCRIPTION',
    help: 'The file or URL of your own OpenAPI description, which is copied with the files it refers to. Default: a to-do list as an example.',
  },
  name: {
    value: 'API',
    help: 'The name of the API, and of its folder in spec/. Default: that of the file, or the title of the description.',
  },
  header: {
    value: 'FIELD',
    isRepeatable: true,
    help: "Header field for fetching a description by its URL, such as 'Authorization: Bearer ${TOKEN}': a variable in it is read from the environment.",
  },
  force: { help: 'Replace files that are there. Without it they stay as they are.' },
} as const satisfies FlagTable;

/** Makes a repository of contracts in a folder. Returns the exit code. */
export async function execute(words: readonly string[]): Promise<number> {
  const { values, positionals } = readWords(flags, words);
  if (positionals.length > 1)
    throw new UserError(`init makes one repository, and ${positionals.length} folders are named.`);
  const folder = userPath(positionals[0] ?? '.');
  const read = values.from === undefined ? example() : await sourceFrom(values.from, values.header);
  const source = values.name === undefined ? read : { ...read, name: apiName(values.name) };
  const files = repository({
    ...{ name: basename(resolve(folder)), source, tool: ownPackage() },
    broken: await brokenIn(source),
  });
  const { made, kept } = write(folder, files, values.force);
  if (made + kept.length === 0) print('All files were there.');
  for (const path of kept)
    print(`kept ${path}, which was there and is not what init would write: --force replaces it`);
  const code = await generateIn(folder);
  const isGenerated = code === 0;
  if (!isGenerated) complain('generated/ could not be made of this description: see above.');
  if (kept.includes('package.json')) tellScripts(files.get('package.json')!);
  tellNext(positionals[0], isGenerated);
  return code;
}

function apiName(name: string): string {
  if (/^[A-Za-z0-9][\w.-]*$/.test(name)) return name;
  throw new UserError(`--name ${name}: a name has letters, digits, ".", "_" and "-" only.`);
}

const ownPackage = () =>
  JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
  };

/** The rules that a description breaks with an error, each once. */
async function brokenIn({ given }: Source): Promise<readonly string[]> {
  if (!given) return [];
  const problems = await findProblems([given], { profile: 'recommended' });
  const errors = problems.filter(({ severity }) => severity === 'error');
  return [...new Set(errors.map(({ rule }) => rule))].sort();
}

/** Writes the files that are not there yet; names those that are there with another text. */
function write(
  folder: string,
  files: ReadonlyMap<string, string>,
  isForced: boolean,
): { readonly made: number; readonly kept: readonly string[] } {
  const kept: string[] = [];
  let made = 0;
  for (const [path, text] of files) {
    const file = join(folder, path);
    const isThere = existsSync(file);
    if (isThere && !isForced) {
      if (readFileSync(file, 'utf8') !== text) kept.push(path);
      continue;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    print(`${isThere ? 'replaced' : 'made'} ${join(folder, path)}`);
    made += 1;
  }
  return { made, kept };
}

/** What is missing in a package.json that was kept. */
function tellScripts(written: string): void {
  const { scripts, devDependencies } = JSON.parse(written) as {
    readonly [member: string]: object;
  };
  const text = JSON.stringify({ scripts, devDependencies }, undefined, 2);
  print(`package.json needs these, so that the next steps work:\n${text}`);
}

function tellNext(folder: string | undefined, isGenerated: boolean): void {
  const steps = [
    ...(folder === undefined || folder === '.'
      ? []
      : [`cd ${/^[\w./~-]+$/.test(folder) ? folder : quoted(folder)}`]),
    'npm install',
    ...(isGenerated ? [] : ['npm run lint      and repair the description', 'npm run generate']),
    ...['npm test', 'npm run mock'],
  ];
  ['', 'Next:', ...steps.map((step) => `  ${step}`)].forEach(print);
}
