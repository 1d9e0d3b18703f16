import { isObject } from '../../../conformance/core/pointer.ts';
import type { Scope, Subject } from '../difference.ts';
import { membersOf, namesOf, sourcesOf, writtenAt, type Pair, type Walk } from '../walk.ts';
import { isSame } from './same.ts';

/** Members that describe for readers, in any object of OpenAPI. */
const annotations = new Set(
  'summary description title externalDocs tags contact license termsOfService bearerFormat'.split(
    ' ',
  ),
);

/** The evidence of a rule changes nothing that the rule demands. */
const evidence = 'x-source';

/**
 * Compares the members of two objects that no other comparison reads, so that no difference goes
 * unsaid.
 * @param read the names of the members that are compared elsewhere
 */
export function compareOthers(
  walk: Walk,
  pair: Pair,
  scope: Scope,
  { of, read }: { readonly of: Subject; readonly read: readonly string[] },
): void {
  const { documents } = walk;
  for (const name of namesOf(pair)) {
    if (read.includes(name)) continue;
    const old = meantBy(membersOf(pair.old)[name]);
    const fresh = meantBy(membersOf(pair.new)[name]);
    if (isSame(documents, old, fresh, name.startsWith('x-') ? 'named' : 'followed')) continue;
    const found = {
      old: writtenAt(documents.old, pair.old, name),
      new: writtenAt(documents.new, pair.new, name),
    };
    walk.tell(scope, {
      of: subjectOf(name, of),
      aspect: name,
      old,
      new: fresh,
      sources: sourcesOf(found, pair),
    });
  }
}

/** `false` says the same as nothing, and so does an empty list or object. */
const meantBy = (value: unknown): unknown =>
  value === false ||
  value === null ||
  (Array.isArray(value) && value.length === 0) ||
  (isObject(value) && Object.keys(value).length === 0)
    ? undefined
    : value;

function subjectOf(name: string, of: Subject): Subject {
  if (name === evidence || annotations.has(name)) return 'annotation';
  return name.startsWith('x-') ? 'extension' : of;
}
