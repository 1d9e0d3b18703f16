import { cached } from '../memoize.ts';
import { isObject, tokensOf, type Node } from '../pointer.ts';
import type { Source } from '../source.ts';
import { absolutePath, userPath } from '../user-path.ts';
import { UserError } from '../user-error.ts';
import { parseYaml } from '../yaml-file.ts';
import { readText } from '../text-file.ts';
import type { DescribedPattern } from './described-patterns.ts';
import { indexEntry, type BrokenReference } from './document-index.ts';
import { isJsonFile, jsonPositions, type Position } from './json-lines.ts';
import { applyOverlays, type Overlaid } from './overlay.ts';
import { resolveReferences, type Resolver } from './references.ts';

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
  /** Notes about the references, for the report. */
  readonly notes: Resolver['notes'];
  /** Every pattern, with its position. */
  readonly patterns: readonly DescribedPattern[];
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
 * @param overlays the paths of overlays that change the description first
 */
export function readDocuments(entry: string, overlays: readonly string[] = []): Documents {
  const path = absolutePath(entry);
  let overlaid: Overlaid | undefined;
  const index = indexEntry(path, (content) => {
    if (overlays.length === 0) return content;
    overlaid = applyOverlays(content, userPath(path), overlays);
    return overlaid.content;
  });
  const resolver = resolveReferences(index);
  const files = [...index.files.values()];
  const { content: root, shown: file } = files[0]!;
  if (!isObject(root))
    throw new UserError(`${entry}: this is no OpenAPI description: it holds no object.`);
  return {
    root,
    file,
    files: [...files.map((each) => each.path), ...overlays.map(absolutePath)],
    contentOf: (shown) => files.find((known) => known.shown === shown)?.content,
    ...resolver,
    notes: [...(overlaid?.notes ?? []), ...resolver.notes],
    deref: followerOf(resolver),
    patterns: index.patterns,
    sourceOf: (node) => index.sources.get(node) ?? { file, pointer: '' },
    ...placesOf(positionFinder(), (source) =>
      overlaid && source.file === file
        ? { ...source, ...overlaid.origin(tokensOf(source.pointer)) }
        : source,
    ),
  };
}

/** Follows `$ref`s to an object without one; `undefined` if one of them is broken. */
const followerOf =
  ({ target }: Resolver): Documents['deref'] =>
  (node) => {
    let found = node;
    // a circle is broken, so that this ends
    while (isObject(found) && typeof found.$ref === 'string') found = target(found.$ref);
    return found;
  };

/** The column from which on a line alone does not lead to a place. */
const far = 200;

/** @param origin where a position of an edited description was written */
function placesOf(
  positionOf: (source: Source) => Position,
  origin: (source: Source) => Source,
): Places & Pick<Documents, 'line'> {
  const place = (source: Source) => {
    const written = origin(source);
    const { line, col } = positionOf(written);
    return `${written.file}:${line}${col > far ? `:${col}` : ''}`;
  };
  return {
    line: (source) => positionOf(origin(source)).line,
    place,
    at(source) {
      const written = origin(source);
      return `${place(source)}${positionOf(written).col > far ? ` (#${written.pointer})` : ''}`;
    },
  };
}

/** Finds lines and columns; reads a file again when the first line in it is needed. */
function positionFinder(): (source: Source) => Position {
  const known = new Map<string, (tokens: readonly string[]) => Position>();
  return ({ file, pointer }) => {
    const path = absolutePath(file);
    const lineOf = cached(known, path, () => {
      const text = readText(path);
      return isJsonFile(path, text)
        ? jsonPositions(text)
        : parseYaml(path, text, { merge: true }).position;
    });
    return lineOf(tokensOf(pointer));
  };
}
