import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import {
  LineCounter,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parse,
  parseDocument,
  YAMLParseError,
} from 'yaml';
import type { Source } from '../source.ts';
import { escapeToken, isObject, tokensOf, valueAt } from '../pointer.ts';
import { UserError } from '../user-error.ts';
import { from30 } from './from-3.0.ts';
import { jsonLines } from './json-lines.ts';

/** A description and every file it refers to, parsed, with the place of each object kept. */
export type Documents = {
  readonly root: { readonly [member: string]: unknown };
  readonly file: string;
  /** The path of every file that was read. */
  readonly files: readonly string[];
  /** Every file's content under the URI that rewritten `$ref`s use. */
  readonly byUri: ReadonlyMap<string, unknown>;
  /** Follows `$ref`s until an object without one; `undefined` where one of them is broken. */
  readonly deref: (node: unknown) => unknown;
  /** What a rewritten `$ref` points to, which may be a `$ref` again. */
  readonly target: (uri: string) => unknown;
  /** References that lead nowhere, by their rewritten `$ref`: who needs one of them can't be understood. */
  readonly broken: ReadonlyMap<string, { readonly source: Source; readonly reason: string }>;
  /** Where an object stands. Parsing twice gives other objects, so identity is enough. */
  readonly sourceOf: (node: object) => Source;
  readonly line: (source: Source) => number;
};

/** Members whose names are the user's, not OpenAPI's: what stands below them is no keyword. */
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
/** Members that hold data: a `$ref` in there is a value and not a reference. */
const literals = new Set(['const', 'default', 'enum', 'example', 'value']);

/**
 * Reads a description and the files it refers to. Every `$ref` is made absolute, so that nobody
 * downstream needs to know from which file a schema came. No reference is fetched over the network.
 * A description in OpenAPI 3.0 is turned into what it is in OpenAPI 3.1.
 */
export function readDocuments(entry: string): Documents {
  const files = new Map<string, { shown: string; uri: string; content: unknown }>();
  const contents = new Map<string, unknown>();
  const sources = new WeakMap<object, Source>();
  const references: {
    node: { [member: string]: unknown };
    uri: string;
    written: string;
    from: Source;
  }[] = [];
  const broken = new Map<string, { source: Source; reason: string }>();
  /** Objects that have a name of their own, by the URI that names them. */
  const named = new Map<string, unknown>();
  let is30 = false;

  function load(path: string, from?: Source): string {
    const known = files.get(path);
    if (known) return known.uri;
    const shown = relative('.', path).startsWith('..') ? path : relative('.', path) || path;
    const text = readText(path);
    if (typeof text !== 'string') {
      if (!from) throw new UserError(`${shown}: ${text.reason}.`);
      // a URI of its own: it is the reference that is wrong, not the description as a whole
      const uri = `contract://missing/${broken.size}/`;
      broken.set(`${uri}#`, {
        source: from,
        reason: `this $ref can't be read: ${shown}: ${text.reason}.`,
      });
      return uri;
    }
    const content = parseText(text, path, shown);
    const file = { shown, uri: `contract://${files.size}/`, content };
    if (files.size === 0 && isObject(content))
      is30 = typeof content.openapi === 'string' && content.openapi.startsWith('3.0.');
    files.set(path, file);
    contents.set(file.uri, content);
    visit(content, { path, shown, uri: file.uri }, '', false);
    return file.uri;
  }

  type Home = { readonly path: string; readonly shown: string; readonly uri: string };
  function visit(node: unknown, home: Home, pointer: string, isNamedMap: boolean): void {
    if (typeof node !== 'object' || node === null) return;
    // an alias gives one object in two places: the first is where it is written
    if (sources.has(node)) return;
    const source = { file: home.shown, pointer };
    sources.set(node, source);
    if (Array.isArray(node)) {
      node.forEach((item, index) => visit(item, home, `${pointer}/${index}`, false));
      return;
    }
    const members = node as { [member: string]: unknown };
    if (!isNamedMap) visitKeywords(members, home, source);
    for (const [name, value] of Object.entries(members)) {
      if (!isNamedMap && (literals.has(name) || (name === 'examples' && Array.isArray(value))))
        continue;
      visit(value, home, `${pointer}/${escapeToken(name)}`, !isNamedMap && namedMaps.has(name));
    }
  }

  function visitKeywords(members: { [member: string]: unknown }, home: Home, source: Source): void {
    if (is30) {
      from30(members, source, (added, at) => {
        sources.set(added, at);
        // what was moved into a branch stands where it stood
        for (const [name, value] of Object.entries(added))
          if (!literals.has(name))
            visit(value, home, `${source.pointer}/${escapeToken(name)}`, namedMaps.has(name));
        if (typeof (added as { $ref?: unknown }).$ref === 'string')
          refer(added as { [member: string]: unknown }, home, source);
      });
    }
    // in OpenAPI 3.1 this is a word without a meaning; AJV would give it one
    if (typeof members.nullable === 'boolean') delete members.nullable;
    for (const keyword of ['$anchor', '$dynamicAnchor'])
      if (typeof members[keyword] === 'string') name(`${home.uri}#${members[keyword]}`, members);
    if (typeof members.$id === 'string') name(members.$id.replace(/#$/, ''), members);
    // which schema a dynamic reference finds depends on who asks; its own document's is the one it finds without others
    if (typeof members.$dynamicRef === 'string' && !('$ref' in members)) {
      members.$ref = members.$dynamicRef;
      delete members.$dynamicRef;
    }
    if (typeof members.$ref === 'string') refer(members, home, source);
  }

  /** A name that two schemas have names neither. */
  function name(uri: string, members: object): void {
    named.set(uri, named.has(uri) ? undefined : members);
  }

  function refer(members: { [member: string]: unknown }, home: Home, source: Source): void {
    const written = String(members.$ref);
    const from = { file: home.shown, pointer: `${source.pointer}/$ref` };
    const [file = '', fragment = ''] = written.split('#');
    const isRemote = /^[a-z][a-z0-9+.-]+:/i.test(file);
    const base = isRemote
      ? file
      : file === ''
        ? home.uri
        : load(resolve(dirname(home.path), decoded(file)), from);
    const uri =
      isRemote && fragment === ''
        ? file
        : `${base}#${base.startsWith('contract://missing/') ? '' : fragment}`;
    members.$ref = uri;
    references.push({ node: members, uri, written, from });
  }

  const targets = new Map<string, unknown>();
  function target(uri: string): unknown {
    if (!targets.has(uri)) targets.set(uri, found(uri));
    return targets.get(uri);
  }

  function found(uri: string): unknown {
    const [base = '', fragment = ''] = uri.split('#');
    if (named.has(uri)) return named.get(uri);
    if (fragment !== '' && !fragment.startsWith('/')) return undefined;
    return valueAt(contents.has(base) ? contents.get(base) : named.get(base), decoded(fragment));
  }

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

  function sourceOf(node: object): Source {
    return sources.get(node) ?? { file: files.get(path)?.shown ?? entry, pointer: '' };
  }

  const linesOf = new Map<string, (tokens: readonly string[]) => number>();
  function line(source: Source): number {
    const path = resolve(source.file);
    const lineOf = linesOf.get(path) ?? lines(path);
    linesOf.set(path, lineOf);
    return lineOf(tokensOf(source.pointer));
  }

  const path = resolve(entry);
  load(path);
  const root = files.get(path)?.content;
  if (!isObject(root))
    throw new UserError(`${entry}: this is no OpenAPI description: it holds no object.`);
  for (const { node, uri, written, from } of references) {
    if (broken.has(uri) || (deref(node) ?? undefined) !== undefined) continue;
    broken.set(uri, { source: from, reason: whyBroken(uri, written) });
  }
  function whyBroken(uri: string, written: string): string {
    if ((target(uri) ?? undefined) !== undefined) return 'this $ref leads back to itself.';
    if (named.has(uri))
      return `this $ref points to "${written}", which is the name of two schemas.`;
    if (!uri.startsWith('contract:'))
      return `$ref "${written}" points to the network, which is never read. Save the file beside the description and refer to that.`;
    return `this $ref points to nothing: there is no "${written}".`;
  }
  const byUri = new Map([...files.values()].map(({ uri, content }) => [uri, content]));
  return {
    root,
    file: files.get(path)?.shown ?? entry,
    files: [...files.keys()],
    byUri,
    deref,
    target,
    broken,
    sourceOf,
    line,
  };
}

function readText(path: string): string | { readonly reason: string } {
  try {
    // a byte-order mark is no part of the text
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    return {
      reason:
        (error as NodeJS.ErrnoException).code === 'ENOENT'
          ? 'there is no such file'
          : (error as Error).message,
    };
  }
}

function parseText(text: string, path: string, shown: string): unknown {
  try {
    return path.endsWith('.json')
      ? JSON.parse(text)
      : parse(text, { maxAliasCount: -1, merge: true });
  } catch (error) {
    if (error instanceof SyntaxError) {
      const at = /\(line (\d+) column/.exec(error.message)?.[1] ?? text.split('\n').length;
      throw new UserError(`${shown}:${at}: this is no JSON: ${error.message}`);
    }
    if (!(error instanceof YAMLParseError))
      throw new UserError(`${shown}: ${(error as Error).message}`);
    const at = error.linePos?.[0].line;
    throw new UserError(
      `${shown}${at ? `:${at}` : ''}: this is no YAML: ${error.message.split(/ at line |\n/)[0]}.`,
    );
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

function lines(path: string): (tokens: readonly string[]) => number {
  const text = readFileSync(path, 'utf8');
  if (path.endsWith('.json')) return jsonLines(text);
  const parsed = withLines(text);
  return (tokens) => lineAt(parsed, tokens);
}

function withLines(text: string) {
  const lines = new LineCounter();
  return { lines, document: parseDocument(text, { lineCounter: lines, merge: true }) };
}

/** The line of the deepest part of the pointer that is there: a key's line, not its value's. */
function lineAt(
  { lines, document }: ReturnType<typeof withLines>,
  tokens: readonly string[],
): number {
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
function step(
  from: unknown,
  token: string,
  resolved: (node: unknown) => unknown,
): { node: unknown; offset: number | undefined } | undefined {
  const holder = resolved(from);
  if (isSeq(holder)) {
    const node = holder.items[Number(token)];
    return { node, offset: (node as { range?: readonly number[] } | undefined)?.range?.[0] };
  }
  if (!isMap(holder)) return undefined;
  const named = (name: string) =>
    holder.items.find(
      ({ key }) =>
        isScalar(key) && (typeof key.value === 'symbol' ? key.source : String(key.value)) === name,
    );
  const pair = named(token);
  if (pair)
    return { node: pair.value, offset: isScalar(pair.key) ? pair.key.range?.[0] : undefined };
  const merged = resolved(named('<<')?.value);
  const lenders = isSeq(merged) ? merged.items : [merged];
  return lenders
    .map((lender) => step(lender, token, resolved))
    .find((found) => found !== undefined);
}
