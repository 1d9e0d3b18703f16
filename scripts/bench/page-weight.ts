import { globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The files of a folder and of those below it. */
export const filesOf = (folder: string): string[] =>
  globSync('**/*', { cwd: folder })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());

/** The bytes of a page and of the style sheets and scripts of its own site that it loads at once, each compressed. */
export function pageWeight(file: string): number {
  const page = readFileSync(file, 'utf8');
  const loaded = [
    ...page.matchAll(/<link rel="stylesheet" href="([^":]+)"|<script[^>]* src="([^":]+)"/g),
  ].map(([, style, script]) => readFileSync(join(dirname(file), style ?? script!)));
  return [page, ...loaded].reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0);
}
