import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Node } from '../../conformance/core/pointer.ts';
import { UserError } from '../../conformance/core/user-error.ts';
import { redoclyIn } from '../redocly.ts';

/**
 * Makes the reference page of one API: one HTML file that fetches nothing.
 * @param document the description as one document
 * @param shown its file, as messages name it
 */
export async function apiPage(document: Node, shown: string): Promise<string> {
  // a folder of its own: Redocly would read a configuration in that of the user
  await using folder = await mkdtempDisposable(join(tmpdir(), 'docs-'));
  await writeFile(join(folder.path, 'openapi.json'), JSON.stringify(document));
  const template = `--template=${join(import.meta.dirname, 'page.hbs')}`;
  const { code, stderr } = await redoclyIn(folder.path, [
    ...['build-docs', 'openapi.json', '--inlineBundle', template, '--output=page.html'],
  ]);
  if (code !== 0) throw new UserError(`No page can be made of ${shown}.\n${stderr.trim()}`);
  return withLocalLinks(withOwnLogo(await readFile(join(folder.path, 'page.html'), 'utf8')));
}

const logo = /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g;

/** "Redocly" as an image, after the words "API docs by". */
const ownLogo =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='44' height='14'%3E" +
  "%3Ctext y='11' font-family='sans-serif' font-size='11' fill='%236b7fb0'%3ERedocly%3C/text%3E%3C/svg%3E";

/** Redoc has a switch for its telemetry, but none for the logo that it fetches from a CDN. */
function withOwnLogo(page: string): string {
  const changed = page.replace(logo, ownLogo);
  if (changed === page)
    throw new Error('Redoc no longer fetches its logo as it did: see scripts/docs/api-page.ts.');
  return changed;
}

/** The menu links to one page for each operation; here, all operations are parts of this page. */
function withLocalLinks(page: string): string {
  const [text = '', ...script] = page.split(/(?=<script type="module">)/);
  return [text.replaceAll(/(<a [^>]*href=")(?=\/)/g, '$1#'), ...script].join('');
}
