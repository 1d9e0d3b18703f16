import { html, type Part } from '../../../../conformance/core/markup.ts';
import { commonmark } from '../../text/commonmark.ts';
import type { Block, Card, Heading, Table } from '../block.ts';
import { linked } from '../linked.ts';
import type { Writing } from '../writing.ts';
import { choiceHtml, codeHtml, samplesHtml } from './code.ts';
import { fieldsHtml } from './fields.ts';
import { evidenceHtml, inlineHtml } from './inline.ts';

/** Writes blocks as HTML. */
export const blocksHtml = (blocks: readonly Block[], writing: Writing): Part =>
  blocks.map(
    (block) => html`${blockHtml(block, writing)}
`,
  );

function blockHtml(block: Block, writing: Writing): Part {
  switch (block.kind) {
    case 'heading':
      return headingHtml(block, writing);
    case 'paragraph':
      return html`<p${block.isQuiet && html` class="quiet"`}>${inlineHtml(block.content, writing)}</p>`;
    case 'markdown':
      return html`<div class="prose">${commonmark(linked(block, writing), block.level, block.links !== undefined)}</div>`;
    case 'list':
      return html`<ul>${block.items.map((item) => html`<li>${inlineHtml(item, writing)}</li>`)}</ul>`;
    case 'table':
      return tableHtml(block, writing);
    case 'fields':
      return fieldsHtml(block.fields, writing);
    case 'code':
      return codeHtml(block, writing);
    case 'samples':
      return samplesHtml(block.samples, writing);
    case 'choice':
      return choiceHtml(block.label, block.options);
    case 'fold':
      return html`<details class="fold"${block.id !== undefined && html` id="${block.id}"`}${block.isOpen && html` open`}><summary>${inlineHtml(block.summary, writing)}</summary>
<div class="folded">${blocksHtml(block.blocks, writing)}</div></details>`;
    case 'note':
      return html`<div class="note ${block.tone}">${blocksHtml(block.blocks, writing)}</div>`;
    case 'evidence':
      return html`<div class="evidences">${evidenceHtml(block.sources, writing, writing.say('evidence'))}</div>`;
    case 'cards':
      return html`<ul class="cards">${block.cards.map((card) => cardHtml(card, writing))}</ul>`;
    case 'aside':
      return html`<aside class="beside" aria-label="${block.label}">${blocksHtml(block.blocks, writing)}</aside>`;
    case 'console':
      return consoleHtml(block.data, writing);
  }
}

function headingHtml({ level, id, content }: Heading, writing: Writing): Part {
  const inner = html`${inlineHtml(content, writing)} <a class="anchor" href="#${encodeURIComponent(id)}" aria-label="${writing.say('linkTo', { name: id })}">#</a>`;
  if (level === 2) return html`<h2 id="${id}">${inner}</h2>`;
  return level === 3 ? html`<h3 id="${id}">${inner}</h3>` : html`<h4 id="${id}">${inner}</h4>`;
}

const tableHtml = ({ caption, head, rows }: Table, writing: Writing): Part =>
  html`<div class="scrolls" tabindex="0" role="group"${caption !== undefined && html` aria-label="${caption}"`}><table>${caption !== undefined && html`<caption>${caption}</caption>`}<thead><tr>${head.map((cell) => html`<th scope="col">${inlineHtml(cell, writing)}</th>`)}</tr></thead><tbody>
${rows.map(
  ({
    id,
    cells,
  }) => html`<tr${id !== undefined && html` id="${id}"`}>${cells.map((cell) => html`<td>${inlineHtml(cell, writing)}</td>`)}</tr>
`,
)}</tbody></table></div>`;

const cardHtml = ({ title, to, text, marks }: Card, writing: Writing): Part =>
  html`<li><a class="title" href="${writing.href(to)}">${inlineHtml(title, writing)}</a>${marks !== undefined && html` <span class="marks">${inlineHtml(marks, writing)}</span>`}<div class="text">${inlineHtml(text, writing)}</div></li>`;

const consoleHtml = (module: string, { say, href, consoleWords }: Writing): Part =>
  html`<section class="console" id="site-console" data-module="${href({ file: module })}"${consoleWords !== undefined && html` data-words="${href(consoleWords)}"`} aria-label="${say('tryIt')}"><button type="button" class="scripted try">${say('tryIt')}</button><noscript><p class="quiet">${say('consoleNeedsScript')}</p></noscript><p class="quiet needs-server" hidden>${say('consoleNeedsServer')}</p></section>`;
