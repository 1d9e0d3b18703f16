import { complainInLines } from '../../conformance/core/print.ts';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { isFromOutside, readFlags } from '../../conformance/core/command-line.ts';
import { site } from './site.ts';

const help = `Usage: npm run docs

Makes generated/site/ from the descriptions in spec/: a reference page for each API and an index.
The pages fetch nothing, so they can be opened from a folder or served by any host.

Exit codes: 0 done, 2 a description is broken.
`;

/** Replaces a folder with the site of these APIs. Returns the exit code. */
export async function command(
  args: readonly string[],
  apis: { readonly [name: string]: string },
  folder: string,
): Promise<0 | 2> {
  try {
    const { values } = readFlags({ args: [...args], options: { help: { type: 'boolean' } } });
    if (values.help) {
      process.stdout.write(help);
      return 0;
    }
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
