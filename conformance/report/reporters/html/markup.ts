import { visible } from '../visible.ts';

/**
 * Text that is markup already. The key is a symbol, so that nothing which was read from a file can
 * pass for it.
 */
export type Markup = { readonly [written]: string };
const written: unique symbol = Symbol('markup');

/** What may stand in markup: text is escaped, `undefined` and `false` are nothing. */
export type Part = Markup | string | number | undefined | false | readonly Part[];

/** Writes markup; every value in it that is no markup is escaped, so that nobody can forget to. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  [written]: String.raw({ raw: strings }, ...parts.map(textOf)),
});

/** Markup from a file of ours: style and script, which know no escapes. */
export const trusted = (text: string): Markup => ({ [written]: text });

export function textOf(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return written in part ? part[written] : (part as readonly Part[]).map(textOf).join('');
}

/** Words with what stands between backticks as code, as messages have it. */
export const prose = (text: string): Part =>
  text
    .split(/`([^`\n]+)`/)
    .map((piece, index) => (index % 2 === 0 ? piece : html`<code>${piece}</code>`));

/**
 * A name that may be broken where its words or segments begin, so that it fits into a narrow
 * column.
 */
export const breakable = (name: string): Part =>
  name
    .split(/(?<=[a-z])(?=[A-Z])|(?<=[\w}])(?=\/)/)
    .map((piece, index) => (index === 0 ? piece : html`<wbr>${piece}`));

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Text that is safe between tags and between quotes of either kind, with what nobody would see
 * written out.
 */
export const escapeHtml = (text: string): string =>
  visible(text).replaceAll(/[&<>"']/g, (character) => entities[character]!);
