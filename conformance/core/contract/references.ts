import { cached } from '../memoize.ts';
import { isObject, valueAt } from '../pointer.ts';
import { UserError } from '../user-error.ts';
import { isSameOrigin } from '../user-path.ts';
import {
  indexFile,
  type BrokenReference,
  type DocumentIndex,
  type Reference,
} from './document-index.ts';
import { bindDynamicReferences, type Bound } from './dynamic-references.ts';
import { fragmentOf, pathOf, resolvedUri } from './uri.ts';

/** Why a reference that leads back to itself is broken. */
export const leadsBack = 'this $ref leads back to itself.';

/** What a `$ref` leads to. */
export type Resolver = {
  /** The target of a rewritten `$ref`, which may be a `$ref` again. */
  readonly target: (uri: string) => unknown;
  /** The broken references, by their rewritten `$ref`. */
  readonly broken: ReadonlyMap<string, BrokenReference>;
  /** Notes about the references, for the report. */
  readonly notes: Bound['notes'];
};

/** Why files can't be read, by their URL. */
type Unreadable = Map<string, string>;

/** Reads the files that references name, and makes every `$ref` absolute. */
export function resolveReferences(index: DocumentIndex): Resolver {
  const unreadable = readFiles(index);
  const found = index.references.map((reference) =>
    urisOf(reference).find((uri) => isTarget(targetOf(index, uri))),
  );
  const broken = new Map<string, BrokenReference>();
  const breaks = (
    { node, source }: Pick<Reference, 'node' | 'source'>,
    why: Omit<BrokenReference, 'source'>,
  ) => {
    // a URI for each: the reference is broken, the rest of the description is not
    const uri = `broken:${broken.size}`;
    broken.set(uri, { source, ...why });
    node.$ref = uri;
  };
  for (const [number, reference] of index.references.entries()) {
    const uri = found[number];
    if (uri === undefined) breaks(reference, whyBroken(reference, index, unreadable));
    else reference.node.$ref = uri;
  }
  const known = new Map<string, unknown>();
  const made = new Map<object, string>();
  const target = (uri: string) => cached(known, uri, () => targetOf(index, uri));
  const { referring, notes } = bindDynamicReferences(index, {
    target,
    breaks: (reference, reason) => breaks(reference, { reason }),
    lead(node, object) {
      const uri = cached(made, object, () => `dynamic:${made.size}`);
      known.set(uri, object);
      broken.delete(String(node.$ref));
      node.$ref = uri;
    },
  });
  const all = [...index.references, ...referring];
  for (const reference of all.filter(({ node }) => isCircular(node, target)))
    breaks(reference, { reason: leadsBack });
  return { target, broken, notes };
}

/** Reads the files that references name, those in these files too, until all are known. */
function readFiles(index: DocumentIndex): Unreadable {
  const { references } = index;
  const unreadable: Unreadable = new Map();
  for (let next = 0; next < references.length; ) {
    const fresh = references.slice(next);
    next = references.length;
    for (const reference of fresh) readFile(index, urisOf(reference)[0]!, unreadable);
    // an `$id` may be in a file that was read last
    if (references.length > next) continue;
    for (const reference of references) {
      const [uri = '', asWritten] = urisOf(reference);
      if (asWritten !== undefined && !isTarget(targetOf(index, uri)))
        readFile(index, asWritten, unreadable);
    }
  }
  return unreadable;
}

function readFile(index: DocumentIndex, uri: string, unreadable: Unreadable): void {
  const [name = ''] = uri.split('#');
  const path = pathOf(name) ?? (isFetched(index, name) ? name : undefined);
  if (path === undefined || index.files.has(name) || index.named.has(name) || unreadable.has(name))
    return;
  try {
    indexFile(index, path);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    unreadable.set(name, error.message);
  }
}

/** Whether a URL was fetched with the description: nothing of another server is. */
const isFetched = ({ files }: DocumentIndex, url: string): boolean =>
  files
    .values()
    .take(1)
    .some(({ path }) => isSameOrigin(path, url));

/**
 * The absolute URI of a reference. A second one reads it from its file: many descriptions have an
 * `$id` and references that leave it out of account, and what leads nowhere has no other meaning.
 */
function urisOf({ written, base, file }: Reference): string[] {
  const uriFrom = (from: string) =>
    `${resolvedUri(written, from) ?? written.split('#')[0]!}#${fragmentOf(written)}`;
  return base === file.uri ? [uriFrom(base)] : [uriFrom(base), uriFrom(file.uri)];
}

function targetOf({ files, named }: DocumentIndex, uri: string): unknown {
  if (named.has(uri)) return named.get(uri);
  const end = uri.indexOf('#');
  const [base, fragment] = end === -1 ? [uri, ''] : [uri.slice(0, end), uri.slice(end + 1)];
  if (fragment !== '' && !fragment.startsWith('/')) return undefined;
  return valueAt(files.get(base)?.content ?? named.get(base), fragment);
}

/** Every object can be referred to; `true` and `false` are schemas. */
const isTarget = (value: unknown): boolean => isObject(value) || typeof value === 'boolean';

function isCircular(start: object, target: Resolver['target']): boolean {
  let found: unknown = start;
  const passed = new Set<unknown>();
  while (isObject(found) && typeof found.$ref === 'string') {
    if (passed.has(found)) return found === start;
    passed.add(found);
    found = target(found.$ref);
  }
  return false;
}

function whyBroken(
  reference: Reference,
  index: DocumentIndex,
  unreadable: Unreadable,
): Omit<BrokenReference, 'source'> {
  const [uri = ''] = urisOf(reference);
  const reason = reasonOf(reference, index, unreadable);
  if (reason !== undefined) return { reason };
  const { written, keyword } = reference;
  const [name = ''] = uri.split('#');
  if (pathOf(name) === undefined && !index.named.has(name))
    return {
      reason: `${keyword} "${written}" points to the network, which is never read. Save the file beside the description and refer to that.`,
      isRemote: true,
    };
  if ((targetOf(index, uri) ?? undefined) !== undefined)
    return { reason: `this ${keyword} points to "${written}", which is no object.` };
  return { reason: `this ${keyword} points to nothing: there is no "${written}".` };
}

/** What is wrong with the file or the name that a reference leads to; `undefined` if nothing is. */
function reasonOf(
  reference: Reference,
  index: DocumentIndex,
  unreadable: Unreadable,
): string | undefined {
  const { written, keyword } = reference;
  const [uri = '', asWritten = uri] = urisOf(reference);
  const names = [uri, asWritten].map((name) => name.split('#')[0]!);
  if (index.named.has(uri) || (index.named.has(names[0]!) && !index.named.get(names[0]!)))
    return `this ${keyword} points to "${written}", which is the name of two schemas.`;
  const [problem] = names.flatMap((name) => unreadable.get(name) ?? []);
  if (names[0] !== names[1])
    return `this ${keyword} points to nothing: the $id above makes it "${uri.replace(/#$/, '')}", which no schema is${problem === undefined ? '' : `, and no file either (${problem.replace(/\.$/, '')})`}.`;
  return problem === undefined ? undefined : `this ${keyword} can't be read: ${problem}`;
}
