import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../conformance/core/user-error.ts';
import { redocly } from '../redocly.ts';

/** Makes the reference page of one API: a single file of HTML that fetches nothing. */
export async function apiPage(description: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'docs-'));
  try {
    const page = join(folder, 'page.html');
    const template = join(import.meta.dirname, 'page.hbs');
    const { code, stderr } = await redocly(
      'build-docs',
      description,
      '--inlineBundle',
      `--template=${template}`,
      `--output=${page}`,
    );
    if (code !== 0) throw new UserError(`No page can be made of ${description}.\n${stderr.trim()}`);
    return withLinksToItself(withOwnLogo(await readFile(page, 'utf8')));
  } finally {
    await rm(folder, { recursive: true });
  }
}

const logo = /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g;

/** "Redocly" as an image, to be read after "API docs by". */
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

/**
 * The menu is written as if each operation had a page of its own; in the browser all of them are
 * parts of this one.
 */
function withLinksToItself(page: string): string {
  const [text = '', ...script] = page.split(/(?=<script type="module">)/);
  return [text.replaceAll(/(<a [^>]*href=")(?=\/)/g, '$1#'), ...script].join('');
}
