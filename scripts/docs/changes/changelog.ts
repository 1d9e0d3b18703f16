import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isUrl } from '../../../conformance/core/user-path.ts';
import type { Block } from '../content/block.ts';

/** A changelog that somebody wrote: its file and its text. */
export type Changelog = { readonly file: string; readonly text: string };

/** `CHANGELOG.md` beside a description that has a folder of its own. */
export const ownChangelog = (description: string): Changelog | undefined =>
  hasFolder(description) ? readIn(dirname(description)) : undefined;

/**
 * `CHANGELOG.md` of the folder around the folders of descriptions, as `spec/` is. At the root of a repository it is
 * about the program, and not about the API.
 */
export function sharedChangelog(description: string): Changelog | undefined {
  if (!hasFolder(description)) return undefined;
  const folder = join(dirname(description), '..');
  return existsSync(join(folder, '.git')) ? undefined : readIn(folder);
}

const hasFolder = (description: string): boolean =>
  !isUrl(description) && /^openapi\.(?:ya?ml|json)$/i.test(basename(description));

function readIn(folder: string): Changelog | undefined {
  const file = join(folder, 'CHANGELOG.md');
  return existsSync(file) ? { file, text: readFileSync(file, 'utf8') } : undefined;
}

/** The blocks of a changelog, without its title: that of the page stands for it. */
export const changelogBlocks = ({ text }: Changelog, level: number): Block[] => [
  { kind: 'markdown', source: text.replace(/^\s*# .*\n/, ''), level },
];
