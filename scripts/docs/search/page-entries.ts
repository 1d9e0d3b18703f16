import type { Block, Field, Heading } from '../content/block.ts';
import { inlineText } from '../content/inline-text.ts';
import type { Page } from '../page.ts';
import type { Site } from '../site-model.ts';
import { blockText, fieldText } from './block-text.ts';
import type { EntryKind, SearchEntry } from './entry.ts';

/**
 * What a search finds of a page: itself, its headings with what stands below them, and its fields. The headings
 * of operations and schemas are the same on every page.
 */
export function pageEntries(
  page: Page,
  blocks: readonly Block[],
  { references }: Pick<Site, 'references'>,
): readonly SearchEntry[] {
  if (page.isUnlisted) return [];
  const api = references.find((each) => each.api === page.api)?.title;
  const { title, terms = [], kind = 'topic' } = page;
  const hasSections = kind !== 'operation' && kind !== 'schema';
  const own = hasSections ? untilHeading(blocks) : ofItsOwn(blocks);
  const inApi = api === undefined ? {} : { api };
  const part = (id: string, found: Part): SearchEntry => ({
    ...{ ...inApi, ...found, url: addressOf(page, id) },
    terms: [],
  });
  return [
    {
      ...{ ...inApi, kind, title, terms, url: addressOf(page) },
      text: withSummary(page.summary, own.map(blockText).join(' ').trim()),
    },
    ...(hasSections ? sections(page, blocks, part) : []),
    ...fieldsIn(blocks, kind === 'schema').map((field) => ({
      ...part(field.id, { kind: 'field', title: field.name, text: fieldText(field) }),
      terms: [field.id],
    })),
  ];
}

type Part = Pick<SearchEntry, 'kind' | 'title' | 'text'>;

/** The summary is most often the first sentence of the text. */
const withSummary = (summary: string, text: string): string =>
  text.startsWith(summary.replace(/…$/, '')) ? text : `${summary} ${text}`.trim();

function untilHeading(blocks: readonly Block[]): readonly Block[] {
  const first = blocks.findIndex((block) => block.kind === 'heading');
  return first < 0 ? blocks : blocks.slice(0, first);
}

/** What only this operation or schema says: below its headings, paragraphs say what is the same of others. */
const ofItsOwn = (blocks: readonly Block[]): readonly Block[] => [
  ...untilHeading(blocks),
  ...blocks
    .slice(untilHeading(blocks).length)
    .filter(({ kind }) => kind === 'markdown' || kind === 'table' || kind === 'list'),
];

const addressOf = ({ path }: Page, id?: string): string =>
  encodeURI(`${path}.html`).replaceAll(/[?#]/g, encodeURIComponent) +
  (id === undefined ? '' : `#${encodeURIComponent(id)}`);

/** The fields of a page. Those in others are fields of schemas, which have pages of their own. */
const fieldsIn = (blocks: readonly Block[], isSchema: boolean): readonly Field[] =>
  blocks.flatMap((block) => {
    if (block.kind !== 'fields') return [];
    return isSchema ? block.fields.flatMap(withNested) : block.fields;
  });

const withNested = (field: Field): Field[] => [field, ...field.fields.flatMap(withNested)];

/** The headings of a topic, each with what it says, and the rows that can be linked to. */
function sections(
  { title, headingKind = 'heading' }: Page,
  blocks: readonly Block[],
  part: (id: string, found: Part) => SearchEntry,
): SearchEntry[] {
  const found: SearchEntry[] = [];
  let heading: Heading | undefined;
  let texts: string[] = [];
  const end = () => {
    if (!heading) return;
    const name = heading.text ?? inlineText(heading.content);
    const whole = inlineText(heading.content);
    const more = whole === name ? '' : whole.replace(name, '').trim();
    const text = [more, ...texts].join(' ').trim();
    found.push(part(heading.id, { kind: headingKind, title: name, text: text || title }));
  };
  for (const block of blocks) {
    if (block.kind === 'heading') {
      end();
      [heading, texts] = [block, []];
    } else texts.push(blockText(block));
    if (block.kind === 'table') found.push(...rows(block.rows, headingKind, part));
  }
  end();
  return found;
}

const rows = (
  all: Extract<Block, { kind: 'table' }>['rows'],
  kind: EntryKind,
  part: (id: string, found: Part) => SearchEntry,
): SearchEntry[] =>
  all.flatMap(({ id, cells: [first, ...others] }) =>
    id === undefined
      ? []
      : [part(id, { kind, title: inlineText(first), text: others.map(inlineText).join(' ') })],
  );
