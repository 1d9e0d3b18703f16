import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SiteFiles } from './build.ts';

/** How many pages and bytes were written. */
export type Written = { readonly pages: number; readonly bytes: number };

/** Writes the files of a site into a folder, which it makes. What else is there stays. */
export async function writeSite(folder: string, files: SiteFiles): Promise<Written> {
  const paths = [...files.keys()];
  const outside = paths.find((path) => /^\/|\\|(?:^|\/)\.\.?(?:\/|$)/.test(path));
  if (outside !== undefined) throw new Error(`${outside} would be written outside of the site.`);
  for (const below of new Set(paths.map((path) => dirname(join(folder, path)))))
    await mkdir(below, { recursive: true });
  let bytes = 0;
  for (const [path, content] of files) {
    bytes += Buffer.byteLength(content);
    await writeFile(join(folder, path), content);
  }
  return { pages: paths.filter((path) => path.endsWith('.html')).length, bytes };
}
