import { complainInLines } from '../../conformance/core/print.ts';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isFromOutside } from '../../conformance/core/command-line.ts';
import { readWords, type FlagTable } from '../../conformance/core/flags.ts';
import { apis } from '../../spec/apis.ts';
import { root } from '../redocly.ts';
import { drift, unknownFiles } from './drift.ts';
import { files } from './files.ts';
import { writePages, type Page } from './pages/page.ts';

/** Every flag of `generate`. */
export const flags = {
  check: { help: 'Write nothing; name the files that are out of date.' },
} as const satisfies FlagTable;

/** Writes everything that is generated in this repository. Returns the exit code. */
export const execute = (words: readonly string[]): Promise<number> =>
  command(words, apis, join(root, 'generated'), async () =>
    // loaded last: the pages run the runner and the mock, which read generated/
    Object.values(await import('./pages/index.ts')),
  );

/**
 * Writes the bundled documents and types of these APIs to a folder, and then the pages. With
 * `--check`, only names the files that are out of date. Returns the exit code.
 */
export async function command(
  args: readonly string[],
  apis: { readonly [name: string]: string },
  folder: string,
  loadPages: () => Promise<readonly Page[]>,
): Promise<0 | 1 | 2> {
  try {
    const { values } = readWords(flags, args);
    const texts = await files(apis);
    const lines = values.check ? await drift(folder, texts) : await write(folder, texts);
    // the pages are made from generated/, so they are compared only where it is up to date
    if (!values.check || lines.length === 0)
      lines.push(...(await writePages(await loadPages(), root, values.check)));
    if (!values.check) return print(lines, 0);
    return lines.length === 0
      ? print(['Everything that is generated is up to date.'], 0)
      : print([...lines, 'Run `npm run generate` and commit the result.'], 1);
  } catch (error) {
    if (!isFromOutside(error)) throw error;
    complainInLines(`Generation failed. ${error.message}`);
    return 2;
  }
}

function print<Code>(lines: readonly string[], code: Code): Code {
  process.stdout.write(`${lines.join('\n')}\n`);
  return code;
}

async function write(folder: string, texts: ReadonlyMap<string, string>): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const unknown = unknownFiles(await readdir(folder), texts);
  for (const name of unknown) await rm(join(folder, name), { recursive: true });
  for (const [name, text] of texts) await writeFile(join(folder, name), text);
  return [
    ...unknown.map((name) => `removed generated/${name}`),
    ...[...texts.keys()].map((name) => `wrote generated/${name}`),
  ];
}
