import { bundle } from '../generate/bundle.ts';
import { apiPage } from './api-page.ts';
import { indexPage } from './index-page.ts';

type Info = {
  readonly title: string;
  readonly version: string;
  readonly summary?: string;
  readonly description?: string;
};

/** Makes every page of the site: the name and the text of each file. */
export async function site(apis: {
  readonly [name: string]: string;
}): Promise<Map<string, string>> {
  const pages = await Promise.all(
    Object.entries(apis).map(async ([name, file]) => {
      const { info } = (await bundle(file)) as { info: Info };
      return { href: `${name}.html`, info, page: await apiPage(file) };
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
