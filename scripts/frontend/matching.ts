/** Which requests belong to an operation, by their URL. */

/** The path parameters of a request, decoded; `undefined` if it belongs to another operation. */
export type Match = (url: URL) => { readonly [name: string]: string } | undefined;

/**
 * Matches the path template of an operation below a base URL; without one, below any path of any origin.
 * What matches one of the `others`, which are more specific, belongs to another operation.
 */
export function matchOf(template: string, others: readonly string[], baseUrl?: string): Match {
  const base = baseOf(baseUrl);
  const [own, ...rest] = [template, ...others].map((each) => patternOf(pathIn(each), base.path));
  const names = [...pathIn(template).matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name!);
  return (url) => {
    if (base.origin !== undefined && base.origin !== url.origin) return undefined;
    const found = own!.exec(url.pathname);
    if (!found || rest.some((pattern) => pattern.test(url.pathname))) return undefined;
    return Object.fromEntries(names.map((name, index) => [name, decoded(found[index + 1]!)]));
  };
}

/** The origin and the path of a base URL; a path alone, such as `/api`, means any origin. */
function baseOf(baseUrl?: string): { readonly origin?: string; readonly path?: string } {
  if (baseUrl === undefined) return {};
  if (baseUrl.startsWith('/')) return { path: withoutSlash(baseUrl) };
  const { origin, pathname } = new URL(baseUrl);
  return { origin, path: withoutSlash(pathname) };
}

const withoutSlash = (path: string): string => path.replace(/\/+$/, '');

/** A few descriptions tell operations apart by what follows the path. */
const pathIn = (template: string): string => template.split(/[?#]/)[0]!;

function patternOf(path: string, base?: string): RegExp {
  const segments = path
    .split(/\{[^{}]+\}/)
    .map((text) => escaped(encodeURI(text)))
    .join('([^/]+)');
  return new RegExp(`^${base === undefined ? '.*' : escaped(base)}${segments}$`);
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** A text without percent-encoding; one that is none stays as it is. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
