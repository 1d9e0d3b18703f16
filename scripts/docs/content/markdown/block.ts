import { visible } from '../../../../conformance/core/visible.ts';
import type { Block, Code, Field, Table } from '../block.ts';
import { linked, unlinked } from '../linked.ts';
import type { Writing } from '../writing.ts';
import { codeMarkdown, evidenceMarkdown, inlineMarkdown } from './inline.ts';

/** Writes blocks as CommonMark, with tables as GitHub has them. */
export const blocksMarkdown = (blocks: readonly Block[], writing: Writing): string =>
  blocks
    .map((block) => blockMarkdown(block, writing))
    .filter((text) => text !== '')
    .join('\n\n');

function blockMarkdown(block: Block, writing: Writing): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${inlineMarkdown(block.content, writing)}`;
    case 'paragraph':
      return inlineMarkdown(block.content, writing);
    case 'markdown':
      return withLevels(visible(linked(block, writing)).trim(), block.level);
    case 'list':
      return block.items.map((item) => `- ${inlineMarkdown(item, writing)}`).join('\n');
    case 'table':
      return tableMarkdown(block, writing);
    case 'fields':
      return fieldsMarkdown(block.fields, writing);
    case 'code':
      return codeBlock(block);
    case 'samples':
      return block.samples
        .filter(({ text }) => text !== '')
        .map(({ label, highlight, text }) => codeBlock({ language: highlight, text, label }))
        .join('\n\n');
    case 'choice':
      return '';
    case 'fold':
      return `**${inlineMarkdown(block.summary, writing)}**\n\n${blocksMarkdown(block.blocks, writing)}`;
    case 'note':
      return blocksMarkdown(block.blocks, writing).replaceAll(/^/gm, '> ');
    case 'evidence':
      return evidenceMarkdown(block.sources, writing);
    case 'cards':
      return block.cards
        .map(
          ({ title, to, text, marks, more }) =>
            `- [${inlineMarkdown(title, writing)}](<${writing.href(to)}>)${marks ? ` ${inlineMarkdown(marks, writing)}` : ''}: ${inlineMarkdown(text, writing)}${more ? ` ${inlineMarkdown(more, writing)}` : ''}`,
        )
        .join('\n');
    case 'aside':
      return blocksMarkdown(block.blocks, writing);
    case 'console':
      return '';
  }
}

/** Moves the headings of a text below that of the page, the highest to `level`. */
function withLevels(source: string, level: number): string {
  const found = [...source.matchAll(/^(#{1,6}) /gm)].map(([, hashes]) => hashes!.length);
  const down = level - Math.min(...found);
  return found.length === 0
    ? source
    : source.replaceAll(/^(#{1,6})(?= )/gm, (hashes) =>
        '#'.repeat(Math.min(6, hashes.length + down)),
      );
}

function tableMarkdown({ head, rows }: Table, writing: Writing): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(head.map((cell) => inlineMarkdown(cell, writing))),
    line(head.map(() => '---')),
    ...rows.map(({ cells }) => line(cells.map((cell) => inCell(inlineMarkdown(cell, writing))))),
  ].join('\n');
}

/** A bar in code ends a cell too. */
const inCell = (text: string): string => text.replaceAll(/(?<!\\)\|/g, String.raw`\|`);

const fieldsMarkdown = (fields: readonly Field[], writing: Writing, depth = 0): string =>
  fields.map((field) => fieldMarkdown(field, writing, depth)).join('\n');

function fieldMarkdown(field: Field, writing: Writing, depth: number): string {
  const { name, type, marks, description = '', rules, evidence, fields, nestedAs } = field;
  const own = field.isEvidenceInherited ? [] : evidence;
  const head = [
    codeMarkdown(name),
    inlineMarkdown(type, writing),
    inlineMarkdown(marks, writing).trim(),
  ];
  const said = [
    unlinked(description)
      .trim()
      .replaceAll(/\s*\n\s*/g, ' '),
    ...rules.map((rule) => inlineMarkdown(rule, writing)),
    evidenceMarkdown(own, writing),
    nestedAs,
  ];
  const text = said.filter((part) => part).join('; ');
  const line = `${'  '.repeat(depth)}- ${head.filter((part) => part !== '').join(' ')}${text === '' ? '' : `: ${text}`}`;
  return fields.length > 0 ? `${line}\n${fieldsMarkdown(fields, writing, depth + 1)}` : line;
}

function codeBlock({ language, text, label }: Pick<Code, 'language' | 'text' | 'label'>): string {
  const runs = [...text.matchAll(/`{3,}/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(2, ...runs) + 1);
  return `${label === undefined ? '' : `${label}:\n\n`}${fence}${language}\n${visible(text).trimEnd()}\n${fence}`;
}
