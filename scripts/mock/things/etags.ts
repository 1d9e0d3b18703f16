import type { Operation, Parameter } from '../../../conformance/core/contract/model.ts';
import { headerOf } from '../../../conformance/core/http/read-request.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import type { Kind } from './kind.ts';
import type { Asked, Refused } from './outcome.ts';
import type { Thing } from './thing.ts';

/** Writes the entity tag of a thing: another one after each write. */
type Tagger = (thing: Thing) => string;

/** Entity tags as HTTP writes them, else as the schemas of some descriptions do. */
const taggers: readonly Tagger[] = [
  ({ serial, revision }) => `"${serial}-${revision}"`,
  ({ serial, revision }) => {
    const hex = (number: number, length: number) => number.toString(16).padStart(length, '0');
    return `${hex(serial, 8)}-0000-4000-8000-${hex(revision, 12)}`;
  },
];

const known = new WeakMap<Kind, { readonly tagger: Tagger | undefined }>();

/** How the tags of a kind of thing are written, where its operations document any. */
const taggerOf = (kind: Kind): Tagger | undefined =>
  cached(known, kind, () => ({ tagger: taggerFor(kind) })).tagger;

function taggerFor({ resource: { roles } }: Kind): Tagger | undefined {
  const documented = roles.flatMap(({ operation }) => [
    ...operation.parameters.filter(({ in: place, name }) => place === 'header' && isMatch(name)),
    ...operation.responses
      .flatMap(({ headers }) => headers)
      .flatMap(({ name, parameter }) => (isTag(name) ? [parameter] : [])),
  ]);
  const sample = { serial: 1, revision: 1 } as Thing;
  return documented.length === 0
    ? undefined
    : taggers.find((tagger) => documented.every((each) => accepts(each, tagger(sample))));
}

const isMatch = (name: string): boolean => name.toLowerCase() === 'if-match';
const isTag = (name: string): boolean => name.toLowerCase() === 'etag';
const accepts = ({ schema }: Parameter, tag: string): boolean => schema.validate(tag).length === 0;

/**
 * The refusal of a request that is about another state of a thing, where the operation documents
 * `If-Match` and 412; `undefined` if it may go on.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1
 */
export function outdated(
  { operation, request }: Asked,
  kind: Kind,
  thing: Thing,
): Refused | undefined {
  const isDocumented =
    operation.parameters.some(({ in: place, name }) => place === 'header' && isMatch(name)) &&
    documents(operation, '412');
  const wanted = isDocumented ? headerOf(request, 'if-match') : undefined;
  if (wanted === undefined || isAmong(wanted, kind, thing)) return undefined;
  return { refused: [412], reason: 'the thing has changed' };
}

const documents = ({ responses }: Operation, wanted: string): boolean =>
  responses.some(({ status }) => status === wanted);

/**
 * Whether a client has the state of a thing already, where the operation documents 304.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2
 */
export function isKnown({ operation, request }: Asked, kind: Kind, thing: Thing): boolean {
  if (!documents(operation, '304') || !taggerOf(kind)) return false;
  const tags = headerOf(request, 'if-none-match');
  return tags !== undefined && isAmong(tags, kind, thing);
}

/** Whether a list of entity tags has that of a thing; a weak one is the same here. */
function isAmong(tags: string, kind: Kind, thing: Thing): boolean {
  const tagger = taggerOf(kind);
  return (
    tagger === undefined ||
    tags
      .split(',')
      .map((tag) => tag.trim().replace(/^W\//, ''))
      .some((tag) => tag === '*' || tag === tagger(thing))
  );
}

/** The entity tag of a thing as a field, where its operations document one or ask for it. */
export function tagField(kind: Kind, thing: Thing): { readonly [name: string]: string } {
  const tagger = taggerOf(kind);
  return tagger ? { etag: tagger(thing) } : {};
}
