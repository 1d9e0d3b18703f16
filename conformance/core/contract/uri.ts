import { fileURLToPath, pathToFileURL } from 'node:url';
import { percentDecode } from '../http/percent.ts';
import { isUrl } from '../user-path.ts';

/** The URI of a file, which may be a URL itself. */
export const fileUri = (path: string): string =>
  isUrl(path) ? (URL.parse(path)?.href ?? path) : pathToFileURL(path).href;

/**
 * Resolves a reference against a URI; without the fragment. `undefined` if that is impossible, as
 * with a relative path against a URN.
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-5
 */
export function resolvedUri(reference: string, base: string): string | undefined {
  const [name = ''] = reference.split('#');
  if (name === '') return base;
  const uri = URL.parse(name, base)?.href;
  const path = uri === undefined ? undefined : pathOf(uri);
  // one file has several spellings
  return path === undefined ? uri : fileUri(path);
}

/** The fragment of a reference, decoded; empty if it has none. */
export function fragmentOf(reference: string): string {
  const start = reference.indexOf('#');
  return start === -1 ? '' : percentDecode(reference.slice(start + 1));
}

/** The path that a `file:` URI names; `undefined` for every other URI. */
export function pathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    // it names another host, or has a percent sign that encodes nothing
    return percentDecode(new URL(uri).pathname);
  }
}
