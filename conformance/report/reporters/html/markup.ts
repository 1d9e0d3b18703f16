import { escapeMarkup } from '../../../core/visible.ts';
import { count } from './words.ts';

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

export function textOf(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return written in part ? part[written] : (part as readonly Part[]).map(textOf).join('');
}

/** A message; text in backticks becomes code. */
export const prose = (text: string): Part =>
  text
    .split(/`([^`\n]+)`/)
    .map((piece, index) => (index % 2 === 0 ? piece : html`<code>${piece}</code>`));

/** A name with line break opportunities between its words and segments, for narrow columns. */
export const breakable = (name: string): Part =>
  name
    .split(/(?<=[a-z])(?=[A-Z])|(?<=[\w}])(?=\/)/)
    .map((piece, index) => (index === 0 ? piece : html`<wbr>${piece}`));

/** A note about what the page leaves out, such as "3 more cases in the report as JSON". */
export const moreInJson = (left: number, one = 'more', many = one): Part =>
  left > 0 && html`<p class="quiet">${count(left, one, many)} in the report as JSON.</p>`;

/** Visible text, escaped for HTML content and for attributes in quotes of either kind. */
export const escapeHtml = (text: string): string => escapeMarkup(text, /[&<>"']/g);
