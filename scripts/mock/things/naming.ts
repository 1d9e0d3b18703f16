import type { Operation } from '../../../conformance/core/contract/model.ts';
import { fillPath } from '../../../conformance/core/http/path.ts';
import type { Json } from '../../../conformance/core/json.ts';
import type { Resource } from '../../../conformance/core/resources/model.ts';
import { memberAt } from './member.ts';
import type { Members } from './thing.ts';

/** A parameter that names a thing together with the last one, such as `owner` of `/repos/{owner}/{repo}`. */
export type Above = {
  readonly parameter: string;
  /** Where a thing shows its value, if it does. */
  readonly pointer: string | undefined;
  /** Its value for a thing of which nothing says it. */
  readonly usual: string;
};

/** How the things of a kind are named. */
export type Naming = {
  /** The parameters that name a thing together with the last one; none for most kinds. */
  readonly above: readonly Above[];
  /** The pointer to the member that the last parameter names a thing by; none if no member does. */
  readonly identifier: string | undefined;
  /** The members of a documented thing. */
  readonly like: Members;
};

/** The values of a request's path. */
type Values = { readonly [name: string]: Json };

/** Where things are in a path: the parameters around them, and those that name one of them. */
type Level = {
  readonly kind: () => Naming | undefined;
  readonly parameters: readonly string[];
  readonly names?: readonly string[] | undefined;
  readonly home?: unknown;
};

/** The values of all parameters that name a thing; the last one may be open. */
export type Parts = readonly [...above: string[], last: Json | undefined];

/** A text as a part of a path. Half a surrogate pair has no form there: it becomes the replacement character. */
export const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

/** One text for the values of all parameters that name a thing. */
export const idOf = (values: readonly string[]): string =>
  values.length === 1 ? values[0]! : values.map(encoded).join('/');

/**
 * The path of a thing below that of its place, with a slash at the end where the description writes its
 * paths so.
 */
export function pathOfThing(
  { above, resource }: Pick<Naming, 'above'> & { readonly resource: Resource },
  place: { path: string },
  id: string,
  operation: Pick<Operation, 'path'>,
): string {
  const end = operation.path.endsWith('/') ? '/' : '';
  if (above.length === 0) return `${place.path}/${encoded(id)}${end}`;
  const { path, collection, parameters } = resource;
  const values = id.split('/');
  const texts = new Map(parameters.map((name, index) => [name, values[index] ?? '']));
  const own = place.path + fillPath(path.slice(collection.length), texts);
  return own.endsWith('/') ? own : own + end;
}

/** The id that the parameters of a path give; `undefined` where the path names no single thing. */
export function idIn({ names }: Level, values: Values): string | undefined {
  if (names === undefined) return undefined;
  return names.length === 1
    ? String(values[names[0]!])
    : idOf(names.map((name) => String(values[name])));
}

/** What says how a thing is named. */
type Said = {
  /** The members that a request gave. */
  readonly given: Members;
  /** Those of the thing. */
  readonly members: Members;
  /** The values of the path below which it is made, the outermost first: those of `/orgs/{org}/repos`. */
  readonly around: readonly string[];
};

/** The values of all parameters that name a thing, as far as something says them. */
export function partsOf(naming: Naming, { given, members, around }: Said): Parts {
  const { above, identifier, like } = naming;
  const last = identifier === undefined ? undefined : memberAt(members, identifier);
  if (above.length === 0) return [last];
  const outer = around.length < above.length ? [] : around.slice(-above.length);
  const texts = above.map(({ pointer, usual }, index) => {
    const own = (from: Members) =>
      textOf(pointer === undefined ? undefined : memberAt(from, pointer));
    return own(given) ?? outer[index] ?? own(members) ?? own(like) ?? usual;
  });
  return [...texts, last];
}

const textOf = (value: Json | undefined): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

/** The values of a path around things that have paths of their own elsewhere. */
export const aroundIn = ({ home, parameters }: Level, values: Values): readonly string[] =>
  home ? parameters.map((name) => String(values[name])) : [];

/**
 * Whether the things of all paths with one home are kept together, because each shows by what it is named
 * besides: those of `/orgs/{org}/repos` by their owner.
 */
export const isShared = ({ kind }: Level): boolean => outerOf(kind())?.pointer !== undefined;

const outerOf = (naming: Naming | undefined): Above | undefined => naming?.above.at(-1);

/** The member, and its value, that says which of such things a path is about; `undefined` for all. */
export function sharedBy(level: Level, values: Values): SharedBy | undefined {
  const pointer = outerOf(level.kind())?.pointer;
  const value = aroundIn(level, values).at(-1);
  return pointer === undefined || value === undefined ? undefined : { pointer, value };
}

/** A member, and the value that things of a list have there. */
export type SharedBy = { readonly pointer: string; readonly value: string };
