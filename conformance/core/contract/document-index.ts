import { escapeToken, isObject } from '../pointer.ts';
import type { Source } from '../source.ts';
import { UserError } from '../user-error.ts';
import { beside, isSameOrigin, isUrl, userPath } from '../user-path.ts';
import { parseYaml } from '../yaml-file.ts';
import { readText } from '../text-file.ts';
import { from30 } from './from-3.0.ts';
import { jsonPositions } from './json-lines.ts';
import { deepest, tooDeep } from './nesting.ts';

type Members = { [member: string]: unknown };

type IndexedFile = {
  /** The absolute path. */
  readonly path: string;
  /** The path in messages. */
  readonly shown: string;
  /** The URI that rewritten `$ref`s use. */
  readonly uri: string;
  readonly content: unknown;
};

/** A `$ref`: the object that has it, its rewritten and its written value, and its position. */
export type Reference = {
  readonly node: Members;
  readonly uri: string;
  readonly written: string;
  readonly source: Source;
};

/** A `$ref` without a target: its position, and why. */
export type BrokenReference = { readonly source: Source; readonly reason: string };

/** A description and the files it refers to, before references are resolved. */
export type DocumentIndex = {
  /** Whether the entry is OpenAPI 3.0; then every file is upgraded. */
  readonly is30: boolean;
  /** By absolute path, the entry first. */
  readonly files: Map<string, IndexedFile>;
  readonly sources: WeakMap<object, Source>;
  readonly references: Reference[];
  /** Files that can't be read, by the rewritten `$ref`. */
  readonly broken: Map<string, BrokenReference>;
  /** Schemas by `$id`, `$anchor` and `$dynamicAnchor` as URI; `undefined` for a duplicate. */
  readonly named: Map<string, unknown>;
};

/** Members whose own members are names of the author, not keywords. */
const namedMaps = new Set(
  [
    '$defs definitions properties patternProperties dependentSchemas',
    'callbacks content encoding examples headers links parameters pathItems paths',
    'requestBodies responses schemas securitySchemes variables webhooks',
  ].flatMap((names) => names.split(' ')),
);
/** Members that hold data: a `$ref` in them is a value and not a reference. */
const literals = new Set(['const', 'default', 'enum', 'example', 'value']);

/**
 * Reads a description and all files it refers to, and makes every `$ref` absolute. Throws a
 * `UserError` if the entry can't be read or a file can't be parsed.
 */
export function indexDocuments(path: string): DocumentIndex {
  const content = parseContent(path, readText(userPath(path)));
  const openapi = isObject(content) ? content.openapi : undefined;
  const index: DocumentIndex = {
    is30: typeof openapi === 'string' && openapi.startsWith('3.0.'),
    files: new Map(),
    sources: new WeakMap(),
    references: [],
    broken: new Map(),
    named: new Map(),
  };
  addFile(index, path, content);
  return index;
}

/** Whether a file is JSON, by its ending; behind a URL, which may have none, by its first sign. */
export const isJson = (path: string, text: string): boolean =>
  path.endsWith('.json') || (isUrl(path) && /^\s*\{/.test(text));

/** Parses a file: `.json` as JSON, all others as YAML. Throws a `UserError` with file and line. */
function parseContent(path: string, text: string): unknown {
  const shown = userPath(path);
  if (text.trim() === '') throw new UserError(`${shown}: the file is empty.`);
  const { content, line } = isJson(path, text) ? parseJson(shown, text) : parseAsYaml(shown, text);
  const deep = tooDeep(content);
  if (deep)
    throw new UserError(
      `${shown}:${line(deep.slice(0, 50))}: this is nested deeper than ${deepest} levels, the most that is read. Give inner schemas a name of their own.`,
    );
  return content;
}

type Parsed = {
  readonly content: unknown;
  readonly line: (tokens: readonly string[]) => number;
};

function parseAsYaml(shown: string, text: string): Parsed {
  const { value, line } = parseYaml(shown, text, { merge: true });
  return { content: value(), line };
}

function parseJson(shown: string, text: string): Parsed {
  try {
    return { content: JSON.parse(text), line: (tokens) => jsonPositions(text)(tokens).line };
  } catch (error) {
    const { message } = error as Error;
    const line = /\(line (\d+) column/.exec(message)?.[1] ?? text.split('\n').length;
    throw new UserError(`${shown}:${line}: this is no JSON: ${message}`);
  }
}

function addFile(index: DocumentIndex, path: string, content: unknown): string {
  const uri = `contract://${index.files.size}/`;
  const file = { path, shown: userPath(path), uri, content };
  index.files.set(path, file);
  visit(content, '', { index, file });
  return uri;
}

type Visit = { readonly index: DocumentIndex; readonly file: IndexedFile };

/** Records the positions of a node and of all below it. */
function visit(node: unknown, pointer: string, context: Visit, isNamedMap = false): void {
  const { index, file } = context;
  // an alias makes one object reachable from two positions: the first is where it is written
  if (typeof node !== 'object' || node === null || index.sources.has(node)) return;
  const source = { file: file.shown, pointer };
  index.sources.set(node, source);
  const hasKeywords = !Array.isArray(node) && !isNamedMap;
  if (hasKeywords) visitKeywords(node as Members, source, context);
  for (const [name, value] of Object.entries(node))
    if (!hasKeywords || !isLiteral(name, value))
      visit(value, `${pointer}/${escapeToken(name)}`, context, hasKeywords && namedMaps.has(name));
}

/** Whether a member holds data. `examples` is a list of data in a Schema Object only. */
const isLiteral = (name: string, value: unknown): boolean =>
  literals.has(name) || (name === 'examples' && Array.isArray(value));

function visitKeywords(node: Members, source: Source, context: Visit): void {
  const { index, file } = context;
  if (index.is30)
    for (const added of from30(node, source)) {
      visit(added.node, source.pointer, context);
      index.sources.set(added.node, added.source);
    }
  // OpenAPI 3.1 gives this keyword no meaning, but AJV does
  if (typeof node.nullable === 'boolean') delete node.nullable;
  const { $anchor, $dynamicAnchor, $id } = node;
  const names = [...[$anchor, $dynamicAnchor].filter((name) => typeof name === 'string')].map(
    (name) => `${file.uri}#${name}`,
  );
  if (typeof $id === 'string') names.push($id.replace(/#$/, ''));
  for (const name of names) index.named.set(name, index.named.has(name) ? undefined : node);
  // a dynamic reference is read as a plain one: its target in the same document is the default
  if (typeof node.$dynamicRef === 'string' && !('$ref' in node)) {
    node.$ref = node.$dynamicRef;
    delete node.$dynamicRef;
  }
  if (typeof node.$ref === 'string') addReference(node, node.$ref, source, context);
}

function addReference(node: Members, written: string, from: Source, { index, file }: Visit): void {
  const source = { file: from.file, pointer: `${from.pointer}/$ref` };
  const [name = '', fragment = ''] = written.split('#');
  let uri = `${file.uri}#${fragment}`;
  if (/^[a-z][a-z0-9+.-]+:/i.test(name) && !isSameOrigin(name, file.path))
    uri = fragment === '' ? name : `${name}#${fragment}`;
  else if (name !== '')
    uri = uriOf(index, beside(file.path, name, percentDecoded), fragment, source);
  node.$ref = uri;
  index.references.push({ node, uri, written, source });
}

/** The rewritten `$ref` of a file and a fragment. Reads the file if it is new. */
function uriOf(index: DocumentIndex, path: string, fragment: string, source: Source): string {
  const known = index.files.get(path);
  if (known) return `${known.uri}#${fragment}`;
  let text: string;
  try {
    text = readText(userPath(path));
  } catch (error) {
    // a URI for each reference: the reference is broken, the rest of the description is not
    const uri = `contract://missing/${index.broken.size}/#`;
    const reason = `this $ref can't be read: ${(error as UserError).message}`;
    index.broken.set(uri, { source, reason });
    return uri;
  }
  return `${addFile(index, path, parseContent(path, text))}#${fragment}`;
}

/** Decodes percent-encoding; leaves the text as it is where that is invalid. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
