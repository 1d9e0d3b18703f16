import { plainText } from '../text/commonmark.ts';
import type { Block, Field } from '../content/block.ts';
import type { Inline } from '../content/inline.ts';

/** What text in a line says, without marks. Evidence is left out: it stands beside what is said. */
export function inlineText(inline: Inline): string {
  if (typeof inline === 'string' || typeof inline === 'number') return String(inline);
  if (!inline) return '';
  if (Array.isArray(inline)) return inline.map(inlineText).join('');
  const node = inline as Exclude<Inline, string | number | false | undefined | readonly Inline[]>;
  if ('text' in node) return node.text;
  if ('content' in node) return inlineText(node.content);
  return 'source' in node ? plainText(node.source) : '';
}

/** What a block says, without its fields, its examples and what else is found by itself. */
export function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return inlineText(block.content);
    case 'markdown':
      return plainText(block.source);
    case 'list':
      return block.items.map(inlineText).join(' ');
    case 'table':
      return block.rows.map(({ cells }) => cells.map(inlineText).join(' ')).join(' ');
    case 'note':
      return block.blocks.map(blockText).join(' ');
    default:
      return '';
  }
}

/** What a field says, without those in it. */
export const fieldText = ({ description = '', rules }: Field): string =>
  [plainText(description), ...rules.map(inlineText)].filter((text) => text !== '').join(' · ');
