import { visible } from '../../../conformance/core/visible.ts';
import { plainText, tokensOf } from '../text/commonmark.ts';
import { slugOf, type Anchors } from './anchors.ts';
import type { Block, Heading, Table } from './block.ts';
import { unlinked } from './linked.ts';
import type { Target } from './inline.ts';

/** How a file in Markdown becomes a part of a page. */
export type DocumentOptions = {
  /** The level of its highest headings. */
  readonly level: 2 | 3;
  /** The path of the page. */
  readonly page: string;
  readonly anchors: Anchors;
  /** What a relative link leads to. */
  readonly links: (to: string) => Target | undefined;
  /** The anchor of a row of a table by the code in its first cell. */
  readonly rowAnchor?: (name: string) => string | undefined;
};

type Token = ReturnType<typeof tokensOf>[number];
type Piece =
  | { readonly kind: 'text'; readonly source: string }
  | { readonly kind: 'heading'; readonly depth: number; readonly source: string }
  | { readonly kind: 'table'; readonly tokens: readonly Token[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string };

/**
 * The blocks of a whole file in Markdown, without its title, which is that of the page: its headings
 * get anchors, and so do rows of its tables that others refer to.
 */
export function documentBlocks(source: string, options: DocumentOptions): Block[] {
  const { level, page, anchors, links } = options;
  const pieces = piecesOf(source, options);
  const depths = pieces.flatMap((piece) => (piece.kind === 'heading' ? [piece.depth] : []));
  const top = Math.min(...depths);
  const ids = new Map<Piece, string>();
  for (const piece of pieces)
    if (piece.kind === 'heading') ids.set(piece, anchors(slugOf(plainText(piece.source))));
  const own = new Set(ids.values());
  const resolved = (to: string): Target | undefined => {
    const anchor = to.startsWith('#') ? decodeURIComponent(to.slice(1)) : undefined;
    if (anchor === undefined) return links(to);
    return own.has(anchor) ? { page, anchor } : undefined;
  };
  let caption = '';
  return pieces.map((piece): Block => {
    if (piece.kind === 'text')
      return { kind: 'markdown', source: piece.source, level: 4, links: resolved };
    if (piece.kind === 'table') return tableOf(piece.tokens, caption, options);
    if (piece.kind === 'code') return piece;
    caption = plainText(piece.source);
    return {
      kind: 'heading',
      level: Math.min(4, level + piece.depth - top) as Heading['level'],
      id: ids.get(piece)!,
      content: { kind: 'markdown', source: unlinked(piece.source) },
      text: caption,
    };
  });
}

function piecesOf(source: string, { rowAnchor }: DocumentOptions): Piece[] {
  const shown = visible(source);
  const lines = shown.split(/\r\n|\n|\r/);
  const tokens = tokensOf(shown);
  const pieces: Piece[] = [];
  let next = 0;
  let hasTitle = false;
  for (const [index, token] of tokens.entries()) {
    const piece = token.level === 0 ? pieceAt(tokens, index, rowAnchor) : undefined;
    if (!piece || !token.map) continue;
    const [from, to] = token.map;
    pieces.push({ kind: 'text', source: lines.slice(next, from).join('\n') });
    next = to;
    const isTitle = !hasTitle && piece.kind === 'heading' && piece.depth === 1;
    if (isTitle) hasTitle = true;
    else pieces.push(piece);
  }
  pieces.push({ kind: 'text', source: lines.slice(next).join('\n') });
  return pieces.filter((piece) => piece.kind !== 'text' || piece.source.trim() !== '');
}

/** The heading or the code that begins at a token, or the table that others refer to. */
function pieceAt(
  tokens: readonly Token[],
  index: number,
  rowAnchor: DocumentOptions['rowAnchor'],
): Piece | undefined {
  const { type, tag, info, content } = tokens[index]!;
  // a block of its own can be copied
  if (type === 'fence')
    return { kind: 'code', language: /^[\w-]+/.exec(info)?.[0] ?? 'text', text: content };
  if (type === 'heading_open')
    return { kind: 'heading', depth: Number(tag.slice(1)), source: tokens[index + 1]!.content };
  if (type !== 'table_open' || !rowAnchor) return undefined;
  const end = tokens.findIndex((token, at) => at > index && token.type === 'table_close');
  const own = tokens.slice(index, end);
  const names = rowsOf(own).map(([first = '']) => first);
  return names.some((name) => rowAnchor(codeIn(name)) !== undefined)
    ? { kind: 'table', tokens: own }
    : undefined;
}

function tableOf(
  tokens: readonly Token[],
  caption: string,
  { anchors, rowAnchor }: DocumentOptions,
): Table {
  const [head = [], ...rows] = rowsOf(tokens);
  const cellsOf = (row: readonly string[]) =>
    row.map((cell) => ({ kind: 'markdown', source: unlinked(cell) }) as const);
  return {
    kind: 'table',
    ...(caption !== '' && { caption }),
    head: cellsOf(head),
    rows: rows.map((row) => {
      const anchor = rowAnchor?.(codeIn(row[0] ?? ''));
      return { cells: cellsOf(row), ...(anchor !== undefined && { id: anchors(anchor) }) };
    }),
  };
}

/** The cells of a table, each as its Markdown. */
function rowsOf(tokens: readonly Token[]): string[][] {
  const rows: string[][] = [];
  for (const { type, content } of tokens) {
    if (type === 'tr_open') rows.push([]);
    if (type === 'inline') rows.at(-1)?.push(content);
  }
  return rows;
}

/** The text of a cell that is code and nothing else; empty for others. */
const codeIn = (cell: string): string => /^`([^`]+)`$/.exec(cell.trim())?.[1] ?? '';
