import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../redocly.ts';

/** A page in Markdown that is generated, wholly or in part. */
export type Page = {
  /** From the repository's root. */
  readonly path: string;
  readonly render: () => Promise<string>;
};

/** Reads a file of the repository. */
export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/**
 * Writes the pages below a folder that are out of date. With `isCheck`, writes nothing. Returns one
 * line for each of them.
 */
export async function writePages(
  pages: readonly Page[],
  folder: string,
  isCheck: boolean,
): Promise<string[]> {
  const texts = await Promise.all(pages.map(({ render }) => render()));
  const lines: string[] = [];
  for (const [index, { path }] of pages.entries()) {
    const file = join(folder, path);
    if ((await readFile(file, 'utf8').catch(() => '')) === texts[index]) continue;
    if (!isCheck) await writeFile(file, texts[index]!);
    lines.push(isCheck ? `${path} is out of date` : `wrote ${path}`);
  }
  return lines;
}

/** The head of a reference page and one section for each check or generator. */
export const reference = (
  head: string,
  entries: readonly { readonly id: string; readonly summary: string }[],
  sections: readonly string[],
): string =>
  `${head}\n${entries.map(({ id, summary }) => `| [\`${id}\`](#${id}) | ${summary} |`).join('\n')}\n\n${sections.join('\n')}`;

/** The heading and the docstring of a check or generator, and a list of its sources. */
export function introduction(
  file: string,
  name: string,
  { id, summary }: { readonly id: string; readonly summary: string },
): { readonly heading: string; readonly sources: readonly string[] } {
  const { why, clauses } = docstringOf(textOf(file), name);
  return {
    heading: `## ${id}\n\n${[summary, why].join(' ').trim()}\n`,
    sources: clauses.map((clause) => `- Source: <${clause}>`),
  };
}

/** The docstring of an exported object in a module's text: its sentences, and the `@see` clauses. */
export function docstringOf(module: string, name: string): { why: string; clauses: string[] } {
  const declaration = new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s*export const ${name}\\b`);
  const text = declaration.exec(module)?.[1]?.replaceAll(/^\s*\* ?/gm, '') ?? '';
  return {
    why: text
      .replaceAll(/@see \S+/g, '')
      .replaceAll(/\s+/g, ' ')
      .trim(),
    clauses: [...text.matchAll(/@see (\S+)/g)].map(([, clause]) => clause!),
  };
}

/** Replaces the text between the markers `<!-- NAME -->` and `<!-- /NAME -->`. */
export function withBlock(page: string, name: string, text: string): string {
  const [start, end] = [`<!-- ${name} -->\n`, `\n<!-- /${name} -->`];
  const [before, rest = ''] = page.split(start);
  const [, after] = rest.split(end);
  if (before === undefined || after === undefined)
    throw new Error(`README.md lacks the markers ${start.trim()} and ${end.trim()}.`);
  return before + start + text + end + after;
}

/** Replaces what differs from run to run: free ports, times, durations and random identifiers. */
export const settled = (text: string): string =>
  text
    .replaceAll(/127\.0\.0\.1:\d{5}\b/g, '127.0.0.1:4010')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z/g, '2026-01-01T00:00:00.000Z')
    .replaceAll(
      /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
      '00000000-0000-4000-8000-000000000000',
    )
    .replaceAll(/"[0-9a-f]{24}"/g, '"000000000000000000000000"')
    .replaceAll(/"identity_number":"\d+"/g, '"identity_number":"1000000"')
    .replaceAll(/\(\d+\.\d s\)/g, '(… s)')
    .replaceAll(/\d+(?:\.\d+)? (ms|s)\b/g, '… $1');
