import { readDocuments } from '../../conformance/core/contract/documents.ts';
import { requireSupportedVersion } from '../../conformance/core/contract/load.ts';
import type { NamedApi } from '../../conformance/core/contract/named-contracts.ts';
import { bundle } from '../generate/bundle.ts';
import { apiPage } from './api-page.ts';
import { indexPage } from './index-page.ts';

type Info = {
  readonly title: string;
  readonly version: string;
  readonly summary?: string;
  readonly description?: string;
};

/**
 * Makes every page of the site: the name and the text of each file. What stands behind a URL was fetched
 * before. Throws a `UserError` for a broken description.
 */
export async function site(apis: readonly NamedApi[]): Promise<Map<string, string>> {
  const pages = await Promise.all(
    apis.map(async ({ api, file }) => {
      requireSupportedVersion(readDocuments(file));
      const document = await bundle(file);
      const { info } = document as { info: Info };
      return { href: `${api}.html`, info, page: await apiPage(document, file) };
    }),
  );
  const entries = pages.map(({ href, info: { title, version, summary, description = '' } }) => {
    // a description may be pages of Markdown: its first paragraph is enough
    return { href, title, version, summary: summary ?? description.trim().split('\n\n', 1)[0]! };
  });
  return new Map([
    ['index.html', indexPage(entries)],
    ...pages.map(({ href, page }) => [href, page] as const),
  ]);
}
