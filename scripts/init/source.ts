import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join, posix, relative } from 'node:path';
import { isFolder } from '../../conformance/core/contract/find-descriptions.ts';
import { findApis } from '../../conformance/core/contract/named-contracts.ts';
import { readDocuments } from '../../conformance/core/contract/documents.ts';
import { requireSupportedVersion } from '../../conformance/core/contract/load.ts';
import { valueAt, type Node } from '../../conformance/core/pointer.ts';
import { readText } from '../../conformance/core/text-file.ts';
import { UserError } from '../../conformance/core/user-error.ts';
import { isUrl, userPath } from '../../conformance/core/user-path.ts';
import { relocated } from './relocate.ts';

/** A description to begin with. */
export type Source = {
  /** The name of its API. */
  readonly name: string;
  readonly title: string;
  /** Its files, by their paths in the folder of the API; the first one is the entry document. */
  readonly files: ReadonlyMap<string, string>;
  /** The description as it was given, for the lint; absent for the example. */
  readonly given?: { readonly file: string; readonly files: readonly string[] };
};

/** The example: a to-do list. */
export function example(): Source {
  const folder = join(import.meta.dirname, 'todo');
  const paths = globSync('**/*.yaml', { cwd: folder }).sort();
  return {
    name: 'todo',
    title: 'To-do list',
    files: new Map(
      paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path), 'utf8')]),
    ),
  };
}

/**
 * Reads a description, given by its file, folder or URL, with the files that it refers to. Throws a
 * `UserError` if it can't be read, or refers to the network. Other broken references are for the lint to tell.
 */
export async function sourceFrom(typed: string, headers: readonly string[] = []): Promise<Source> {
  const file = await fileOf(typed, headers);
  const documents = readDocuments(file);
  requireSupportedVersion(documents);
  const { root, files, broken, at } = documents;
  for (const { source, reason, isRemote } of broken.values())
    if (isRemote) throw new UserError(`${at(source)}: ${reason}`);
  const moved = places(files);
  return {
    name: nameOf(file, root),
    title: String(valueAt(root, '/info/title') ?? 'API'),
    files: new Map(files.map((path) => [moved.get(path)!, relocated(readText(path), path, moved)])),
    given: { file, files },
  };
}

/** The entry document: a file, the one of a folder, or what a URL leads to. */
async function fileOf(typed: string, headers: readonly string[]): Promise<string> {
  if (!isUrl(typed) && !isFolder(typed)) return userPath(typed);
  const [found, ...others] = await findApis({}, [typed], headers);
  if (others.length > 0)
    throw new UserError(
      `${typed}: ${others.length + 1} descriptions are in this folder: name one.`,
    );
  return found!.file;
}

/** Where each file goes: as it lies beside the entry document, or into `external/` if it lies elsewhere. */
function places(files: readonly string[]): Map<string, string> {
  const [entry = '', ...others] = files;
  const isJson = extname(pathOf(entry)) === '.json';
  const moved = new Map([[entry, `openapi.${isJson ? 'json' : 'yaml'}`]]);
  const taken = new Set(moved.values());
  for (const file of others) {
    const beside = relative(dirname(pathOf(entry)), pathOf(file)).replaceAll('\\', '/');
    const isBelow = !beside.startsWith('../') && hostOf(file) === hostOf(entry);
    const place = free(isBelow ? beside : `external/${basename(beside)}`, taken);
    taken.add(place);
    moved.set(file, place);
  }
  return moved;
}

/** A path that no other file has: `external/pet-2.yaml`. */
function free(place: string, taken: ReadonlySet<string>): string {
  const { dir, name, ext } = posix.parse(place);
  let found = place;
  for (let count = 2; taken.has(found); count += 1)
    found = posix.join(dir, `${name}-${count}${ext}`);
  return found;
}

const pathOf = (file: string): string => (isUrl(file) ? new URL(file).pathname : file);
const hostOf = (file: string): string => (isUrl(file) ? new URL(file).host : '');

/** Names that say nothing of an API. */
const plain = /^(?:api|api-docs|index|openapi|spec|swagger|v\d+)$/i;

/** The name of the API: that of the file, if it has one of its own, else the title. */
function nameOf(file: string, root: Node): string {
  const own = basename(pathOf(file)).replace(/\.\w+$/, '');
  const title = String(valueAt(root, '/info/title') ?? '');
  return asName(plain.test(own) ? title : own) || 'api';
}

/** A text as the name of a folder: `Train Travel API` as `train-travel-api`. */
const asName = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .replace(/^(.{0,40})(?:-.*)?$/s, '$1');
