import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Compares `generated/` with the texts that it must hold. Returns one line for each difference. */
export async function drift(folder: string, texts: ReadonlyMap<string, string>): Promise<string[]> {
  const found = await filesIn(folder);
  const lines = found
    .filter((path) => !texts.has(path))
    .map((path) => `generated/${path} belongs to no API`);
  for (const [path, text] of texts) {
    if (!found.includes(path)) lines.push(`generated/${path} is missing`);
    else if ((await readFile(join(folder, path), 'utf8')) !== text)
      lines.push(`generated/${path} is out of date`);
  }
  return lines.sort();
}

/** The paths of all files of a folder. Another command makes the site, other tools hidden files. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !path.startsWith('site/') && !/(?:^|\/)\./.test(path));
}
