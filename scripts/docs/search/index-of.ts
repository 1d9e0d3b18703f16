import MiniSearch from 'minisearch';
import type { EntryKind, SearchEntry } from './entry.ts';
import { options, type Indexed } from './options.ts';

/** The length of a text that a list of results can show, in characters. */
const shown = 160;

/**
 * The entries from which on a site is large. Its index has one field of each name and no texts of fields: it is
 * sent to every reader who searches.
 */
const many = 3000;

/** What readers call a kind: by this word, they find all of it. */
const kindWords: { readonly [kind in EntryKind]: readonly string[] } = {
  operation: [],
  schema: ['schema'],
  field: [],
  error: ['error', 'code'],
  topic: [],
  heading: [],
};

/** Makes the index of a site: JSON that the search in the page loads. */
export function searchIndex(entries: readonly SearchEntry[]): string {
  const search = new MiniSearch<Indexed>(options);
  const all = distinct(entries);
  const found = all.length > many ? distinct(all.map(withoutFieldText)) : all;
  search.addAll(found.map(indexed));
  return JSON.stringify(search);
}

const withoutFieldText = (entry: SearchEntry): SearchEntry =>
  entry.kind === 'field' ? { ...entry, text: '' } : entry;

/** Entries without the fields that say of an API what one before says: many operations may have a parameter. */
function distinct(entries: readonly SearchEntry[]): readonly SearchEntry[] {
  const known = new Set<string>();
  return entries.filter(({ kind, api, title, text }) => {
    if (kind !== 'field') return true;
    const said = JSON.stringify([api, title, text]);
    if (known.has(said)) return false;
    known.add(said);
    return true;
  });
}

function indexed({ url, title, kind, api, ...entry }: SearchEntry, id: number): Indexed {
  const text = entry.text.replaceAll(/\s+/g, ' ').trim();
  return {
    ...{ id, url, title, kind, full: text, terms: [...entry.terms, ...kindWords[kind]].join(' ') },
    ...(api === undefined ? {} : { api }),
    ...(text === '' ? {} : { text: clipped(text) }),
  };
}

function clipped(text: string): string {
  if (text.length <= shown) return text;
  const end = text.lastIndexOf(' ', shown);
  return `${text.slice(0, end > shown / 2 ? end : shown)}…`;
}
