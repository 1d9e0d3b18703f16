import { dirname, relative } from 'node:path/posix';
import { blocksMarkdown } from './content/markdown/block.ts';
import { inlineMarkdown } from './content/markdown/inline.ts';
import type { Block } from './content/block.ts';
import type { Target } from './content/inline.ts';
import type { Writing } from './content/writing.ts';
import { frame } from './frame/frame.ts';
import { consoleWordsFile } from './console/module-path.ts';
import { consoleWords } from './words/console-words.ts';
import { topicsOf } from './frame/topics.ts';
import type { Page } from './page.ts';
import { policyOf } from './policy.ts';
import type { Site, SiteFile, SiteInput } from './site-model.ts';

/** What is the same for all pages of a site. */
export type SiteWriting = {
  readonly site: Site;
  readonly pages: readonly Page[];
  readonly input: SiteInput;
};

/** Writes a page, and its copy in Markdown. */
export function* writePage(
  page: Page,
  { site, pages, input }: SiteWriting,
  blocks: readonly Block[] = page.blocks(),
): Iterable<SiteFile> {
  const { mockPath } = input;
  const reference = site.references.find(({ api }) => api === page.api);
  const writing: Writing = {
    say: site.say,
    href: (to) => addressOf(to, page.path, 'html'),
    hasEvidence: site.settings.hasEvidence,
    sourceAt: (document) =>
      reference?.sources.has(document)
        ? { page: `${reference.api}/notes`, anchor: `source-${document}` }
        : undefined,
    ...(consoleWords(site.settings.language) && { consoleWords: { file: consoleWordsFile } }),
  };
  yield [
    `${page.path}.html`,
    frame({
      ...{ site, page, blocks, writing },
      topics: topicsOf(pages),
      policy: policyOf(reference, site),
      ...(mockPath !== undefined && { mockPath }),
    }),
  ];
  const markdown: Writing = { ...writing, href: (to) => addressOf(to, page.path, 'md') };
  const above = page.above === undefined ? '' : `${inlineMarkdown(page.above, markdown)}\n\n`;
  yield [
    `${page.path}.md`,
    `# ${inlineMarkdown(page.title, markdown)}\n\n${above}${blocksMarkdown(blocks, markdown)}\n`,
  ];
}

/** The address of a target as a page at a path says it: relative, so that the site works below any path. */
function addressOf(to: Target, from: string, ending: 'html' | 'md'): string {
  if ('url' in to) return /^(?:https?|mailto):/i.test(to.url) ? to.url : '#';
  if ('page' in to && to.page === from && to.anchor !== undefined)
    return `#${encodeURIComponent(to.anchor)}`;
  const path = 'file' in to ? to.file : `${to.page}.${ending}`;
  const isFolder = path === '';
  const found = relative(dirname(`/${from}`), `/${path}`) || (isFolder ? '.' : path);
  const encoded = found.split('/').map(encodeURIComponent).join('/');
  const address = isFolder ? `${encoded}/` : encoded;
  return 'page' in to && to.anchor !== undefined
    ? `${address}#${encodeURIComponent(to.anchor)}`
    : address;
}
