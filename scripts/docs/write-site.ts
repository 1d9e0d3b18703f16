import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '../../conformance/core/user-error.ts';
import type { SiteFile } from './site-model.ts';

/** How many pages and bytes were written. */
export type Written = { readonly pages: number; readonly bytes: number };

type Writing = {
  /** Whether nothing but the site is in the folder: then what is there goes. */
  readonly isOurs?: boolean;
  /** Told of each page, how many there are. */
  readonly tell?: (pages: number) => void;
};

/**
 * Writes the files of a site into a folder, which it makes, one by one: those of a large site have no room in
 * memory. What else is there stays. Nothing is changed where the first file can't be made.
 */
export async function writeSite(
  folder: string,
  files: AsyncIterable<SiteFile>,
  { isOurs = false, tell = () => undefined }: Writing = {},
): Promise<Written> {
  const folders = new Set<string>();
  let [pages, bytes] = [0, 0];
  for await (const [path, content] of files) {
    if (/^\/|\\|(?:^|\/)\.\.?(?:\/|$)/.test(path))
      throw new Error(`${path} would be written outside of the site.`);
    if (isOurs && folders.size === 0) await rm(folder, { recursive: true, force: true });
    const file = join(folder, path);
    try {
      if (!folders.has(dirname(file))) await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    } catch (error) {
      throw new UserError(
        `The site can't be written to ${folder}: ${(error as Error).message}. Name another folder with --out.`,
      );
    }
    folders.add(dirname(file));
    bytes += Buffer.byteLength(content);
    if (!path.endsWith('.html')) continue;
    pages += 1;
    tell(pages);
  }
  return { pages, bytes };
}
