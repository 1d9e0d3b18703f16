import type { PatternNode } from './parse.ts';

/** Whether a condition holds at a position of a text. */
export type Holds = (position: number) => boolean;

/**
 * `^`, `$`, `\b` and `\B` for a text.
 * @see https://tc39.es/ecma262/#sec-compileassertion
 */
export function holderOf(
  { at, flags }: Extract<PatternNode, { readonly kind: 'position' }>,
  text: string,
): Holds {
  const isLineEnd = (position: number) =>
    flags.includes('m') && /[\n\r\u2028\u2029]/.test(text[position] ?? '');
  if (at === 'start') return (position) => position === 0 || isLineEnd(position - 1);
  if (at === 'end') return (position) => position === text.length || isLineEnd(position);
  const word = flags.includes('i') ? /^\w$/iu : /^\w$/u;
  const isWord = (position: number) => word.test(text[position] ?? '');
  const isBoundary: Holds = (position) => isWord(position - 1) !== isWord(position);
  return at === 'boundary' ? isBoundary : (position) => !isBoundary(position);
}
