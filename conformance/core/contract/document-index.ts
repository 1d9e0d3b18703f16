import { dirname, relative, resolve } from 'node:path';
import { escapeToken, isObject } from '../pointer.ts';
import type { Source } from '../source.ts';
import { UserError } from '../user-error.ts';
import { from30 } from './from-3.0.ts';
import { parseText, readText } from './parse-file.ts';

type Members = { [member: string]: unknown };

/** A file that was read. */
export type IndexedFile = {
  readonly path: string;
  /** The path in messages: relative to the working directory if the file is below it. */
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

/**
 * All that is known of a description and the files it refers to; the functions of this file fill
 * it.
 */
export type DocumentIndex = {
  /** Whether the entry is OpenAPI 3.0; then every file is upgraded. */
  readonly is30: boolean;
  /** By absolute path, the entry first. */
  readonly files: Map<string, IndexedFile>;
  readonly sources: WeakMap<object, Source>;
  readonly references: Reference[];
  /** Files that can't be read, by the rewritten `$ref`. */
  readonly broken: Map<string, BrokenReference>;
  /**
   * Schemas with `$id`, `$anchor` or `$dynamicAnchor`, by URI; `undefined` for a name that two
   * schemas have.
   */
  readonly named: Map<string, unknown>;
};

/** Members whose names are the author's: their own members are no keywords. */
const namedMaps = new Set([
  '$defs',
  'definitions',
  'properties',
  'patternProperties',
  'dependentSchemas',
  'callbacks',
  'content',
  'encoding',
  'examples',
  'headers',
  'links',
  'parameters',
  'pathItems',
  'paths',
  'requestBodies',
  'responses',
  'schemas',
  'securitySchemes',
  'variables',
  'webhooks',
]);
/** Members that hold data: a `$ref` in them is a value and not a reference. */
const literals = new Set(['const', 'default', 'enum', 'example', 'value']);

/**
 * Reads a description and all files it refers to, and makes every `$ref` absolute. Throws a
 * `UserError` if the entry
 * can't be read or a file can't be parsed.
 */
export function indexDocuments(path: string): DocumentIndex {
  const shown = shownPath(path);
  const text = readText(path);
  if (typeof text !== 'string') throw new UserError(`${shown}: ${text.reason}.`);
  const content = parseText(text, path, shown);
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

function addFile(index: DocumentIndex, path: string, content: unknown): string {
  const uri = `contract://${index.files.size}/`;
  const file = { path, shown: shownPath(path), uri, content };
  index.files.set(path, file);
  visit(content, '', { index, file });
  return uri;
}

const shownPath = (path: string): string => {
  const shown = relative('.', path);
  return shown.startsWith('..') ? path : shown || '.';
};

type Visit = { readonly index: DocumentIndex; readonly file: IndexedFile };

/** Records the positions of a node and of all below it. */
function visit(node: unknown, pointer: string, context: Visit, isNamedMap = false): void {
  const { index, file } = context;
  // an alias makes one object reachable from two positions: the first is where it is written
  if (typeof node !== 'object' || node === null || index.sources.has(node)) return;
  const source = { file: file.shown, pointer };
  index.sources.set(node, source);
  if (!Array.isArray(node) && !isNamedMap) visitKeywords(node as Members, source, context);
  const hasKeywords = !Array.isArray(node) && !isNamedMap;
  for (const [name, value] of Object.entries(node))
    if (!hasKeywords || !isLiteral(name, value))
      visit(value, `${pointer}/${escapeToken(name)}`, context, hasKeywords && namedMaps.has(name));
}

/**
 * Whether a member holds data. `examples` is a list of data in a Schema Object, a map of Example
 * Objects elsewhere.
 */
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
  for (const keyword of ['$anchor', '$dynamicAnchor'])
    if (typeof node[keyword] === 'string') addName(index, `${file.uri}#${node[keyword]}`, node);
  if (typeof node.$id === 'string') addName(index, node.$id.replace(/#$/, ''), node);
  // the target of a dynamic reference depends on the path of evaluation; its own document's is the
  // default
  if (typeof node.$dynamicRef === 'string' && !('$ref' in node)) {
    node.$ref = node.$dynamicRef;
    delete node.$dynamicRef;
  }
  if (typeof node.$ref === 'string') addReference(node, node.$ref, source, context);
}

const addName = ({ named }: DocumentIndex, uri: string, node: Members): void => {
  named.set(uri, named.has(uri) ? undefined : node);
};

function addReference(node: Members, written: string, from: Source, { index, file }: Visit): void {
  const source = { file: from.file, pointer: `${from.pointer}/$ref` };
  const [name = '', fragment = ''] = written.split('#');
  let uri: string;
  if (isRemote(name)) uri = fragment === '' ? name : `${name}#${fragment}`;
  else if (name === '') uri = `${file.uri}#${fragment}`;
  else uri = uriOf(index, resolve(dirname(file.path), percentDecoded(name)), fragment, source);
  node.$ref = uri;
  index.references.push({ node, uri, written, source });
}

const isRemote = (file: string): boolean => /^[a-z][a-z0-9+.-]+:/i.test(file);

/** The rewritten `$ref` of a file and a fragment. Reads the file if it is new. */
function uriOf(index: DocumentIndex, path: string, fragment: string, source: Source): string {
  const known = index.files.get(path);
  if (known) return `${known.uri}#${fragment}`;
  const text = readText(path);
  if (typeof text === 'string')
    return `${addFile(index, path, parseText(text, path, shownPath(path)))}#${fragment}`;
  // a URI for each reference: the reference is broken, the rest of the description is not
  const uri = `contract://missing/${index.broken.size}/#`;
  const reason = `this $ref can't be read: ${shownPath(path)}: ${text.reason}.`;
  index.broken.set(uri, { source, reason });
  return uri;
}

/** Decodes percent-encoding; leaves the text as it is where that is invalid. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
