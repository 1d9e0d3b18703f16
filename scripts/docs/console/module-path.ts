import { createHash } from 'node:crypto';
import type { Operation } from '../../../conformance/core/contract/model.ts';

/** Where everything of the console is, from the root of the site. */
export const consoleFolder = 'assets/console';

/** Its words, where they are not English. */
export const consoleWordsFile = `${consoleFolder}/words.json`;

/** Methods that no page may send. @see https://fetch.spec.whatwg.org/#forbidden-method */
const forbidden = new Set(['CONNECT', 'TRACE', 'TRACK']);

/** The path of an operation's module from the root of the site; `undefined` if a page can't send it. */
export const consoleModule = (
  api: string,
  { id, method }: Pick<Operation, 'id' | 'method'>,
): string | undefined =>
  forbidden.has(method.toUpperCase())
    ? undefined
    : `${consoleFolder}/${folderOf(api)}/${fileName(id)}.js`;

/** A plain name stays: no other one becomes like it. Shorter ones can mean a device. */
const folderOf = (api: string): string => (/^[a-z][a-z\d-]{4,40}$/.test(api) ? api : fileName(api));

/**
 * A name for a file that every system can have, unlike that of any other text, also where letter case means
 * nothing.
 */
function fileName(text: string): string {
  const words = text.split(/[^A-Za-z\d]+/).filter((word) => word !== '');
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 10);
  return `${words.join('-').slice(0, 60)}_${hash}`;
}
