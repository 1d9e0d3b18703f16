import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { LineCounter, isAlias, isMap, isScalar, isSeq, parse, parseDocument, YAMLParseError } from 'yaml';
import type { Source } from '../model.ts';
import { escapeToken, isObject, tokensOf, valueAt } from '../pointer.ts';
import { UserError } from '../user-error.ts';

/** A description and every file it refers to, parsed, with the place of each object kept. */
export type Documents = {
  readonly root: { readonly [member: string]: unknown };
  readonly file: string;
  /** Every file's content under the URI that rewritten `$ref`s use. */
  readonly byUri: ReadonlyMap<string, unknown>;
  /** Follows `$ref`s until an object without one; the chain is left as it is where it has no `$ref`. */
  readonly deref: (node: unknown) => unknown;
  /** Where an object stands. Parsing twice gives other objects, so identity is enough. */
  readonly sourceOf: (node: object) => Source;
  readonly line: (source: Source) => number;
};

/** Members whose names are the user's, not OpenAPI's: what stands below them is no keyword. */
const namedMaps = new Set([
  '$defs', 'definitions', 'properties', 'patternProperties', 'dependentSchemas',
  'callbacks', 'content', 'encoding', 'examples', 'headers', 'links', 'parameters', 'pathItems', 'paths',
  'requestBodies', 'responses', 'schemas', 'securitySchemes', 'variables', 'webhooks',
]);
/** Members that hold data: a `$ref` in there is a value and not a reference. */
const literals = new Set(['const', 'default', 'enum', 'example', 'value']);

/**
 * Reads a description and the files it refers to. Every `$ref` is made absolute, so that nobody
 * downstream needs to know from which file a schema came. No reference is fetched over the network.
 */
export function readDocuments(entry: string): Documents {
  const files = new Map<string, { shown: string; uri: string; content: unknown }>();
  const sources = new WeakMap<object, Source>();
  const references: { uri: string; written: string; from: Source }[] = [];

  function load(path: string, from?: Source): string {
    const known = files.get(path);
    if (known) return known.uri;
    const shown = relative('.', path).startsWith('..') ? path : relative('.', path) || path;
    const file = { shown, uri: `contract://${files.size}/`, content: undefined as unknown };
    files.set(path, file);
    file.content = parseFile(path, shown, from && `${from.file}:${line(from)}`);
    visit(file.content, path, shown, '', false);
    return file.uri;
  }

  function visit(node: unknown, path: string, shown: string, pointer: string, isNamedMap: boolean): void {
    if (typeof node !== 'object' || node === null) return;
    // an alias gives one object in two places: the first is where it is written
    if (sources.has(node)) return;
    sources.set(node, { file: shown, pointer });
    if (Array.isArray(node)) {
      node.forEach((item, index) => visit(item, path, shown, `${pointer}/${index}`, false));
      return;
    }
    const members = node as { [member: string]: unknown };
    if (!isNamedMap && typeof members['$ref'] === 'string') {
      members['$ref'] = absolute(members['$ref'], path, { file: shown, pointer: `${pointer}/$ref` });
    }
    // in OpenAPI 3.1 this is a word without a meaning; AJV would give it one
    if (!isNamedMap && typeof members['nullable'] === 'boolean') delete members['nullable'];
    for (const [name, value] of Object.entries(members)) {
      if (!isNamedMap && (literals.has(name) || (name === 'examples' && Array.isArray(value)))) continue;
      visit(value, path, shown, `${pointer}/${escapeToken(name)}`, !isNamedMap && namedMaps.has(name));
    }
  }

  function absolute(reference: string, path: string, from: Source): string {
    const [file = '', fragment = ''] = reference.split('#');
    if (/^[a-z][a-z0-9+.-]+:/i.test(file)) {
      throw new UserError(`${from.file}:${line(from)}: $ref "${reference}" points to the network, which is never read. Save the file beside the description and refer to that.`);
    }
    const uri = `${load(file === '' ? path : resolve(dirname(path), decoded(file)), from)}#${fragment}`;
    references.push({ uri, written: reference, from });
    return uri;
  }

  function target(uri: string): unknown {
    const [base = '', fragment = ''] = uri.split('#');
    for (const { uri: known, content } of files.values()) {
      if (known === base) return fragment === '' || fragment.startsWith('/') ? valueAt(content, decoded(fragment)) : undefined;
    }
    return undefined;
  }

  function deref(node: unknown): unknown {
    let found = node;
    for (let hops = 0; isObject(found) && typeof found['$ref'] === 'string'; hops += 1) {
      if (hops > 100) {
        const from = sourceOf(node as object);
        throw new UserError(`${from.file}:${line(from)}: this $ref leads back to itself.`);
      }
      found = target(found['$ref']);
    }
    return found;
  }

  function sourceOf(node: object): Source {
    return sources.get(node) ?? { file: files.get(path)?.shown ?? entry, pointer: '' };
  }

  const parsedForLines = new Map<string, ReturnType<typeof withLines>>();
  function line(source: Source): number {
    const path = resolve(source.file);
    const parsed = parsedForLines.get(path) ?? withLines(path);
    parsedForLines.set(path, parsed);
    return lineAt(parsed, tokensOf(source.pointer));
  }

  const path = resolve(entry);
  load(path);
  const root = files.get(path)?.content;
  if (!isObject(root)) throw new UserError(`${entry}: this is no OpenAPI description: it holds no object.`);
  for (const { uri, written, from } of references) {
    // anchors ("#name") are schema.ts's business
    if ((target(uri) ?? undefined) === undefined && !/#[A-Za-z_]/.test(uri)) {
      throw new UserError(`${from.file}:${line(from)}: this $ref points to nothing: there is no "${written}".`);
    }
  }
  const byUri = new Map([...files.values()].map(({ uri, content }) => [uri, content]));
  return { root, file: files.get(path)?.shown ?? entry, byUri, deref, sourceOf, line };
}

function parseFile(path: string, shown: string, from: string | undefined): unknown {
  let text: string;
  try {
    // a byte-order mark is no part of the text
    text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message;
    throw new UserError(from ? `${from}: this $ref can't be read: ${shown}: ${reason}.` : `${shown}: ${reason}.`);
  }
  try {
    return path.endsWith('.json') ? JSON.parse(text) : parse(text, { maxAliasCount: -1, merge: true });
  } catch (error) {
    if (error instanceof SyntaxError) {
      const at = /\(line (\d+) column/.exec(error.message)?.[1] ?? text.split('\n').length;
      throw new UserError(`${shown}:${at}: this is no JSON: ${error.message}`);
    }
    if (!(error instanceof YAMLParseError)) throw new UserError(`${shown}: ${(error as Error).message}`);
    const at = error.linePos?.[0].line;
    throw new UserError(`${shown}${at ? `:${at}` : ''}: this is no YAML: ${error.message.split(/ at line |\n/)[0]}.`);
  }
}

/** Takes percent-encoding off; a stray percent sign is itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function withLines(path: string) {
  const lines = new LineCounter();
  return { lines, document: parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines, merge: true }) };
}

/** The line of the deepest part of the pointer that is there: a key's line, not its value's. */
function lineAt({ lines, document }: ReturnType<typeof withLines>, tokens: readonly string[]): number {
  const resolved = (node: unknown) => (isAlias(node) ? node.resolve(document) : node);
  let node: unknown = document.contents;
  let offset = 0;
  for (const token of tokens) {
    const found = step(node, token, resolved);
    if (!found) break;
    offset = found.offset ?? offset;
    node = found.node;
  }
  return lines.linePos(offset).line;
}

/** One step of a pointer: the node it leads to, and where its key stands. A merge key lends its members. */
function step(from: unknown, token: string, resolved: (node: unknown) => unknown): { node: unknown; offset: number | undefined } | undefined {
  const holder = resolved(from);
  if (isSeq(holder)) {
    const node = holder.items[Number(token)];
    return { node, offset: (node as { range?: readonly number[] } | undefined)?.range?.[0] };
  }
  if (!isMap(holder)) return undefined;
  const named = (name: string) => holder.items.find(({ key }) => isScalar(key) && (typeof key.value === 'symbol' ? key.source : String(key.value)) === name);
  const pair = named(token);
  if (pair) return { node: pair.value, offset: isScalar(pair.key) ? pair.key.range?.[0] : undefined };
  const merged = resolved(named('<<')?.value);
  const lenders = isSeq(merged) ? merged.items : [merged];
  return lenders.map((lender) => step(lender, token, resolved)).find((found) => found !== undefined);
}
