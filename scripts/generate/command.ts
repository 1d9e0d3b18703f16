import { complainInLines } from '../../conformance/core/print.ts';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isFromOutside, readFlags } from '../../conformance/core/command-line.ts';
import { root } from '../redocly.ts';
import { drift, filesIn } from './drift.ts';
import { files } from './files.ts';
import { writePages, type Page } from './pages/page.ts';

const help = `Usage: npm run generate [-- --check]

Writes everything that is generated: generated/<api>/ from the descriptions in spec/ (one bundled document, its types and
what frontends import), the reference pages of checks and generators, and the marked blocks of README.md.

  --check  writes nothing; names the files that are out of date

Exit codes: 0 done, or nothing is out of date; 1 something is out of date; 2 a description is broken.
`;

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
    const { values } = readFlags({
      args: [...args],
      options: { check: { type: 'boolean', default: false }, help: { type: 'boolean' } },
    });
    if (values.help) return print([help.trimEnd()], 0);
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
  const unknown = (await filesIn(folder)).filter((path) => !texts.has(path));
  for (const path of unknown) await rm(join(folder, path));
  for (const [path, text] of texts) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return [
    ...unknown.map((path) => `removed generated/${path}`),
    ...[...texts.keys()].map((path) => `wrote generated/${path}`),
  ];
}
