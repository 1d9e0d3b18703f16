import { escapeToken, isObject } from '../pointer.ts';
import type { Source } from '../source.ts';
import { UserError } from '../user-error.ts';
import { userPath } from '../user-path.ts';
import { parseYaml } from '../yaml-file.ts';
import { readText } from '../text-file.ts';
import { patternsIn, type DescribedPattern } from './described-patterns.ts';
import { from30 } from './from-3.0.ts';
import { isJsonFile, jsonPositions } from './json-lines.ts';
import { deepest, tooDeep } from './nesting.ts';
import { fileUri, resolvedUri } from './uri.ts';

export type Members = { [member: string]: unknown };

type IndexedFile = {
  /** The absolute path. */
  readonly path: string;
  /** The path in messages. */
  readonly shown: string;
  /** Its URL. */
  readonly uri: string;
  readonly content: unknown;
};

/** A reference: its object, its value as written, its position, and the base URI that resolves it. */
export type Reference = {
  readonly keyword: '$ref' | '$dynamicRef';
  readonly node: Members;
  readonly written: string;
  readonly source: Source;
  /** The URI of the schema with the nearest `$id`, else of the file. */
  readonly base: string;
  readonly file: IndexedFile;
};

/** A `$ref` without a target: its position, and why. */
export type BrokenReference = {
  readonly source: Source;
  readonly reason: string;
  /** Whether it leads to the network, which is not asked. */
  readonly isRemote?: true;
};

/** A description and the files it refers to, before references are resolved. */
export type DocumentIndex = {
  /** Whether the entry is OpenAPI 3.0; then every file is upgraded. */
  readonly is30: boolean;
  /** By URL, the entry first. */
  readonly files: Map<string, IndexedFile>;
  readonly sources: WeakMap<object, Source>;
  readonly references: Reference[];
  /** Schemas by `$id`, `$anchor` and `$dynamicAnchor` as URI; `undefined` for a duplicate. */
  readonly named: Map<string, unknown>;
  /** Every pattern, with its position. */
  readonly patterns: DescribedPattern[];
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
 * Reads a description. Throws a `UserError` if it can't be read or parsed.
 * @param edit changes what the file holds, before anything else looks at it
 */
export function indexEntry(
  path: string,
  edit: (content: unknown) => unknown = (content) => content,
): DocumentIndex {
  const content = edit(parseContent(path, readText(userPath(path))));
  const openapi = isObject(content) ? content.openapi : undefined;
  const index: DocumentIndex = {
    is30: typeof openapi === 'string' && openapi.startsWith('3.0.'),
    files: new Map(),
    sources: new WeakMap(),
    references: [],
    named: new Map(),
    patterns: [],
  };
  addFile(index, path, content);
  return index;
}

/** Reads a file that a reference names. Throws a `UserError` if it can't be read or parsed. */
export function indexFile(index: DocumentIndex, path: string): void {
  addFile(index, path, parseContent(path, readText(userPath(path))));
}

/** Parses a file: `.json` as JSON, all others as YAML. Throws a `UserError` with file and line. */
function parseContent(path: string, text: string): unknown {
  const shown = userPath(path);
  if (text.trim() === '') throw new UserError(`${shown}: the file is empty.`);
  const { content, line } = isJsonFile(path, text)
    ? parseJson(shown, text)
    : parseAsYaml(shown, text);
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

function addFile(index: DocumentIndex, path: string, content: unknown): void {
  const uri = fileUri(path);
  const file = { path, shown: userPath(path), uri, content };
  index.files.set(uri, file);
  visit(content, '', { index, file, base: uri });
}

type Visit = {
  readonly index: DocumentIndex;
  readonly file: IndexedFile;
  readonly base: string;
};

/** Records the positions of a node and of all below it. */
function visit(node: unknown, pointer: string, context: Visit, isNamedMap = false): void {
  const { index, file } = context;
  // an alias makes one object reachable from two positions: the first is where it is written
  if (typeof node !== 'object' || node === null || index.sources.has(node)) return;
  const source = { file: file.shown, pointer };
  index.sources.set(node, source);
  const hasKeywords = !Array.isArray(node) && !isNamedMap;
  const ownId = hasKeywords ? idOf(node as Members) : undefined;
  const id = ownId === undefined ? undefined : resolvedUri(ownId, context.base);
  // a Schema Object of OpenAPI 3.0 has no `$id`
  const below = id === undefined || index.is30 ? context : { ...context, base: id };
  if (id !== undefined) nameNode(index, id, node);
  if (hasKeywords) visitKeywords(node as Members, source, below);
  for (const { name, value, isNamedMap } of membersOf(node, hasKeywords))
    visit(value, `${pointer}/${escapeToken(name)}`, below, isNamedMap);
}

/** The members of an object that may hold references, and whether theirs are names of the author. */
export const membersOf = (node: object, hasKeywords: boolean) =>
  Object.entries(node)
    .filter(([name, value]) => !hasKeywords || !isLiteral(name, value))
    .map(([name, value]: [string, unknown]) => ({
      ...{ name, value },
      isNamedMap: hasKeywords && namedMaps.has(name),
    }));

/**
 * The `$id` of an object that has one: the references in it are relative to that.
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-8.2.1
 */
export const idOf = ({ $id }: Members): string | undefined =>
  typeof $id === 'string' && !$id.startsWith('#') ? $id : undefined;

const nameNode = ({ named }: DocumentIndex, uri: string, node: object): unknown =>
  named.set(uri, named.has(uri) ? undefined : node);

/** Whether a member holds data. `examples` is a list of data in a Schema Object only. */
const isLiteral = (name: string, value: unknown): boolean =>
  literals.has(name) || (name === 'examples' && Array.isArray(value));

function visitKeywords(node: Members, source: Source, context: Visit): void {
  const { index, file, base } = context;
  index.patterns.push(...patternsIn(node, source));
  if (index.is30)
    for (const added of from30(node, source)) {
      visit(added.node, source.pointer, context);
      index.sources.set(added.node, added.source);
    }
  // OpenAPI 3.1 gives this keyword no meaning, but AJV does
  if (typeof node.nullable === 'boolean') delete node.nullable;
  for (const name of new Set([node.$anchor, node.$dynamicAnchor]))
    if (typeof name === 'string') nameNode(index, `${base}#${name}`, node);
  const keyword = withoutDynamicReference(node, source, context);
  const { $ref: written } = node;
  if (typeof written === 'string')
    index.references.push({
      ...{ keyword, node, written, base, file },
      source: { file: source.file, pointer: `${source.pointer}/${keyword}` },
    });
}

/**
 * Makes a plain reference of a `$dynamicRef`, which leads to its target in the same document unless
 * the dynamic scope says otherwise. Beside a `$ref` it gets a schema of its own.
 */
function withoutDynamicReference(
  node: Members,
  source: Source,
  context: Visit,
): Reference['keyword'] {
  const { $dynamicRef, $ref, allOf = [] } = node;
  if (typeof $dynamicRef !== 'string') return '$ref';
  delete node.$dynamicRef;
  if ($ref === undefined) {
    node.$ref = $dynamicRef;
    return '$dynamicRef';
  }
  const apart = { $dynamicRef };
  context.index.sources.set(apart, source);
  visitKeywords(apart, source, context);
  if (Array.isArray(allOf)) node.allOf = [...allOf, apart];
  return '$ref';
}
