import { html, trusted, type Part } from '../../../../conformance/core/markup.ts';
import { visible } from '../../../../conformance/core/visible.ts';
import { highlighted } from '../../text/highlight.ts';
import type { Code, Sample } from '../block.ts';
import type { Writing } from '../writing.ts';

type Shown = Pick<Code, 'language' | 'text' | 'label'>;

/** Writes code as HTML. A keyboard can scroll it, and a script adds the button that copies it. */
export function codeHtml(code: Shown, { say }: Writing): Part {
  const { language, text, label } = code;
  const pre = html`<pre tabindex="0"><code class="language-${language}">${trusted(highlighted(visible(text), language))}</code></pre>`;
  const copy = html`<button type="button" class="scripted copy">${say('copy')}</button>`;
  // the button is never over the text: its end would be hidden
  if (isShort(code)) return html`<figure class="code short">${pre}${copy}</figure>`;
  const caption =
    label === undefined
      ? html`<figcaption class="language">${language}</figcaption>`
      : html`<figcaption>${label}</figcaption>`;
  return html`<figure class="code">${caption}${copy}${pre}</figure>`;
}

const isShort = ({ language, text, label }: Shown): boolean =>
  label === undefined && (['text', 'http'].includes(language) || !text.trimEnd().includes('\n'));

/** Writes the same in several languages. One choice above them selects what a screen shows; paper has all. */
export const samplesHtml = (samples: readonly Sample[], writing: Writing): Part =>
  html`<div class="samples">${samples.map(
    ({ language, label, highlight, text, note }) =>
      html`<div class="sample" data-language="${language}">${text !== '' && codeHtml({ language: highlight, text, label }, writing)}${note !== undefined && html`<p class="quiet">${note}</p>`}</div>`,
  )}</div>`;

/** Writes the choice of a language: the style sheet hides the samples of the others, without a script. */
export const choiceHtml = (
  label: string,
  options: readonly { readonly id: string; readonly label: string }[],
): Part =>
  html`<fieldset class="choice"><legend>${label}</legend>${options.map(
    ({ id, label: name }, index) =>
      html`<label><input type="radio" name="language" id="site-language-${id}" value="${id}"${index === 0 && html` checked`}>${name}</label>`,
  )}</fieldset>`;
