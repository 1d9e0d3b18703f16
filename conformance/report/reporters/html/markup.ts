import { html, type Part } from '../../../core/markup.ts';
import { count } from './words.ts';

export { escapeHtml, html, textOf, trusted, type Markup, type Part } from '../../../core/markup.ts';

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
