import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { languages } from './samples/languages.ts';
import { faviconFile, logoFile } from './frame/frame.ts';
import { consoleWordsFile } from './console/module-path.ts';
import { consoleWords } from './words/console-words.ts';
import type { Site, SiteFile } from './site-model.ts';

const folder = join(import.meta.dirname, 'assets');
const fileOf = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** The style sheet: its parts in the order of their names. */
const style = (): string =>
  readdirSync(join(folder, 'style'))
    .sort()
    .map((name) => fileOf(join('style', name)))
    .join('\n');

/** The files that all pages share. */
export function* assets({ settings }: Site): Iterable<SiteFile> {
  yield ['assets/style.css', `${style()}${languageCss()}${themeCss(settings.theme)}`];
  yield ['assets/page.js', fileOf('page.js')];
  const words = consoleWords(settings.language);
  if (words) yield [consoleWordsFile, JSON.stringify(words)];
  if (settings.css !== undefined) yield ['assets/own.css', readFileSync(settings.css)];
  if (settings.logo !== undefined) yield [logoFile(settings.logo), readFileSync(settings.logo)];
  if (settings.favicon !== undefined)
    yield [faviconFile(settings.favicon), readFileSync(settings.favicon)];
}

/** A screen shows the samples of the chosen language only. */
const languageCss = (): string =>
  `\n@media screen {\n${languages
    .map(
      ({ id }) =>
        `:root:has(#site-language-${id}:checked) .sample:not([data-language="${id}"]) {\n  display: none;\n}`,
    )
    .join('\n')}\n}\n`;

/** The colours of a configuration. */
function themeCss(theme: Site['settings']['theme']): string {
  const lines = Object.entries(theme).map(([name, value]) => {
    const written = typeof value === 'string' ? value : `light-dark(${value.light}, ${value.dark})`;
    return `  --${name}: ${written};`;
  });
  return lines.length === 0 ? '' : `\n:root {\n${lines.join('\n')}\n}\n`;
}
