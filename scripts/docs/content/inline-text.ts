import { plainText } from '../text/commonmark.ts';
import type { Inline } from './inline.ts';

/** The text of a line alone, for the search. */
export function inlineText(inline: Inline): string {
  if (typeof inline === 'string' || typeof inline === 'number') return String(inline);
  if (!inline) return '';
  if (Array.isArray(inline)) return inline.map(inlineText).join('');
  const node = inline as Exclude<Inline, string | number | false | undefined | readonly Inline[]>;
  switch (node.kind) {
    case 'code':
    case 'badge':
    case 'method':
      return node.text;
    case 'markdown':
      return plainText(node.source);
    case 'evidence':
      return '';
    default:
      return inlineText(node.content);
  }
}
