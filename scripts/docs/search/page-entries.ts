import type { Block, Field } from '../content/block.ts';
import { inlineText } from '../content/inline-text.ts';
import type { Page } from '../page.ts';
import type { Site } from '../site-model.ts';
import { firstSentence, plainText } from '../text/commonmark.ts';
import type { SearchEntry } from './entry.ts';

/** What a search finds of a page: itself, its headings and its fields. */
export function pageEntries(
  page: Page,
  blocks: readonly Block[],
  { references }: Pick<Site, 'references'>,
): SearchEntry[] {
  if (page.isUnlisted) return [];
  const api = references.find((each) => each.api === page.api)?.title;
  const { path, title, summary, terms = [], kind = 'topic' } = page;
  const inApi = api === undefined ? {} : { api };
  const itself = { url: `${path}.html`, title, kind, ...inApi, text: summary, terms };
  const at = (id: string) => ({ url: `${path}.html#${encodeURIComponent(id)}`, ...inApi });
  // those of an operation have the same names on every page
  const headings = kind === 'operation' || kind === 'schema' ? [] : headingsIn(blocks);
  return [
    itself,
    ...headings.map(
      ({ id, name, text }): SearchEntry => ({
        ...{ ...at(id), title: name, text, terms: [] },
        kind: page.headingKind ?? 'heading',
      }),
    ),
    ...fieldsIn(blocks, kind === 'schema').map(
      ({ id, name, description = '' }): SearchEntry => ({
        ...{ ...at(id), title: name, kind: 'field', text: firstSentence(description) },
        terms: [title],
      }),
    ),
  ];
}

function headingsIn(blocks: readonly Block[]) {
  return blocks.flatMap((block, index) => {
    if (block.kind !== 'heading') return [];
    const next = blocks[index + 1];
    const name = block.text ?? inlineText(block.content);
    return [{ id: block.id, name, text: next ? textOf(next) : '' }];
  });
}

function textOf(block: Block): string {
  if (block.kind === 'paragraph') return inlineText(block.content);
  return block.kind === 'markdown' ? plainText(block.source) : '';
}

/** Every field of a schema, and the parameters of an operation: its other fields are those of schemas. */
const fieldsIn = (blocks: readonly Block[], isSchema: boolean): Field[] =>
  blocks
    .flatMap((block) => (block.kind === 'fields' ? block.fields : []))
    .filter(({ id }) => isSchema || id.startsWith('parameter-'))
    .flatMap((field) => (isSchema ? withNested(field) : [field]));

const withNested = (field: Field): Field[] => [field, ...field.fields.flatMap(withNested)];
