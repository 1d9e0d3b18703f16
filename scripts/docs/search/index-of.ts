import MiniSearch from 'minisearch';
import type { EntryKind, SearchEntry } from './entry.ts';
import { options, type Indexed } from './options.ts';

/** The length of a text that a list of results can show, in characters. */
const shown = 160;

/** The entries from which on texts of fields are left out: there are too many to be sent to every reader. */
const many = 20_000;

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
  const isLarge = entries.length > many;
  search.addAll(entries.map((entry, id) => indexed(entry, id, isLarge)));
  return JSON.stringify(search);
}

function indexed(entry: SearchEntry, id: number, isLarge: boolean): Indexed {
  const { url, title, kind, api, terms } = entry;
  const text = (isLarge && kind === 'field' ? '' : entry.text).replaceAll(/\s+/g, ' ').trim();
  return {
    ...{ id, url, title, kind, full: text, terms: [...terms, ...kindWords[kind]].join(' ') },
    ...(api === undefined ? {} : { api }),
    ...(text === '' ? {} : { text: clipped(text) }),
  };
}

function clipped(text: string): string {
  if (text.length <= shown) return text;
  const end = text.lastIndexOf(' ', shown);
  return `${text.slice(0, end > shown / 2 ? end : shown)}…`;
}
