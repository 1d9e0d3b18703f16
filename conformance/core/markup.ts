import { escapeMarkup } from './visible.ts';

/** HTML. The key is a symbol, so that no parsed JSON can pass for it. */
export type Markup = { readonly [written]: string };
const written: unique symbol = Symbol('markup');

/** A value in a template: text is escaped; `undefined` and `false` are left out. */
export type Part = Markup | string | number | undefined | false | readonly Part[];

/** A template of HTML that escapes every value except `Markup`. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  [written]: String.raw({ raw: strings }, ...parts.map(textOf)),
});

/** Unescaped text: only for the project's own style and script. */
export const trusted = (text: string): Markup => ({ [written]: text });

/** The text of a part, as it stands in a page. */
export function textOf(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return written in part ? part[written] : (part as readonly Part[]).map(textOf).join('');
}

/** Visible text, escaped for HTML content and for attributes in quotes of either kind. */
export const escapeHtml = (text: string): string => escapeMarkup(text, /[&<>"']/g);
