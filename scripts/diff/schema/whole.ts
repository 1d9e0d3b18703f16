import type { Documents } from '../../../conformance/core/contract/documents.ts';
import { isObject, type Node } from '../../../conformance/core/pointer.ts';
import { followed, writtenAt, type Place } from '../walk.ts';

/** One schema whose keywords apply. */
export type Part = {
  readonly node: Node;
  readonly place: Place;
  /** Whether null is allowed besides: `anyOf` of this schema and of null means no more. */
  readonly orNull: boolean;
};

/** All schemas that apply to one value: what `$ref` and `allOf` lead to is part of the whole. */
export type Whole = {
  readonly parts: readonly Part[];
  /** The place to name where no part has the keyword. */
  readonly place: Place;
  /** Whether a schema is `false`, so that no value is allowed. */
  readonly isNever: boolean;
};

const nothing: Place = { value: {}, source: { file: '', pointer: '' } };

/**
 * Puts together the schemas that apply to one value. However a description spreads them over `$ref`,
 * `allOf`, and null as a branch or as a type, the whole is the same.
 */
export function wholeOf(
  places: readonly Place[],
  documents: Documents,
  around: Place = nothing,
): Whole {
  const parts: Part[] = [];
  const seen = new Set<unknown>();
  let isNever = false;

  function add(place: Place, orNull: boolean): void {
    const { value } = place;
    if (value === false) isNever = true;
    if (!isObject(value) || seen.has(value)) return;
    seen.add(value);
    const branch = onlyBranch(place, documents);
    const rest = branch ? without(value, branch.keyword) : value;
    parts.push({ node: rest, place, orNull });
    if (typeof value.$ref === 'string') {
      const target = followed(documents, { ...place, value: { $ref: value.$ref } });
      add(target, orNull);
    }
    for (const each of listAt(documents, place, 'allOf')) add(each, orNull);
    if (branch) add(branch.place, true);
  }

  for (const place of places) add(place, false);
  const speaking = parts.find(({ node }) => Object.keys(node).some((name) => !isSilent(name)));
  return { parts, place: (speaking ?? parts[0])?.place ?? places[0] ?? around, isNever };
}

/** The schema that a schema stands for, which only refers to it. */
export function meantAt(place: Place, documents: Documents): Place {
  const { value } = place;
  const isAlone =
    isObject(value) && typeof value.$ref === 'string' && Object.keys(value).length === 1;
  if (!isAlone) return place;
  return followed(documents, place);
}

const isSilent = (name: string): boolean =>
  ['$ref', 'allOf', 'title', 'description'].includes(name) || name.startsWith('x-');

/** The elements of a list of schemas. */
export const listAt = (documents: Documents, place: Place, keyword: string): Place[] => {
  const list = writtenAt(documents, place, keyword);
  return Array.isArray(list?.value)
    ? list.value.flatMap((_, index) => writtenAt(documents, list, index) ?? [])
    : [];
};

/** The only branch besides null: such a choice says that the value may be null. */
function onlyBranch(
  place: Place,
  documents: Documents,
): { readonly keyword: string; readonly place: Place } | undefined {
  const node = place.value as Node;
  const [keyword, another] = ['anyOf', 'oneOf'].filter((name) => name in node);
  if (keyword === undefined || another !== undefined) return undefined;
  const branches = listAt(documents, place, keyword);
  const others = branches.filter(({ value }) => !isNull(value));
  const [only, ...more] = others;
  return only && more.length === 0 && branches.length === 2 && others.length === 1
    ? { keyword, place: only }
    : undefined;
}

/** Whether null alone matches a schema. */
export const isNull = (schema: unknown): boolean =>
  isObject(schema) &&
  (schema.type === 'null' || schema.const === null) &&
  Object.keys(schema).every((name) => ['type', 'const', 'title', 'description'].includes(name));

function without(node: Node, keyword: string): Node {
  const { [keyword]: _, ...others } = node;
  return others;
}

/** The parts that have a keyword. */
export const partsWith = ({ parts }: Whole, ...keywords: readonly string[]): readonly Part[] =>
  parts.filter(({ node }) => keywords.some((keyword) => keyword in node));

/** The values of a keyword in all parts. */
export const valuesOf = (whole: Whole, keyword: string): unknown[] =>
  partsWith(whole, keyword).map(({ node }) => node[keyword]);

/** Where a keyword is, or where it would be. */
export function placeOf(whole: Whole, documents: Documents, ...keywords: readonly string[]): Place {
  const [part] = partsWith(whole, ...keywords);
  const keyword = keywords.find((name) => part && name in part.node);
  return (
    (part && keyword !== undefined && writtenAt(documents, part.place, keyword)) || whole.place
  );
}
