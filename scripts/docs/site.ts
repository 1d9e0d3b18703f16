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
import type { SearchEntry } from './search/entry.ts';
import { indexFile, searchFiles } from './search/files.ts';
import { searchIndex } from './search/index-of.ts';
import { pageEntries } from './search/page-entries.ts';
import { once } from '../../conformance/core/memoize.ts';
import { sayIn } from './words/say.ts';

/**
 * Makes the files of the site one by one, so that no more than one page is in memory. Throws a `UserError` for
 * a description that can't be used, before the first file.
 */
export async function* siteFiles(input: SiteInput): AsyncIterable<SiteFile> {
  const { site, pages, kept } = await begunSite(input);
  yield* await downloadFiles(input.apis, kept);
  yield* listings(pages, site);
  yield* assets(site);
  yield* consolesOf(site, kept);
  const entries: SearchEntry[] = [];
  for (const page of pages) {
    const blocks = page.blocks();
    entries.push(...pageEntries(page, blocks, site));
    yield* writePage(page, { site, pages, input }, blocks);
  }
  yield [indexFile, searchIndex(entries)];
  yield* await searchFiles();
}

/**
 * Makes a site of which each page is written when it is asked for: after a change, only those that somebody
 * looks at. Throws as `siteFiles` does.
 */
export async function openSite(input: SiteInput): Promise<SiteFiles> {
  const { site, pages, kept } = await begunSite(input);
  const fixed = new Map<string, SiteFile[1]>([
    ...(await downloadFiles(input.apis, kept)),
    ...listings(pages, site),
    ...assets(site),
    ...(await searchFiles()),
  ]);
  for await (const [path, content] of consolesOf(site, kept)) fixed.set(path, content);
  const byPath = new Map(pages.map((page) => [page.path, page]));
  const pageAt = (path: string) => byPath.get(/^(.*)\.(?:html|md)$/s.exec(path)?.[1] ?? '');
  const index = once(() =>
    searchIndex(pages.flatMap((page) => pageEntries(page, page.blocks(), site))),
  );
  return {
    has: (path) => path === indexFile || fixed.has(path) || pageAt(path) !== undefined,
    get(path) {
      if (path === indexFile) return index();
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

/** What is known before the first file is written. */
async function begunSite(input: SiteInput) {
  const { settings, report, kept = nothingKept } = input;
  const say = sayIn(settings.language, settings.words);
  const site: Site = {
    settings: { ...settings, title: settings.title || say('siteTitle') },
    say,
    references: input.apis.map((named) => kept(named.api, 'reference', () => readReference(named))),
    ...(report && { report }),
  };
  return { site, pages: await pagesOf(site), kept };
}

/** The files of the consoles; those of an API stay until its description changes. */
async function* consolesOf({ references, settings }: Site, kept: Kept): AsyncIterable<SiteFile> {
  for (const reference of references)
    yield* await kept(reference.api, 'console', () => consoleFiles([reference], settings.servers));
}

async function pagesOf(site: Site): Promise<Page[]> {
  const pages: Page[] = [];
  for (const { pages: own } of Object.values(kinds))
    for await (const page of own(site)) pages.push(page);
  return pages;
}
