import { html, type Part } from '../../../../conformance/core/markup.ts';
import type { EvidenceSource } from '../../../../conformance/core/contract/evidence.ts';
import { commonmarkInline, commonmarkWithoutLinks } from '../../text/commonmark.ts';
import type { WordKey } from '../../words/words.ts';
import type { Inline } from '../inline.ts';
import type { Writing } from '../writing.ts';

/** Writes text in a line as HTML. */
export function inlineHtml(inline: Inline, writing: Writing): Part {
  if (typeof inline === 'string' || typeof inline === 'number' || !inline) return inline;
  if (Array.isArray(inline)) return inline.map((part) => inlineHtml(part, writing));
  const node = inline as Exclude<Inline, string | number | false | undefined | readonly Inline[]>;
  switch (node.kind) {
    case 'code':
      return html`<code>${breakable(node.text)}</code>`;
    case 'strong':
      return html`<strong>${inlineHtml(node.content, writing)}</strong>`;
    case 'quiet':
      return html`<span class="quiet">${inlineHtml(node.content, writing)}</span>`;
    case 'link':
      return html`<a href="${writing.href(node.to)}"${'url' in node.to && html` rel="noreferrer"`}>${inlineHtml(node.content, writing)}</a>`;
    case 'badge':
      return html`<span class="badge ${node.tone}">${node.text}</span>`;
    case 'method':
      return html`<span class="method ${node.text.toLowerCase()}">${node.text}</span>`;
    case 'markdown':
      return node.hasNoLinks ? commonmarkWithoutLinks(node.source) : commonmarkInline(node.source);
    case 'evidence':
      return evidenceHtml(node.sources, writing, node.about);
  }
}

/** A name with places where a narrow column may break it. */
export const breakable = (name: string): Part =>
  name.length < 12
    ? name
    : name
        .split(/(?<=[a-z])(?=[A-Z])|(?<=[\w}])(?=\/)|(?<=[._-])(?=\w)/)
        .map((piece, index) => (index === 0 ? piece : html`<wbr>${piece}`));

/** Writes what a rule rests on: the strength to see, its sources to open. */
export function evidenceHtml(
  sources: readonly EvidenceSource[],
  writing: Writing,
  about?: string,
): Part {
  if (!writing.hasEvidence || sources.length === 0) return undefined;
  const strengths = [...new Set(sources.map(({ strength }) => strengthWord(strength, writing)))];
  return html`<details class="evidence ${sources[0]!.strength}"><summary>${about && `${about}: `}${strengths.join(', ')}</summary><ul>${sources.map((source) => html`<li>${sourceHtml(source, writing)}</li>`)}</ul></details>`;
}

function sourceHtml({ strength, document, note }: EvidenceSource, writing: Writing): Part {
  const at = writing.sourceAt(document);
  const name = html`<code>${breakable(document)}</code>`;
  return html`${strengthWord(strength, writing)}: ${at ? html`<a href="${writing.href(at)}">${name}</a>` : name}${note && html`. ${commonmarkInline(note)}`}`;
}

const strengthWords: { readonly [strength: string]: WordKey } = {
  documented: 'evidenceDocumented',
  observed: 'evidenceObserved',
  vendor: 'evidenceVendor',
  usage: 'evidenceUsage',
};

/** A strength of evidence in the language of the site. */
export const strengthWord = (strength: string, { say }: Pick<Writing, 'say'>): string =>
  Object.hasOwn(strengthWords, strength) ? say(strengthWords[strength]!) : strength;
