import { dirname, relative, resolve } from 'node:path';
import { isInstalled } from './typed-as.ts';

/** Whether a text is the URL of a description, not the path of one. */
export const isUrl = (text: string): boolean => /^https?:\/\//i.test(text);

/**
 * Resolves a path relative to the user's folder. In this repository that is INIT_CWD: npm runs its scripts in
 * the folder of package.json, and users type paths in another one. Where the package is installed, its users
 * write the scripts, and their tests may run in a workspace: it is the working directory. The result is relative
 * to the working directory if it is below it. A URL stays as it is.
 */
export function userPath(path: string): string {
  if (isUrl(path)) return path;
  const typedIn = isInstalled ? undefined : process.env.INIT_CWD;
  const absolute = resolve(typedIn ?? '.', path);
  const shown = relative('.', absolute);
  return shown.startsWith('..') ? absolute : shown || '.';
}

/** The absolute path of a file; a URL stays as it is. */
export const absolutePath = (file: string): string => (isUrl(file) ? file : resolve(file));

/**
 * What a relative reference of a file means: a path, or a URL.
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-5
 */
export const beside = (file: string, name: string, decode: (text: string) => string): string =>
  isUrl(file) ? (URL.parse(name, file)?.href ?? file) : resolve(dirname(file), decode(name));

/** Whether two texts are URLs of one server. */
export const isSameOrigin = (one: string, other: string): boolean =>
  isUrl(one) && isUrl(other) && URL.parse(one)?.origin === URL.parse(other)?.origin;

/** The URL of a description as messages and reports name it: what may be a secret is left out. */
export function shownUrl(text: string): string {
  const { origin, pathname } = new URL(text);
  return `${origin}${pathname}`;
}
