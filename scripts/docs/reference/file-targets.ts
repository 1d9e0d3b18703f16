import { posix } from 'node:path';
import type { Target } from '../content/inline.ts';
import { downloadPath } from '../downloads/downloads.ts';
import type { Guide, Reference } from './model.ts';

/** The path of the page on which a guide stands. */
export const guidePage = (api: string, { name }: Pick<Guide, 'name'>): string =>
  name === 'authentication' ? `${api}/authentication` : `${api}/guides/${name}`;

/**
 * What a relative link in a file beside the description leads to, if the site has it: the reading notes, a
 * guide, or the description itself.
 * @param from the file with the link, by its path from the folder of the description
 */
export function fileTarget(reference: Reference, from: string, to: string): Target | undefined {
  const { api, notes, guides } = reference;
  const [path = ''] = to.split(/[?#]/);
  const file = posix.normalize(posix.join(posix.dirname(from), path));
  if (file === 'README.md' && notes !== undefined) return { page: `${api}/notes` };
  if (/^openapi\.(?:ya?ml|json)$/.test(file))
    return { file: downloadPath(api, file.endsWith('json') ? 'json' : 'yaml') };
  const guide = guides.find(({ name }) => file === `guides/${name}.md`);
  return guide && { page: guidePage(api, guide) };
}
