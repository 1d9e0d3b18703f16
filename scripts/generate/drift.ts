import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { generatedBy } from './files.ts';

/** A folder of generated files, and how messages name it. */
export type Folder = {
  readonly path: string;
  readonly shown: string;
  /** Whether all of its files are generated; else only those that say so. */
  readonly isOwn: boolean;
};

/** Compares a folder with the texts that it must hold. Returns one line for each difference. */
export async function drift(folder: Folder, texts: ReadonlyMap<string, string>): Promise<string[]> {
  const lines = (await leftovers(folder, texts)).map(
    (path) => `${folder.shown}/${path} belongs to no API`,
  );
  for (const [path, text] of texts) {
    const found = await readFile(join(folder.path, path), 'utf8').catch(() => undefined);
    if (found === undefined) lines.push(`${folder.shown}/${path} is missing`);
    else if (found !== text) lines.push(`${folder.shown}/${path} is out of date`);
  }
  return lines.sort();
}

/** The generated files of an earlier run that are generated no more. */
export async function leftovers(
  { path: folder, isOwn }: Folder,
  texts: ReadonlyMap<string, string>,
): Promise<string[]> {
  const old = (await filesIn(folder)).filter((path) => !texts.has(path));
  if (isOwn) return old;
  const apis = new Set([...texts.keys()].map((path) => path.split('/')[0]!));
  const found: string[] = [];
  for (const path of old)
    if (apis.has(path.split('/')[0]!) && (await isGenerated(join(folder, path)))) found.push(path);
  return found;
}

/** The files that stand where generated ones belong, and that somebody wrote. */
export async function handWritten(
  { path: folder, isOwn }: Folder,
  texts: ReadonlyMap<string, string>,
): Promise<string[]> {
  const found: string[] = [];
  // a JSON file can't say what made it
  for (const path of [...texts.keys()].filter((name) => !isOwn && !name.endsWith('.json')))
    if ((await isGenerated(join(folder, path)).catch(() => true)) === false) found.push(path);
  return found;
}

const isGenerated = async (path: string): Promise<boolean> =>
  (await readFile(path, 'utf8')).startsWith(generatedBy);

/** The paths of all files of a folder. Another command makes the site, other tools hidden files. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !path.startsWith('site/') && !/(?:^|\/)\./.test(path));
}
