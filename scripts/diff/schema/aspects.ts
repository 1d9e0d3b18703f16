import type { Documents } from '../../../conformance/core/contract/documents.ts';
import { isObject, type Node } from '../../../conformance/core/pointer.ts';
import { typesOf } from './types.ts';
import { partsWith, valuesOf, type Whole } from './whole.ts';

/** A bound of numbers. */
export type Bound = { readonly limit: number; readonly isExclusive: boolean };

/** What a schema says in one respect: comparable as JSON, `undefined` for nothing. */
export type Aspect = {
  readonly name: string;
  readonly keywords: readonly string[];
  readonly read: (whole: Whole, documents: Documents) => unknown;
};

/** Every aspect that is one value. Subschemas are compared by themselves. */
export const aspects: readonly Aspect[] = [
  { name: 'type', keywords: ['type'], read: typesOf },
  { name: 'enum', keywords: ['enum', 'const'], read: enumOf },
  { name: 'format', keywords: ['format'], read: (whole) => textsOf(whole, 'format') },
  { name: 'pattern', keywords: ['pattern'], read: (whole) => textsOf(whole, 'pattern') },
  bound('minimum', 'exclusiveMinimum', (one, other) => one > other),
  bound('maximum', 'exclusiveMaximum', (one, other) => one < other),
  ...['minLength', 'minItems', 'minProperties'].map((name) => limit(name, Math.max, 0)),
  ...['maxLength', 'maxItems', 'maxProperties'].map((name) => limit(name, Math.min)),
  limit('minContains', Math.max, 1),
  limit('maxContains', Math.min),
  { name: 'multipleOf', keywords: ['multipleOf'], read: stepsOf },
  flag('uniqueItems'),
  flag('deprecated'),
  single('default'),
  single('contentEncoding'),
  single('contentMediaType'),
  single('xml'),
  { name: 'discriminator', keywords: ['discriminator'], read: discriminatorOf },
];

/** Values in one order, so that lists can be compared; `undefined` for none. */
const sorted = (values: readonly unknown[]): unknown[] | undefined =>
  values.length === 0
    ? undefined
    : [...new Map(values.map((value) => [JSON.stringify(value), value]))]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([, value]) => value);

const textsOf = (whole: Whole, keyword: string): unknown[] | undefined =>
  sorted(valuesOf(whole, keyword).filter((value) => typeof value === 'string'));

const numbersOf = (whole: Whole, keyword: string): number[] =>
  valuesOf(whole, keyword).filter((value) => typeof value === 'number');

/** The values that every `enum` and `const` allows. */
function enumOf(whole: Whole): unknown[] | undefined {
  const lists = partsWith(whole, 'enum', 'const').flatMap(({ node, orNull }) => {
    const more = orNull ? [null] : [];
    const list = Array.isArray(node.enum) ? [[...(node.enum as unknown[]), ...more]] : [];
    return 'const' in node ? [...list, [node.const, ...more]] : list;
  });
  const [first, ...others] = lists.map(
    (list) => new Map(list.map((one) => [JSON.stringify(one), one])),
  );
  if (!first) return undefined;
  const allowsNull = typesOf(whole).names.includes('null');
  const common = [...first].filter(
    ([key]) => others.every((list) => list.has(key)) && (allowsNull || key !== 'null'),
  );
  // an empty list allows nothing, which is not the same as no list
  return sorted(common.map(([, value]) => value)) ?? [];
}

/** The narrowest of a pair of keywords. */
function bound(
  inclusive: string,
  exclusive: string,
  isNarrower: (one: number, other: number) => boolean,
): Aspect {
  const read = (whole: Whole): Bound | undefined =>
    [
      ...numbersOf(whole, exclusive).map((limit) => ({ limit, isExclusive: true })),
      ...numbersOf(whole, inclusive).map((limit) => ({ limit, isExclusive: false })),
    ].reduce<Bound | undefined>(
      (narrowest, one) => (narrowest && !isNarrower(one.limit, narrowest.limit) ? narrowest : one),
      undefined,
    );
  return { name: inclusive, keywords: [inclusive, exclusive], read };
}

/** @param usual the limit that says nothing */
function limit(name: string, narrowest: (...limits: number[]) => number, usual?: number): Aspect {
  const read = (whole: Whole): number | undefined => {
    const limits = numbersOf(whole, name);
    const found = limits.length === 0 ? usual : narrowest(...limits);
    return found === usual ? undefined : found;
  };
  return { name, keywords: [name], read };
}

function flag(name: string): Aspect {
  return {
    name,
    keywords: [name],
    read: (whole) => valuesOf(whole, name).includes(true) || undefined,
  };
}

/** The value of the first part that has one. */
function single(name: string): Aspect {
  return { name, keywords: [name], read: (whole) => valuesOf(whole, name)[0] };
}

function stepsOf(whole: Whole): unknown[] | undefined {
  return sorted(numbersOf(whole, 'multipleOf').filter((step) => step > 0));
}

/** A discriminator, with the schemas of its mapping by their last name: they may be in any file. */
function discriminatorOf(whole: Whole): unknown {
  const [found] = valuesOf(whole, 'discriminator').filter(isObject);
  if (!found) return undefined;
  const mapping: Node = isObject(found.mapping) ? found.mapping : {};
  const names = Object.entries(mapping).sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    propertyName: found.propertyName,
    mapping: Object.fromEntries(
      names.map(([name, target]) => [name, String(target).split(/[/#]/).at(-1)]),
    ),
  };
}
