import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Says of each file in which a folder differs from what it must hold, how it differs. */
export async function drift(folder: string, files: ReadonlyMap<string, string>): Promise<string[]> {
  const found = await readdir(folder).catch((): string[] => []);
  const differences = await Promise.all(
    [...files].map(async ([name, text]) => {
      if (!found.includes(name)) return [`${name} is missing`];
      return (await readFile(join(folder, name), 'utf8')) === text
        ? []
        : [`${name} is out of date`];
    }),
  );
  return [
    ...differences.flat(),
    ...strangers(found, files).map((name) => `${name} belongs to no API`),
  ].sort();
}

/**
 * The files of a folder that no API makes; the site is made by another command, and hidden files by
 * other tools.
 */
export function strangers(found: readonly string[], files: ReadonlyMap<string, string>): string[] {
  return found.filter((name) => name !== 'site' && !name.startsWith('.') && !files.has(name));
}
