import { html, textOf, type Part } from '../../../conformance/core/markup.ts';
import { blocksHtml } from '../content/html/block.ts';
import { inlineHtml } from '../content/html/inline.ts';
import type { Settings } from '../settings.ts';
import type { FrameInput } from './input.ts';
import { menuHtml } from './menu.ts';
import { searchWords } from './search-words.ts';

/** Writes a whole page as HTML. */
export function frame(input: FrameInput): string {
  const { site, page, writing, blocks } = input;
  const { say, settings } = site;
  const hasAside = blocks.some(({ kind }) => kind === 'aside');
  return textOf(html`<!doctype html>
<html lang="${settings.language}">
${headHtml(input)}
<body data-copied="${say('copied')}">
<a class="skip" href="#site-main">${say('skip')}</a>
${topHtml(input)}
<div class="columns">
${menuHtml(input)}
<main id="site-main" tabindex="-1"${hasAside && html` class="with-aside"`}>
${textHtml(input)}
</main>
</div>
<footer><a href="${writing.href({ file: `${page.path}.md` })}">${say('asMarkdown')}</a> <span class="quiet">${say('madeBy')}</span></footer>
</body>
</html>
`);
}

/** The text of a page. What stands around an aside is in columns of its own, so that its margins stay those of a text. */
function textHtml(input: FrameInput): Part {
  const { page, writing, blocks } = input;
  const start = html`${crumbsHtml(input)}
<h1>${page.title}</h1>
${page.above !== undefined && html`<p class="above">${inlineHtml(page.above, writing)}</p>`}
${contentsHtml(input)}
`;
  const at = blocks.findIndex(({ kind }) => kind === 'aside');
  if (at < 0) return html`${start}${blocksHtml(blocks, writing)}`;
  return html`<div class="column">
${start}${blocksHtml(blocks.slice(0, at), writing)}</div>
${blocksHtml(blocks.slice(at, at + 1), writing)}<div class="column">
${blocksHtml(blocks.slice(at + 1), writing)}</div>`;
}

function headHtml({ site, page, writing, policy, mockPath }: FrameInput): Part {
  const { settings } = site;
  const { href } = writing;
  const title = page.path === 'index' ? page.title : `${page.title} · ${settings.title}`;
  const address =
    settings.url &&
    `${settings.url.replace(/\/*$/, '/')}${page.path.replace(/(^|\/)index$/, '$1')}${page.path.endsWith('index') ? '' : '.html'}`;
  return html`<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="description" content="${page.summary}">
${
  mockPath !== undefined &&
  html`<meta name="contracts-mock" content="${mockPath}">
`
}${
  page.isUnlisted &&
  html`<meta name="robots" content="noindex">
`
}<title>${title}</title>
${
  address &&
  html`<link rel="canonical" href="${address}">
`
}<link rel="alternate" type="text/markdown" href="${href({ file: `${page.path}.md` })}">
<link rel="icon" href="${iconOf(settings, href)}">
<link rel="stylesheet" href="${href({ file: 'assets/style.css' })}">
${
  settings.css !== undefined &&
  html`<link rel="stylesheet" href="${href({ file: 'assets/own.css' })}">
`
}<script src="${href({ file: 'assets/page.js' })}"></script>
</head>`;
}

/** Where the own logo and the own favicon are in the site. */
export const logoFile = (path: string): string => `assets/logo${/\.\w+$/.exec(path)?.[0] ?? ''}`;
export const faviconFile = (path: string): string =>
  `assets/favicon${/\.\w+$/.exec(path)?.[0] ?? ''}`;

/** The icon of the page: the own favicon, else the own logo; without both, a browser must not look for one. */
function iconOf({ favicon, logo }: Settings, href: FrameInput['writing']['href']): string {
  if (favicon !== undefined) return href({ file: faviconFile(favicon) });
  return logo === undefined ? 'data:,' : href({ file: logoFile(logo) });
}

function topHtml({ site, writing }: FrameInput): Part {
  const { say, settings } = site;
  const { href } = writing;
  return html`<header class="top">
<button type="button" class="menu-button" popovertarget="site-menu">${say('menu')}</button>
<a class="site" href="${href({ page: 'index' })}">${settings.logo !== undefined && html`<img src="${href({ file: logoFile(settings.logo) })}" alt="" height="28">`}${settings.title}</a>
<div class="tools">
<div class="search scripted" id="site-search" role="search" data-root="${href({ file: '' })}"${attributeOf(searchWords(say))}><label for="site-search-box" class="unseen">${say('search')}</label><input type="search" id="site-search-box" placeholder="${say('search')}" autocomplete="off"><p class="quiet needs-server" hidden>${say('searchNeedsServer')}</p></div>
${
  settings.hasEvidence &&
  site.references.some((each) => each.hasEvidence) &&
  html`<label class="switch"><input type="checkbox" id="site-evidence" checked> ${say('showEvidence')}</label>
`
}<label class="scripted theme"><span class="unseen">${say('theme')}</span><select id="site-theme"><option value="">${say('themeSystem')}</option><option value="light">${say('themeLight')}</option><option value="dark">${say('themeDark')}</option></select></label>
</div>
</header>`;
}

/** What a script shows in other words than its own. */
const attributeOf = (words: object): Part =>
  Object.keys(words).length > 0 && html` data-words="${JSON.stringify(words)}"`;

function crumbsHtml({ site, page, writing }: FrameInput): Part {
  const reference = site.references.find(({ api }) => api === page.api);
  if (!reference || page.path === `${reference.api}/index`) return undefined;
  return html`<p class="crumbs"><a href="${writing.href({ page: `${reference.api}/index` })}">${reference.title}</a></p>`;
}

/** The list of contents: a page with few headings needs none. */
const headingsAtLeast = 3;

function contentsHtml({ site, blocks, writing }: FrameInput): Part {
  const headings = blocks.filter((block) => block.kind === 'heading' && block.level === 2);
  if (headings.length < headingsAtLeast) return undefined;
  return html`<nav class="contents" aria-label="${site.say('contents')}"><ul>${headings.map(
    (block) =>
      block.kind === 'heading' &&
      html`<li><a href="#${encodeURIComponent(block.id)}">${block.text ?? inlineHtml(block.content, writing)}</a></li>`,
  )}</ul></nav>`;
}
