import { escapeHtml } from '../../conformance/core/markup.ts';
import type { Page } from './page.ts';
import type { Site, SiteFile } from './site-model.ts';

/** Writes the lists of all pages for programs. */
export function* listings(pages: readonly Page[], site: Site): Iterable<SiteFile> {
  const listed = pages.filter(({ isUnlisted }) => !isUnlisted);
  yield ['llms.txt', llms(listed, site)];
  const { url } = site.settings;
  if (url === undefined) return;
  const root = url.replace(/\/*$/, '/');
  yield ['sitemap.xml', sitemap(listed, root)];
  yield ['robots.txt', `User-agent: *\nAllow: /\nSitemap: ${root}sitemap.xml\n`];
}

/** @see https://www.sitemaps.org/protocol.html */
const sitemap = (
  pages: readonly Page[],
  root: string,
): string => `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${pages.map(({ path }) => `<url><loc>${escapeHtml(`${root}${path}.html`)}</loc></url>`).join('\n')}
</urlset>
`;

/**
 * The pages in Markdown, for language models.
 * @see https://llmstxt.org
 */
function llms(pages: readonly Page[], { settings, references }: Site): string {
  const home = pages.find(({ path }) => path === 'index');
  const parts = references.map(({ api, title }) => {
    const own = pages.filter((page) => page.api === api);
    return `## ${title}\n\n${own.map(({ title: name, path, summary }) => `- [${name.replaceAll(/[[\]]/g, '')}](${path}.md)${summary === '' ? '' : `: ${summary}`}`).join('\n')}\n`;
  });
  return `# ${settings.title}\n\n> ${home?.summary ?? ''}\n\n${parts.join('\n')}`;
}
