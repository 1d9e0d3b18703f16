import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isUrl } from '../../../conformance/core/user-path.ts';

/**
 * The files beside a description that become pages of its API: its reading notes and its changelog, which may
 * come later, and its guides. Only a description in a folder of its own has some.
 */
export function notesBeside(file: string): readonly string[] {
  if (isUrl(file) || !/^openapi\.(?:ya?ml|json)$/i.test(basename(file))) return [];
  const folder = join(dirname(file), 'guides');
  const guides = existsSync(folder) ? readdirSync(folder).sort() : [];
  return [
    join(dirname(file), 'README.md'),
    join(dirname(file), 'CHANGELOG.md'),
    join(dirname(file), '..', 'CHANGELOG.md'),
    ...guides.filter((name) => name.endsWith('.md')).map((name) => join(folder, name)),
  ];
}
