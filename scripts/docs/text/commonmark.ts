import MarkdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';
import { textOf, trusted, type Markup } from '../../../conformance/core/markup.ts';
import { visible } from '../../../conformance/core/visible.ts';
import { highlighted } from './highlight.ts';

const reader = new MarkdownIt({ html: true, linkify: true, highlight: highlighted });

/** What a description may say in HTML: text, tables and links. Everything else is left out, and its text stays. */
const allowed: sanitizeHtml.IOptions = {
  allowedTags: [
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'br', 'hr', 'blockquote', 'pre', 'code', 'span'],
    ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
    ...[
      'a',
      'b',
      'strong',
      'i',
      'em',
      'del',
      's',
      'sub',
      'sup',
      'kbd',
      'var',
      'small',
      'details',
      'summary',
    ],
  ],
  allowedAttributes: {
    a: ['href', 'title'],
    th: ['align', 'colspan', 'rowspan', 'id'],
    td: ['align', 'colspan', 'rowspan', 'id'],
    ol: ['start'],
    h2: ['id'],
    h3: ['id'],
    h4: ['id'],
    h5: ['id'],
    h6: ['id'],
    tr: ['id'],
    pre: ['tabindex'],
  },
  allowedClasses: { span: ['hljs-*'], code: ['language-*'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  transformTags: {
    // a keyboard can scroll it
    pre: (tagName) => ({ tagName, attribs: { tabindex: '0' } }),
    // an image is on another server, and the site asks no other: a link leads there
    img: (_, { src = '', alt = '' }) => ({
      tagName: 'a',
      // opened from a folder, the scheme of the page is no scheme of another server
      attribs: { href: src.replace(/^\/\//, 'https://') },
      text: alt || src,
    }),
  },
};

/** The same where nobody knows what a relative link means: its text stays, and so does a link to another site. */
const withoutRelativeLinks: sanitizeHtml.IOptions = {
  ...allowed,
  transformTags: {
    ...allowed.transformTags,
    a: (tagName, { href = '', ...others }) => ({
      tagName,
      attribs: { ...others, ...(/^[a-z][a-z\d+.-]*:/i.test(href) && { href }) },
    }),
  },
};

const withoutLinks: sanitizeHtml.IOptions = {
  ...allowed,
  allowedTags: (allowed.allowedTags as string[]).filter((tag) => tag !== 'a'),
};

const remembered = new Map<string, string>();
const rememberedAtMost = 20_000;

/**
 * Writes CommonMark of a description as safe HTML.
 * @param level that of its highest headings
 * @param isResolved whether its relative links are those of the page; else they lead nowhere and are text
 */
export const commonmark = (source: string, level: number, isResolved = false): Markup =>
  trusted(
    once(`${level}${isResolved}${source}`, () =>
      clean(withLevels(reader.render(visible(source)), level), isResolved),
    ),
  );

/** The same for a line, without block structure. */
export const commonmarkInline = (source: string): Markup =>
  trusted(once(`-${source}`, () => clean(reader.renderInline(visible(source)))));

/** The same without links, for what can be clicked itself. */
export const commonmarkWithoutLinks = (source: string): Markup =>
  trusted(sanitizeHtml(textOf(commonmarkInline(source)), withoutLinks));

/** Large descriptions say the same thousands of times. */
function once(key: string, make: () => string): string {
  const known = remembered.get(key);
  if (known !== undefined) return known;
  if (remembered.size > rememberedAtMost) remembered.clear();
  const made = make();
  remembered.set(key, made);
  return made;
}

/** The parts of CommonMark, each with the lines it stands on. */
export const tokensOf = (source: string): ReturnType<typeof reader.parse> =>
  reader.parse(source, {});

const clean = (html: string, isResolved = false): string =>
  html.includes('<')
    ? scrolling(sanitizeHtml(html, isResolved ? allowed : withoutRelativeLinks))
    : html;

/** A wide table scrolls by itself, for a keyboard too. */
const scrolling = (html: string): string =>
  html
    .replaceAll('<table>', '<div class="scrolls" tabindex="0" role="group"><table>')
    .replaceAll('</table>', '</table></div>');

/** Moves headings below that of the page, the highest to `level`. */
function withLevels(html: string, level: number): string {
  const found = [...html.matchAll(/<h([1-6])[ >]/g)].map(([, digit]) => Number(digit));
  if (found.length === 0) return html;
  const down = level - Math.min(...found);
  return html.replaceAll(
    /(<\/?h)([1-6])(?=[ >])/g,
    (_, start: string, digit: string) => `${start}${Math.min(6, Number(digit) + down)}`,
  );
}

/** The text of CommonMark, for summaries and the search. */
export const plainText = (source: string): string =>
  sanitizeHtml(
    once(`=${source}`, () => reader.render(visible(source))),
    {
      allowedTags: [],
      textFilter: (text) => text,
    },
  )
    .replaceAll(/&(amp|lt|gt|quot);/g, (_, name: string) => characters[name]!)
    .replaceAll(/\s+/g, ' ')
    .trim();

const characters: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** The first sentence of CommonMark, as text. */
export function firstSentence(source: string, longest = 200): string {
  const text = plainText(source.split(/\n\s*\n/)[0] ?? '');
  const sentence = /^.+?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
  return sentence.length > longest ? `${sentence.slice(0, longest - 1).trimEnd()}…` : sentence;
}
