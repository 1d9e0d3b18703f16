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
import type { Sides } from './difference.ts';
import { fileIn, filesOf, isIn, pathInRepository, refNamed, type Ref } from './git.ts';

/** A description before and after: what a user typed, and the names to read it by. */
export type Described = Sides<string>;

/** A word of the command line. */
type Word =
  | { readonly kind: 'ref'; readonly ref: Ref }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'file of a ref'; readonly ref: Ref; readonly path: string };

/**
 * Reads the words of the command line as pairs of descriptions: two files, URLs or `ref:path`; or a ref
 * and files of the working tree; or two refs and files. Without files, a ref means all of `spec/`.
 * Throws a `UserError` for anything else.
 */
export async function pairsOf(
  words: readonly string[],
  headers: readonly string[],
): Promise<Described[]> {
  const read = words.map(wordOf);
  const refs = read.flatMap((word) => (word.kind === 'ref' ? [word.ref] : []));
  const others = read.filter((word) => word.kind !== 'ref');
  const [old, fresh, ...more] = refs;
  if (!old) return [await pairOf(others, headers)];
  if (more.length > 0) throw new UserError('Name one or two git refs, not more. See --help.');
  const paths = others.map((word) => {
    if (word.kind === 'file') return pathInRepository(word.path);
    throw new UserError(
      'Beside a git ref stand files of the repository: a URL or REF:PATH is compared with another one of these. See --help.',
    );
  });
  const found = paths.length > 0 ? paths : descriptionsIn(old, fresh);
  if (found.length === 0)
    throw new UserError(
      `Neither ${old.name} nor ${fresh?.name ?? 'the working tree'} has a description spec/<api>/openapi.yaml: name the files to compare.`,
    );
  return found.map((path) => {
    const sides = { old: at(old, path), new: at(fresh, path) };
    if (sides.old === undefined && sides.new === undefined)
      throw new UserError(`${path}: neither side has this file.`);
    return { old: sides.old ?? nothing(path), new: sides.new ?? nothing(path) };
  });
}

async function pairOf(words: readonly Word[], headers: readonly string[]): Promise<Described> {
  const [old, fresh, ...more] = words;
  if (!old || !fresh || more.length > 0)
    throw new UserError(
      'Two descriptions are needed, OLD and NEW: files, URLs or REF:PATH; or a git ref, and files to compare with it. See --help.',
    );
  return { old: await nameOf(old, headers), new: await nameOf(fresh, headers) };
}

function wordOf(text: string): Word {
  if (isUrl(text)) return { kind: 'url', url: text };
  if (existsSync(userPath(text))) return { kind: 'file', path: text };
  const [, name, path] = /^([^:]+):(.+)$/.exec(text) ?? [];
  const ref = refNamed(name ?? text);
  if (ref && path !== undefined)
    return { kind: 'file of a ref', ref, path: path.replace(/^\.?\//, '') };
  if (ref) return { kind: 'ref', ref };
  if (name === undefined && isPath(text)) return { kind: 'file', path: text };
  throw new UserError(
    `${text}: there is no such file and no such git ref. A ref of another repository must be fetched first: git fetch origin ${name ?? text}`,
  );
}

async function nameOf(word: Word, headers: readonly string[]): Promise<string> {
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

const inWorkingTree = (): string[] =>
  globSync('spec/*/openapi.{yaml,yml,json}', { cwd: userPath(fromRoot('.')) }).map((path) =>
    path.replaceAll('\\', '/'),
  );

/** The descriptions of both sides that lie as in this repository. */
function descriptionsIn(old: Ref, fresh: Ref | undefined): string[] {
  const isDescription = (path: string) => /^spec\/[^/]+\/openapi\.(?:ya?ml|json)$/.test(path);
  const paths = [...filesOf(old, 'spec'), ...(fresh ? filesOf(fresh, 'spec') : inWorkingTree())];
  return [...new Set(paths.filter(isDescription))].sort();
}
