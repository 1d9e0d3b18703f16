import { html, trusted, type Part } from '../../../../conformance/core/markup.ts';
import { visible } from '../../../../conformance/core/visible.ts';
import { highlighted } from '../../text/highlight.ts';
import type { Code, Sample } from '../block.ts';
import type { Writing } from '../writing.ts';

/** Writes code as HTML. A keyboard can scroll it, and a script adds the button that copies it. */
export const codeHtml = (
  { language, text, label }: Pick<Code, 'language' | 'text' | 'label'>,
  { say }: Writing,
): Part =>
  html`<figure class="code">${label !== undefined && html`<figcaption>${label}</figcaption>`}<div class="box"><pre tabindex="0"><code class="language-${language}">${trusted(highlighted(visible(text), language))}</code></pre><button type="button" class="scripted copy">${say('copy')}</button></div></figure>`;

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
