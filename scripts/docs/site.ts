import { assets } from './assets.ts';
import { consoleFiles } from './console/files.ts';
import { downloadFiles } from './downloads/files.ts';
import { nothingKept, type Kept } from './kept.ts';
import { writePage } from './write-page.ts';
import * as kinds from './pages/index.ts';
import type { Page } from './page.ts';
import { readReference } from './reference/reference.ts';
import { listings } from './listings.ts';
import type { Site, SiteFile, SiteFiles, SiteInput } from './site-model.ts';
import { sayIn } from './words/say.ts';

/**
 * Makes the files of the site one by one. Throws a `UserError` for a description that can't be used, before the
 * first file.
 */
export async function* siteFiles(input: SiteInput): AsyncIterable<SiteFile> {
  const { site, pages, others } = await begunSite(input);
  yield* others;
  for (const page of pages) yield* writePage(page, { site, pages, input });
}

/**
 * Makes a site of which each page is written when it is asked for: after a change, only those that somebody
 * looks at. Throws as `siteFiles` does.
 */
export async function openSite(input: SiteInput): Promise<SiteFiles> {
  const { site, pages, others } = await begunSite(input);
  const fixed = new Map(others);
  const byPath = new Map(pages.map((page) => [page.path, page]));
  const pageAt = (path: string) => byPath.get(/^(.*)\.(?:html|md)$/s.exec(path)?.[1] ?? '');
  return {
    has: (path) => fixed.has(path) || pageAt(path) !== undefined,
    get(path) {
      const page = pageAt(path);
      return page ? new Map(writePage(page, { site, pages, input })).get(path) : fixed.get(path);
    },
  };
}

/** Makes the whole site in memory. */
export async function buildSite(input: SiteInput): Promise<ReadonlyMap<SiteFile[0], SiteFile[1]>> {
  const files = new Map<SiteFile[0], SiteFile[1]>();
  for await (const [path, content] of siteFiles(input)) files.set(path, content);
  return files;
}

/** What is known before the first page is written, and all files that are no pages. */
async function begunSite(input: SiteInput) {
  const { settings, report, kept = nothingKept } = input;
  const site: Site = {
    settings,
    say: sayIn(settings.language, settings.words),
    references: input.apis.map((named) => kept(named.api, 'reference', () => readReference(named))),
    ...(report && { report }),
  };
  const pages = await pagesOf(site);
  const downloads = await downloadFiles(input.apis, kept);
  const others: readonly SiteFile[] = [
    ...downloads,
    ...(await consolesOf(site, kept)),
    ...listings(pages, site),
    ...assets(site),
  ];
  return { site, pages, others };
}

/** The files of the consoles; those of an API stay until its description changes. */
async function consolesOf({ references, settings }: Site, kept: Kept): Promise<SiteFile[]> {
  const files: SiteFile[] = [];
  for (const reference of references) {
    const make = () => consoleFiles([reference], settings.servers);
    files.push(...(await kept(reference.api, 'console', make)));
  }
  return files;
}

async function pagesOf(site: Site): Promise<Page[]> {
  const pages: Page[] = [];
  for (const { pages: own } of Object.values(kinds))
    for await (const page of own(site)) pages.push(page);
  return pages;
}
