import { bundle } from '../generate/bundle.ts';
import { apiPage } from './api-page.ts';
import { indexPage } from './index-page.ts';
import type { Entry } from './index-page.ts';

/** Makes every page of the site: the name and the text of each file. */
export async function site(apis: {
  readonly [name: string]: string;
}): Promise<Map<string, string>> {
  const pages = await Promise.all(
    Object.entries(apis).map(async ([name, description]) => {
      const href = `${name}.html`;
      const { info } = JSON.parse(await bundle(description));
      return { href, page: await apiPage(description), entry: entry(href, info) };
    }),
  );
  return new Map([
    ['index.html', indexPage(pages.map(({ entry }) => entry))],
    ...pages.map(({ href, page }) => [href, page] as const),
  ]);
}

type Info = {
  readonly title: string;
  readonly version: string;
  readonly summary?: string;
  readonly description?: string;
};

function entry(href: string, { title, version, summary, description = '' }: Info): Entry {
  // the summary is plain text; the description may be pages of Markdown, whose first paragraph has
  // to do
  return { href, title, version, summary: summary ?? description.trim().split('\n\n', 1).join() };
}
