import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Compares `generated/` with the texts that it must hold. Returns one line for each difference. */
export async function drift(folder: string, texts: ReadonlyMap<string, string>): Promise<string[]> {
  const found = await readdir(folder).catch((): string[] => []);
  const lines = unknownFiles(found, texts).map((name) => `generated/${name} belongs to no API`);
  for (const [name, text] of texts) {
    if (!found.includes(name)) lines.push(`generated/${name} is missing`);
    else if ((await readFile(join(folder, name), 'utf8')) !== text)
      lines.push(`generated/${name} is out of date`);
  }
  return lines.sort();
}

/** The files that belong to no API. Another command makes the site, other tools hidden files. */
export const unknownFiles = (found: readonly string[], texts: ReadonlyMap<string, string>) =>
  found.filter((name) => name !== 'site' && !name.startsWith('.') && !texts.has(name));
