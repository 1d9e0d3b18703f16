import type { Markdown } from './block.ts';
import type { Writing } from './writing.ts';

/** Code, which no link is in, or the link itself: its text and where it leads. */
const linkOrCode =
  /(?<ticks>`+)(?!`)[\s\S]*?(?<!`)\k<ticks>(?!`)|!?\[(?<text>(?:[^[\]\\]|\\.|\[[^[\]]*\])*)\]\(\s*<?(?<to>[^\s<>()]+)>?(?:\s+"[^"\n]*")?\s*\)/g;

/**
 * CommonMark of a block with its links as this page says them. What leads to nothing on the site becomes
 * text: a relative link means a place that only its author knows.
 */
export const linked = ({ source, links }: Markdown, { href }: Pick<Writing, 'href'>): string =>
  source.includes('](')
    ? source.replaceAll(linkOrCode, (...match: unknown[]) => {
        const whole = String(match[0]);
        const { text = '', to } = match.at(-1) as { readonly text?: string; readonly to?: string };
        if (to === undefined || /^[a-z][a-z\d+.-]*:/i.test(to)) return whole;
        const target = links?.(to);
        return target ? `[${text}](<${href(target)}>)` : text;
      })
    : source;

/** CommonMark of a description, whose relative links nobody knows, without them. */
export const unlinked = (source: string): string =>
  linked({ kind: 'markdown', source, level: 2 }, { href: () => '' });
