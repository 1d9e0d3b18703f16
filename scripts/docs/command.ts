import { complainInLines } from '../../conformance/core/print.ts';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { isFromOutside } from '../../conformance/core/command-line.ts';
import { readWords, type FlagTable } from '../../conformance/core/flags.ts';
import { apis } from '../../spec/apis.ts';
import { root } from '../redocly.ts';
import { site } from './site.ts';

/** Every flag of `docs`. */
export const flags = {} as const satisfies FlagTable;

/** Makes the site of this repository. Returns the exit code. */
export const execute = (words: readonly string[]): Promise<number> =>
  command(words, apis, join(root, 'generated', 'site'));

/** Replaces a folder with the site of these APIs. Returns the exit code. */
export async function command(
  args: readonly string[],
  apis: { readonly [name: string]: string },
  folder: string,
): Promise<0 | 2> {
  try {
    readWords(flags, args);
    const pages = await site(apis);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    for (const [name, text] of pages) {
      await writeFile(join(folder, name), text);
      process.stdout.write(`wrote ${relative('.', join(folder, name))}\n`);
    }
    return 0;
  } catch (error) {
    if (!isFromOutside(error)) throw error;
    complainInLines(`No site was made. ${error.message}`);
    return 2;
  }
}
