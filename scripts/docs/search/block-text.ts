import type { Block, Field } from '../content/block.ts';
import { inlineText } from '../content/inline-text.ts';
import { plainText } from '../text/commonmark.ts';

/** A longer code is not what one looks for. */
const shortCode = 400;

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
    // the message of an error is in its example
    case 'code':
      return block.text.length <= shortCode ? block.text : '';
    case 'fold':
    case 'note':
      return block.blocks.map(blockText).join(' ');
    default:
      return '';
  }
}

/** What a field says, without those in it. */
export const fieldText = ({ description = '', rules }: Field): string =>
  [plainText(description), ...rules.map(inlineText)].filter((text) => text !== '').join(' · ');
