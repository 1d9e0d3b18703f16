import { existsSync, globSync } from 'node:fs';
import { readElsewhere } from '../../conformance/core/text-file.ts';
import {
  fetchNamed,
  headerOf,
  isPath,
  nameApis,
} from '../../conformance/core/contract/named-contracts.ts';
import { UserError } from '../../conformance/core/user-error.ts';
import { isUrl, userPath } from '../../conformance/core/user-path.ts';
import { descriptionsIn, isFolder } from '../../conformance/core/contract/find-descriptions.ts';
import type { Sides } from './difference.ts';
import { fileIn, filesOf, isIn, pathInRepository, refNamed, type Ref } from './git.ts';

/** A description before and after: what a user typed, and the names to read it by. */
export type Described = Sides<string>;

/** A word of the command line. */
export type Word =
  | { readonly kind: 'ref'; readonly ref: Ref }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'file of a ref'; readonly ref: Ref; readonly path: string };

/**
 * Reads the words of the command line as pairs of descriptions: two files, folders, URLs or `ref:path`; or
 * a ref and files or folders of the working tree; or two refs and these. Without files, a ref means the
 * folder `spec/`. Throws a `UserError` for anything else.
 */
export async function pairsOf(
  words: readonly string[],
  headers: readonly string[],
): Promise<Described[]> {
  const read = words.map(wordOf);
  const refs = read.flatMap((word) => (word.kind === 'ref' ? [word.ref] : []));
  const others = read.filter((word) => word.kind !== 'ref');
  const [old, fresh, ...more] = refs;
  if (!old) return await twoSides(others, headers);
  if (more.length > 0) throw new UserError('Name one or two git refs, not more. See --help.');
  const paths = others.map((word) => {
    if (word.kind === 'file') return word.path;
    throw new UserError(
      'Beside a git ref stand files of the repository: a URL or REF:PATH is compared with another one of these. See --help.',
    );
  });
  return (paths.length > 0 ? paths : ['spec'])
    .flatMap((path) => filesAt(path, old, fresh))
    .map((path) => pairOf(path, at(old, path), at(fresh, path)));
}

/** Descriptions without a git ref, which both words name. */
async function twoSides(words: readonly Word[], headers: readonly string[]): Promise<Described[]> {
  const [old, fresh, ...more] = words;
  if (!old || !fresh || more.length > 0)
    throw new UserError(
      'Two descriptions are needed, OLD and NEW: files, folders, URLs or REF:PATH; or a git ref, and files to compare with it. See --help.',
    );
  const [before, after] = [old, fresh].map(apisIn);
  if (!before && !after)
    return [{ old: await nameOf(old, headers), new: await nameOf(fresh, headers) }];
  if (!before || !after) throw new UserError('A folder is compared with another folder only.');
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .map((api) => pairOf(api, before.get(api), after.get(api)));
}

/** The descriptions of a folder by name; `undefined` for what is no folder. */
export const apisIn = (word: Word): ReadonlyMap<string, string> | undefined =>
  word.kind === 'file' && isFolder(word.path)
    ? new Map(descriptionsIn(word.path).map(({ api, file }) => [api, file]))
    : undefined;

/** Two descriptions, of which one may be absent: then all of the other is new, or gone. */
function pairOf(name: string, old: string | undefined, fresh: string | undefined): Described {
  if (old === undefined && fresh === undefined)
    throw new UserError(`${name}: neither side has this file.`);
  return { old: old ?? nothing(name), new: fresh ?? nothing(name) };
}

/** Reads one word. Throws a `UserError` for one that names nothing. */
export function wordOf(text: string): Word {
  if (isUrl(text)) return { kind: 'url', url: text };
  if (existsSync(userPath(text))) return { kind: 'file', path: text };
  const [, name, path] = /^([^:]+):(.+)$/.exec(text) ?? [];
  const ref = refNamed(name ?? text);
  if (ref && path !== undefined)
    return { kind: 'file of a ref', ref, path: path.replace(/^\.?\//, '') };
  if (ref) return { kind: 'ref', ref };
  if (name === undefined && isPath(text)) return { kind: 'file', path: text };
  if (/^HEAD\b/.test(name ?? text))
    throw new UserError(`${text}: there is no git repository here that has this commit.`);
  throw new UserError(
    `${text}: there is no such file and no such git ref. A ref of another repository must be fetched first: git fetch origin ${name ?? text}`,
  );
}

/** The name to read a description by, which is fetched if it is behind a URL. */
export async function nameOf(word: Word, headers: readonly string[]): Promise<string> {
  if (word.kind === 'file') return userPath(word.path);
  if (word.kind === 'file of a ref') {
    if (!isIn(word.ref, word.path))
      throw new UserError(`${word.ref.name}:${word.path}: ${word.ref.name} has no such file.`);
    return fileIn(word.ref, word.path);
  }
  if (word.kind === 'ref') throw new TypeError('A ref alone names no file.');
  const [fetched] = await fetchNamed(
    nameApis({}, [word.url]),
    headers.map((written) => headerOf(written, process.env)),
  );
  return fetched!.file;
}

/** A file of a ref, else of the working tree; `undefined` where there is none. */
function at(ref: Ref | undefined, path: string): string | undefined {
  if (ref) return isIn(ref, path) ? fileIn(ref, path) : undefined;
  const file = userPath(fromRoot(path));
  return existsSync(file) ? file : undefined;
}

/** A description of no operation, in place of one that is new or gone. */
function nothing(path: string): string {
  readElsewhere('nothing:', () => 'openapi: 3.1.0\npaths: {}\n');
  return `nothing:/${path}`;
}

/** The path of a file of the repository from the user's folder. */
function fromRoot(path: string): string {
  const here = pathInRepository('.');
  return here === '' ? path : `${here.replaceAll(/[^/]+/g, '..')}/${path}`;
}

/** The files of both sides that a path means: itself, or the descriptions in the folder. */
function filesAt(typed: string, old: Ref, fresh: Ref | undefined): string[] {
  const path = pathInRepository(typed);
  const folder = path === '' ? '' : `${path}/`;
  const inRefs = [old, ...(fresh ? [fresh] : [])].flatMap((ref) => filesOf(ref, path));
  const inTree =
    fresh || !isFolder(typed)
      ? []
      : globSync('{,*/}openapi.{yaml,yml,json}', { cwd: userPath(typed) });
  const below = [
    ...inRefs,
    ...inTree.map((name) => `${folder}${name.replaceAll('\\', '/')}`),
  ].filter((each) => each.startsWith(folder) && isEntry.test(each.slice(folder.length)));
  if (below.length > 0) return [...new Set(below)].sort();
  if (typed !== 'spec' && !isFolder(typed)) return [path];
  throw new UserError(
    `${typed}: neither ${old.name} nor ${fresh?.name ?? 'the working tree'} has a description openapi.yaml in this folder, or in a folder below it: name the files to compare.`,
  );
}

/** A description as a folder holds it: its own, or that of a folder in it. */
const isEntry = /^(?:[^/]+\/)?openapi\.(?:ya?ml|json)$/;
