import { basename, join, relative } from 'node:path';
import { withVariables, type Environment } from '../environment.ts';
import { orNearest } from '../nearest.ts';
import { isInstalled } from '../typed-as.ts';
import { UserError } from '../user-error.ts';
import { isUrl, shownUrl, userPath } from '../user-path.ts';
import type { DescriptionHeaders } from './fetch-description.ts';
import { descriptionsIn, isFolder, usualFolder } from './find-descriptions.ts';
import { loadContract } from './load.ts';
import type { Contract } from './model.ts';

/** An index of APIs: by name, the path of the description from the repository's root. */
export type ApiIndex = { readonly [name: string]: string };

/** An API that a user named: its name, its description, and what the user typed. */
export type NamedApi = {
  readonly api: string;
  readonly file: string;
  readonly typed: string;
  /** The URL of the description, with its secrets. */
  readonly url?: string;
  /** The paths of overlays that change it. */
  readonly overlays?: readonly string[];
};

/** The repository's root: its own descriptions are found from anywhere. */
const root = join(import.meta.dirname, '..', '..', '..');

/** Whether a text is a path, not the name of an API. */
export const isPath = (text: string): boolean => /[/\\]|\.(?:ya?ml|json)$/i.test(text);

/**
 * Names the APIs that a user typed, as `describedBy` does. Throws a `UserError` for two descriptions of one
 * name, too.
 */
export function nameApis(index: ApiIndex, typed: readonly string[], place = ''): NamedApi[] {
  const named = describedBy(index, typed, place);
  for (const [at, { api, typed: second }] of named.entries()) {
    const first = named.slice(0, at).find((other) => other.api === api)?.typed;
    if (first === undefined) continue;
    throw new UserError(
      first === second
        ? `${first} is named twice.`
        : `${first} and ${second} are both named "${api}": ${wayOut(first, second)}.`,
    );
  }
  return named;
}

/** How two descriptions of one name can be named together. */
const wayOut = (...typed: readonly string[]): string =>
  typed.every((text) => /[/\\]openapi\.(?:ya?ml|json)$/i.test(text))
    ? 'name their folders'
    : 'check one at a time, or rename one of the files';

/**
 * The APIs that a user typed, as names of the index, as paths of files or folders or as URLs. Without any,
 * all of the index are meant, and where this package is installed those of the folder `spec/`. Throws a
 * `UserError` for any other text.
 * @param place file and line of the names, unless they are on the command line
 */
export function describedBy(index: ApiIndex, typed: readonly string[], place = ''): NamedApi[] {
  const known = Object.keys(index);
  const byDefault = () => (isInstalled ? [usualFolder()] : known);
  return (typed.length > 0 ? typed : byDefault()).flatMap((text) => {
    const found = foundAs(text, index);
    if (found.length > 0) return found;
    const names =
      isInstalled && isFolder('spec') ? descriptionsIn('spec').map(({ api }) => api) : known;
    throw new UserError(
      `${place === '' ? '' : `${place}: `}There is no API "${text}"${orNearest(text, names)} There are ${names.join(', ')}; the path or the URL of an OpenAPI description will do too.`,
    );
  });
}

/** What a text names. Where this package is installed, one's own folders go before its APIs. */
function foundAs(text: string, index: ApiIndex): readonly NamedApi[] {
  const own = isInstalled ? [text, join('spec', text)].find(isFolder) : undefined;
  if (own !== undefined) return descriptionsIn(own);
  if (Object.hasOwn(index, text))
    return [{ api: text, file: relative('.', join(root, index[text]!)), typed: text }];
  if (isUrl(text)) return [namedByUrl(text)];
  if (isFolder(text)) return descriptionsIn(text);
  return isPath(text)
    ? [{ api: basename(text).replace(/\.\w+$/, ''), file: userPath(text), typed: text }]
    : [];
}

/**
 * The APIs that a user typed, with the descriptions that are named by a URL fetched.
 * @param headers header fields for that, as typed
 * @see nameApis, fetchNamed
 */
export const findApis = (
  index: ApiIndex,
  typed: readonly string[],
  headers: readonly string[],
): Promise<readonly NamedApi[]> =>
  fetchNamed(
    nameApis(index, typed),
    headers.map((written) => headerOf(written, process.env)),
  );

/** A description behind a URL. Throws a `UserError` for a text that is none. */
function namedByUrl(text: string): NamedApi {
  if (!URL.canParse(text)) throw new UserError('A description is named by a URL that is none.');
  const shown = shownUrl(text);
  const name = /([^/]+?)(?:\.(?:json|ya?ml))?\/*$/.exec(new URL(text).pathname)?.[1];
  return { api: name ?? new URL(text).hostname, file: shown, typed: shown, url: text };
}

/**
 * Fetches the descriptions that are named by a URL, so that they can be loaded. Throws a `UserError`
 * for one that can't be had, and for header fields without such a description.
 */
export async function fetchNamed(
  named: readonly NamedApi[],
  headers: DescriptionHeaders,
): Promise<readonly NamedApi[]> {
  if (headers.length > 0 && named.every(({ url }) => url === undefined))
    throw new UserError('--header is for a description that is given by URL, and none is.');
  if (named.every(({ url }) => url === undefined)) return named;
  // loaded late: most runs fetch nothing
  const { fetchDescription } = await import('./fetch-description.ts');
  const fetched: NamedApi[] = [];
  for (const one of named)
    fetched.push(
      one.url === undefined ? one : { ...one, file: await fetchDescription(one.url, headers) },
    );
  return fetched;
}

/**
 * Reads `Name: value`, with `${NAME}` from the environment. Throws a `UserError` that does not show
 * the value, which may be a secret.
 */
export function headerOf(written: string, environment: Environment): DescriptionHeaders[number] {
  const [, name, value] = /^([!#$%&'*+.^`|~\w-]+):[ \t]*(.*?)[ \t]*$/.exec(written) ?? [];
  const filled =
    value &&
    withVariables(value, environment, (variable) => {
      throw new UserError(`--header ${name}: the environment variable ${variable} is not set.`);
    });
  if (name === undefined || filled === undefined || /[^\t\x20-\x7e\x80-\xff]/.test(filled))
    throw new UserError("--header is a name and a value, such as --header 'X-Api-Key: ${KEY}'.");
  return [name, filled];
}

/**
 * Renames the only description of a run. Throws a `UserError` if there is not exactly one, or if
 * the name can't be part of a URL.
 */
export function renamed(named: readonly NamedApi[], name: string): NamedApi[] {
  const [only, ...others] = named;
  if (!only || others.length > 0 || (!isPath(only.typed) && !isFolder(only.typed)))
    throw new UserError(
      `--name ${name} names the API of one description that is given by path or URL.`,
    );
  if (!/^[A-Za-z0-9][\w.-]*$/.test(name))
    throw new UserError(`--name ${name}: a name has letters, digits, ".", "_" and "-" only.`);
  return [{ ...only, api: name }];
}

/**
 * The only description of a command, changed by overlays. Throws a `UserError` if there are overlays
 * and not exactly one description.
 */
export function withOverlays(named: readonly NamedApi[], files: readonly string[]): NamedApi[] {
  if (files.length === 0) return [...named];
  const [only, ...others] = named;
  if (!only || others.length > 0)
    throw new UserError(
      `--overlay ${files[0]} changes one description, and ${named.length} are named: name one.`,
    );
  return [{ ...only, overlays: [...(only.overlays ?? []), ...files.map(userPath)] }];
}

/** The API that a key of the configuration or of `--target` means, by name or by path. */
export const apiOf = (key: string, named: readonly NamedApi[]): string | undefined =>
  named.find(({ api, file }) => api === key || (isPath(key) && userPath(key) === file))?.api;

/** Loads the contracts of some APIs. Throws a `UserError` for a description that can't be used. */
export const loadContracts = (named: readonly NamedApi[]): Contract[] =>
  named.map(({ api, file, overlays }) => loadContract(api, file, overlays));

/** The contracts of the APIs that a user typed. @see nameApis */
export const namedContracts = (index: ApiIndex, typed: readonly string[]): Contract[] =>
  loadContracts(nameApis(index, typed));
