import type { EvidenceSource } from '../../../../conformance/core/contract/evidence.ts';
import { visible } from '../../../../conformance/core/visible.ts';
import { strengthWord } from '../html/inline.ts';
import type { Inline } from '../inline.ts';
import { unlinked } from '../linked.ts';
import type { Writing } from '../writing.ts';

/** Writes text in a line as CommonMark. */
export function inlineMarkdown(inline: Inline, writing: Writing): string {
  if (typeof inline === 'string') return escaped(inline);
  if (typeof inline === 'number') return String(inline);
  if (!inline) return '';
  if (Array.isArray(inline)) return inline.map((part) => inlineMarkdown(part, writing)).join('');
  const node = inline as Exclude<Inline, string | number | false | undefined | readonly Inline[]>;
  switch (node.kind) {
    case 'code':
      return codeMarkdown(node.text);
    case 'strong':
      return `**${inlineMarkdown(node.content, writing)}**`;
    case 'quiet':
      return inlineMarkdown(node.content, writing);
    case 'link':
      return `[${inlineMarkdown(node.content, writing)}](<${writing.href(node.to)}>)`;
    case 'badge':
      return `(${escaped(node.text)})`;
    case 'method':
      return `**${escaped(node.text)}**`;
    case 'markdown':
      return unlinked(node.source)
        .replaceAll(/\s*\n\s*/g, ' ')
        .trim();
    case 'evidence':
      return evidenceMarkdown(node.sources, writing, node.about);
  }
}

/** Text of no meaning in CommonMark. */
const escaped = (text: string): string =>
  visible(text)
    .replaceAll(/[\\`*_[\]<>#|~]/g, String.raw`\$&`)
    .replaceAll(/\s*\n\s*/g, ' ');

/**
 * Writes code in a line, with more backticks around it than it holds.
 * @see https://spec.commonmark.org/0.31.2/#code-spans
 */
export function codeMarkdown(text: string): string {
  const shown = visible(text).replaceAll('\n', ' ');
  const runs = [...shown.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(0, ...runs) + 1);
  const blank = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${fence}${blank}${shown}${blank}${fence}`;
}

/** Writes what a rule rests on. */
export function evidenceMarkdown(
  sources: readonly EvidenceSource[],
  writing: Writing,
  about: string = writing.say('evidence'),
): string {
  if (!writing.hasEvidence || sources.length === 0) return '';
  const written = sources.map(
    ({ strength, document, note }) =>
      `${strengthWord(strength, writing)} (${escaped(document)})${
        note === undefined
          ? ''
          : `: ${unlinked(note)
              .trim()
              .replaceAll(/\s*\n\s*/g, ' ')}`
      }`,
  );
  return `*${escaped(about)}: ${written.join('; ')}*`;
}
