import type { Block, Field, Heading } from '../content/block.ts';
import { blockText, fieldText, inlineText } from './block-text.ts';
import type { Page } from '../page.ts';
import type { EntryKind, SearchEntry } from './entry.ts';

/**
 * What a search can find of a page: itself, its fields, and the sections of a topic. Those of operations and
 * schemas are the same on every page.
 * @param api the title of its API
 */
export function pageEntries(
  page: Page,
  blocks: readonly Block[],
  api: string | undefined,
): readonly SearchEntry[] {
  if (page.isUnlisted) return [];
  const kind = kindOf(page);
  const of = api === undefined ? {} : { api };
  const entry = (id: string, found: Pick<SearchEntry, 'kind' | 'title' | 'text'>): SearchEntry => ({
    ...of,
    ...found,
    url: addressOf(page, id),
    terms: [],
  });
  const fields = fieldsIn(blocks).map((field) =>
    entry(field.id, { kind: 'field', title: field.name, text: fieldText(field) }),
  );
  const own: SearchEntry = {
    ...of,
    ...{ kind, url: addressOf(page), title: page.title },
    text: withSummary(page.summary, ownBlocks(kind, blocks).map(blockText).join(' ').trim()),
    terms: page.terms ?? [],
  };
  return kind === 'topic' ? [own, ...sections(page, blocks, entry), ...fields] : [own, ...fields];
}

/** The kind of a page follows from its path. */
function kindOf({ path }: Page): EntryKind {
  const [, folder] = path.split('/');
  if (folder === 'operations') return 'operation';
  return folder === 'schemas' ? 'schema' : 'topic';
}

/** The summary is most often the first sentence of the text. */
const withSummary = (summary: string, text: string): string =>
  text.startsWith(summary.replace(/…$/, '')) ? text : `${summary} ${text}`;

/** What a page says itself; the sections of a topic are found by themselves. */
function ownBlocks(kind: EntryKind, blocks: readonly Block[]): readonly Block[] {
  const first = blocks.findIndex((block) => block.kind === 'heading');
  return kind === 'topic' && first >= 0 ? blocks.slice(0, first) : blocks;
}

const addressOf = ({ path }: Page, id?: string): string =>
  encodeURI(`${path}.html`).replaceAll(/[?#]/g, encodeURIComponent) +
  (id === undefined ? '' : `#${encodeURIComponent(id)}`);

/** The fields that stand in no other: those below are found by the schemas that they have. */
const fieldsIn = (blocks: readonly Block[]): readonly Field[] =>
  blocks.flatMap((block) => {
    if (block.kind === 'fields') return block.fields;
    return 'blocks' in block ? fieldsIn(block.blocks) : [];
  });

type Made = (id: string, found: Pick<SearchEntry, 'kind' | 'title' | 'text'>) => SearchEntry;

/** The sections of a topic, each with what it says, and the rows that can be linked to. */
function sections(page: Page, blocks: readonly Block[], entry: Made): SearchEntry[] {
  // the catalogue of errors has one for each code
  const kind: EntryKind = /(?:^|\/)errors$/.test(page.path) ? 'error' : 'heading';
  const found: SearchEntry[] = [];
  let heading: Heading | undefined;
  let texts: string[] = [];
  const end = () => {
    const text = [page.title, ...texts].join(': ');
    if (heading)
      found.push(
        entry(heading.id, { kind, title: heading.text ?? inlineText(heading.content), text }),
      );
  };
  for (const block of blocks) {
    if (block.kind === 'heading') {
      end();
      [heading, texts] = [block, []];
    } else texts.push(blockText(block));
    if (block.kind === 'table') found.push(...rows(block.rows, kind, entry));
  }
  end();
  return found;
}

const rows = (
  all: Extract<Block, { kind: 'table' }>['rows'],
  kind: EntryKind,
  entry: Made,
): SearchEntry[] =>
  all.flatMap(({ id, cells: [first, ...others] }) =>
    id === undefined
      ? []
      : [entry(id, { kind, title: inlineText(first), text: others.map(inlineText).join(' ') })],
  );
