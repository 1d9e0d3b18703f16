import MiniSearch from 'minisearch';
import { find, type FoundGroup } from '../../search/find.ts';
import { options } from '../../search/options.ts';

/** Loads an index, and gives what finds entries in it. Throws where it can't be had. */
export async function loadIndex(url: URL): Promise<(query: string) => readonly FoundGroup[]> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.href}: ${response.status}`);
  const index = MiniSearch.loadJSON(await response.text(), options);
  return (query) => find(index, query);
}
