import { cached } from '../memoize.ts';
import { isObject, tokensOf, valueAt, type Node } from '../pointer.ts';
import type { Source } from '../source.ts';
import { absolutePath } from '../user-path.ts';
import { UserError } from '../user-error.ts';
import { parseYaml } from '../yaml-file.ts';
import { readText } from '../text-file.ts';
import {
  indexDocuments,
  isJson,
  percentDecoded,
  type BrokenReference,
  type DocumentIndex,
  type Reference,
} from './document-index.ts';
import { jsonPositions, type Position } from './json-lines.ts';

/** A description and every file it refers to, parsed, with the position of each object. */
export type Documents = {
  readonly root: Node;
  readonly file: string;
  /** The path of every file that was read. */
  readonly files: readonly string[];
  /** The content of a file, by its path in messages. */
  readonly contentOf: (file: string) => unknown;
  /** Follows `$ref`s to an object without one; `undefined` if one of them is broken. */
  readonly deref: (node: unknown) => unknown;
  /** The target of a rewritten `$ref`, which may be a `$ref` again. */
  readonly target: (uri: string) => unknown;
  /** The broken references, by their rewritten `$ref`: operations that need one aren't tested. */
  readonly broken: ReadonlyMap<string, BrokenReference>;
  /** The position of an object. Each parse makes new objects, so identity is enough. */
  readonly sourceOf: (node: object) => Source;
  /** The line of a position, counted from 1. */
  readonly line: (source: Source) => number;
} & Places;

/** Positions in words. */
export type Places = {
  /** `file:line`, and `file:line:column` far to the right, as in JSON without line breaks. */
  readonly place: (source: Source) => string;
  /** The same for a message, which names the JSON Pointer where the line alone says little. */
  readonly at: (source: Source) => string;
};

/**
 * Reads a description and the files it refers to; what stands behind a URL was fetched before. Every `$ref` is
 * made absolute, and OpenAPI 3.0 is upgraded to 3.1. Throws a `UserError` with file and line.
 */
export function readDocuments(entry: string): Documents {
  const index = indexDocuments(absolutePath(entry));
  const files = [...index.files.values()];
  const { content: root, shown: file } = files[0]!;
  if (!isObject(root))
    throw new UserError(`${entry}: this is no OpenAPI description: it holds no object.`);
  const resolver = referenceResolver(index);
  return {
    root,
    file,
    files: files.map(({ path }) => path),
    contentOf: (shown) => files.find((known) => known.shown === shown)?.content,
    ...resolver,
    broken: brokenReferences(index, resolver),
    sourceOf: (node) => index.sources.get(node) ?? { file, pointer: '' },
    ...placesOf(positionFinder()),
  };
}

type Resolver = Pick<Documents, 'target' | 'deref'>;

function referenceResolver({ files, named }: DocumentIndex): Resolver {
  const contents = new Map([...files.values()].map(({ uri, content }) => [uri, content]));
  const targets = new Map<string, unknown>();

  function find(uri: string): unknown {
    if (named.has(uri)) return named.get(uri);
    const [base = '', fragment = ''] = uri.split('#');
    if (fragment !== '' && !fragment.startsWith('/')) return undefined;
    return valueAt(contents.get(base) ?? named.get(base), percentDecoded(fragment));
  }

  const target = (uri: string) => cached(targets, uri, () => find(uri));

  function deref(node: unknown): unknown {
    let found = node;
    const passed = new Set<unknown>();
    while (isObject(found) && typeof found.$ref === 'string') {
      if (passed.has(found)) return undefined;
      passed.add(found);
      found = target(found.$ref);
    }
    return found;
  }

  return { target, deref };
}

/** The references without a target, and those to files that can't be read. */
function brokenReferences(index: DocumentIndex, resolver: Resolver): Documents['broken'] {
  const broken = new Map(index.broken);
  for (const reference of index.references)
    if (!broken.has(reference.uri) && (resolver.deref(reference.node) ?? undefined) === undefined)
      broken.set(reference.uri, {
        source: reference.source,
        reason: reasonOf(reference, index, resolver),
      });
  return broken;
}

function reasonOf(
  { uri, written }: Reference,
  { named }: DocumentIndex,
  { target }: Resolver,
): string {
  if ((target(uri) ?? undefined) !== undefined) return 'this $ref leads back to itself.';
  if (named.has(uri)) return `this $ref points to "${written}", which is the name of two schemas.`;
  if (!uri.startsWith('contract:'))
    return `$ref "${written}" points to the network, which is never read. Save the file beside the description and refer to that.`;
  return `this $ref points to nothing: there is no "${written}".`;
}

/** The column from which on a line alone does not lead to a place. */
const far = 200;

function placesOf(positionOf: (source: Source) => Position): Places & Pick<Documents, 'line'> {
  const place = (source: Source) => {
    const { line, col } = positionOf(source);
    return `${source.file}:${line}${col > far ? `:${col}` : ''}`;
  };
  return {
    line: (source) => positionOf(source).line,
    place,
    at: (source) =>
      `${place(source)}${positionOf(source).col > far ? ` (#${source.pointer})` : ''}`,
  };
}

/** Finds lines and columns; reads a file again when the first line in it is needed. */
function positionFinder(): (source: Source) => Position {
  const known = new Map<string, (tokens: readonly string[]) => Position>();
  return ({ file, pointer }) => {
    const path = absolutePath(file);
    const lineOf = cached(known, path, () => {
      const text = readText(path);
      return isJson(path, text)
        ? jsonPositions(text)
        : parseYaml(path, text, { merge: true }).position;
    });
    return lineOf(tokensOf(pointer));
  };
}
