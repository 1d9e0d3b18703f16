import { isObject } from '../core/pointer.ts';
import type { Json } from '../core/json.ts';
import type { Alternatives } from '../core/schema/model.ts';
import type { CaseDraft, CaseGenerator, NotApplicable } from './generator.ts';
import { firstValid } from '../core/instances/valid-instance.ts';
import { allowed, forbidden, shown } from './propose.ts';
import type { SchemaLocation } from './schema-locations.ts';

/** The longest list that is sent. */
const longest = 2000;

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.4 */
export const array: CaseGenerator = {
  id: 'array',
  summary:
    'Lists as short and as long as allowed, and one element beyond; empty; a bad element first, in the middle and last; equal elements; none, too few and too many that match `contains`.',
  *generate({ schemaLocations: locations }) {
    for (const location of locations) {
      if (!Array.isArray(location.value)) continue;
      yield* lowerBounds(location);
      yield* upperBounds(location);
      yield* furtherElements(location);
      yield* badElements(location);
      yield* equalElements(location);
      yield* contained(location);
    }
  },
};

/** A list with `length` elements that `isGood` accepts; `undefined` where none can be made. */
function listOf(
  location: SchemaLocation,
  length: number,
  isGood: (list: readonly Json[]) => boolean = location.allows as (
    list: readonly Json[],
  ) => boolean,
): Json[] | undefined {
  const { prefixItems, items, contains, uniqueItems } = location.flat;
  const value = location.value as readonly Json[];
  const list: Json[] = [];
  for (let index = 0; index < length; index += 1) {
    const alternatives = prefixItems[index] ?? (items || contains);
    const isNew = (element: Json) =>
      !uniqueItems || !list.some((other) => JSON.stringify(other) === JSON.stringify(element));
    const sent = value[index];
    const element = sent !== undefined && isNew(sent) ? sent : made(alternatives, index, isNew);
    if (element === undefined) return undefined;
    list.push(element);
  }
  return isGood(list) ? list : undefined;
}

function made(
  alternatives: Alternatives | undefined,
  index: number,
  isNew: (element: Json) => boolean,
): Json | undefined {
  if (!alternatives) return `element-${index + 1}`;
  const plain = firstValid(alternatives, isNew);
  if (plain !== undefined) return plain;
  const [flat] = alternatives();
  // many different elements: numbered ones
  const numbered =
    flat.enum || flat.format || flat.patterns.length > 0
      ? undefined
      : flat.types.includes('string')
        ? `${index}`.padStart(flat.minLength ?? 0, '0')
        : flat.types.includes('integer')
          ? (flat.minimum ?? 0) + index * (flat.multipleOf[0] ?? 1)
          : undefined;
  return numbered !== undefined && isNew(numbered) ? numbered : undefined;
}

const elements = (count: number) => (count === 1 ? '1 element' : `${count} elements`);

function* lowerBounds(location: SchemaLocation): Iterable<CaseDraft> {
  const { minItems = 0 } = location.flat;
  if (minItems === 0 && location.in === 'body' && location.allows([]))
    yield allowed(location, {
      keyword: 'minItems',
      name: 'empty',
      value: [],
      reason: 'is an empty list',
    });
  if (minItems === 0 || minItems > longest) return;
  const shortest = listOf(location, minItems);
  if (shortest)
    yield allowed(location, {
      keyword: 'minItems',
      name: 'shortest',
      value: shortest,
      reason: `is as short as allowed: ${elements(minItems)}`,
    });
  const tooShort = (shortest ?? (location.value as readonly Json[])).slice(0, minItems - 1);
  yield {
    ...forbidden(location, {
      keyword: 'minItems',
      name: 'too-short',
      value: tooShort,
      reason: `has ${elements(tooShort.length)} where ${minItems} is the least`,
    }),
    bestEffort: location.isText,
  };
}

function* upperBounds(location: SchemaLocation): Iterable<CaseDraft | NotApplicable> {
  const { maxItems } = location.flat;
  if (maxItems === undefined) return;
  if (maxItems > longest) {
    yield {
      name: `${location.name}/longest`,
      notApplicable: `a list of ${maxItems} elements is too long to send`,
    };
    return;
  }
  const list = listOf(location, maxItems);
  if (list)
    yield allowed(location, {
      keyword: 'maxItems',
      name: 'longest',
      value: list,
      reason: `is as long as allowed: ${elements(maxItems)}`,
    });
  const tooLong = listOf(location, maxItems + 1, () => true);
  if (tooLong && !location.allows(tooLong))
    yield forbidden(location, {
      keyword: 'maxItems',
      name: 'too-long',
      value: tooLong,
      reason: `has ${elements(maxItems + 1)} where ${maxItems} is the most`,
    });
}

/** One element more than `prefixItems` describes, or several where `items` allows them. */
function* furtherElements(location: SchemaLocation): Iterable<CaseDraft> {
  const { minItems = 0, maxItems = Infinity, prefixItems, items } = location.flat;
  if (items === false) {
    const whole = listOf(location, prefixItems.length);
    if (whole)
      yield forbidden(location, {
        keyword: 'items',
        name: 'one-more',
        value: [...whole, 'value'],
        reason: `has an element more than the ${prefixItems.length} that are documented`,
      });
  } else if (items && minItems < 3 && maxItems > 3) {
    const several = listOf(location, Math.max(3, prefixItems.length + 1));
    if (several)
      yield allowed(location, {
        keyword: 'items',
        name: 'several',
        value: several,
        reason: `has ${elements(several.length)}`,
      });
  }
}

/** Finds servers that validate only the first element, or all but the last. */
function* badElements(location: SchemaLocation) {
  const { items, prefixItems } = location.flat;
  if (!items || prefixItems.length > 0) return;
  const list = listOf(location, 3) ?? listOf(location, 2);
  if (!list) return;
  const bad = badFor(
    items,
    location.isText,
    (element) => location.breaks(list.with(-1, element)),
    `/${list.length - 1}`,
  );
  if (bad === undefined) return;
  // the first element has its own schema location, where the other generators send invalid values
  for (const [name, index] of [
    ['in-the-middle', Math.floor(list.length / 2)],
    ['last', list.length - 1],
  ] as const) {
    if (index === 0 || (name === 'in-the-middle' && list.length < 3)) continue;
    yield {
      ...forbidden(location, {
        keyword: 'type',
        name: `bad-element-${name}`,
        value: list.with(index, bad),
        reason: `has ${shown(bad)} ${name === 'last' ? 'as its last element' : 'in the middle'}`,
        below: `/${index}`,
      }),
      bestEffort: location.isText || location.flat.contains !== undefined,
    };
  }
}

/** A value that breaks exactly one rule of the element at `place`; wrong types come first. */
function badFor(
  items: Alternatives,
  isText: boolean,
  breaks: (element: Json) => readonly (string | undefined)[],
  place: string,
): Json | undefined {
  const alternatives = items();
  const types = new Set(alternatives.flatMap((flat) => flat.types));
  const lengths = alternatives.flatMap(({ minLength = 0, maxLength }) => [
    'x'.repeat(Math.max(0, minLength - 1)),
    ...(maxLength === undefined || maxLength > 1000 ? [] : ['x'.repeat(maxLength + 1)]),
  ]);
  const numbers = alternatives.flatMap(({ minimum, maximum }) =>
    [minimum, maximum].flatMap((bound, index) =>
      bound === undefined ? [] : [bound + (index === 0 ? -1 : 1)],
    ),
  );
  const candidates: Json[] = [
    ...(isText ? [] : [...(types.has('object') ? ['value'] : [{}]), 7, null]),
    'value',
    ...lengths.filter((text) => text !== ''),
    ...numbers,
    'x y',
    '~',
    '',
  ];
  return candidates.find((candidate) => {
    const broken = breaks(candidate);
    return broken.length === 1 && broken[0]?.startsWith(place) === true;
  });
}

/**
 * JSON Schema ignores the order of members when it compares elements.
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-4.2.2
 */
function* equalElements(location: SchemaLocation) {
  if (!location.flat.uniqueItems) return;
  const most = location.flat.maxItems ?? Infinity;
  const list = listOf(location, Math.max(2, location.flat.minItems ?? 0));
  const [first] = list ?? listOf(location, 1) ?? [];
  if (first === undefined || most < 2) return;
  const repeated = list ? list.with(-1, first) : [first, first];
  yield forbidden(location, {
    keyword: 'uniqueItems',
    name: 'equal-elements',
    value: repeated,
    reason: 'has two equal elements',
  });
  if (isObject(first) && Object.keys(first).length > 1) {
    const turned = Object.fromEntries(Object.entries(first).toReversed()) as Json;
    yield forbidden(location, {
      keyword: 'uniqueItems',
      name: 'equal-in-another-order',
      value: repeated.with(-1, turned),
      reason: 'has two elements that differ in the order of their members only',
    });
  }
}

function* contained(location: SchemaLocation) {
  const {
    contains,
    minContains = 1,
    maxContains,
    minItems = 0,
    items,
    prefixItems,
  } = location.flat;
  if (!contains || prefixItems.length > 0) return;
  const matching = firstValid(contains, () => true);
  if (matching === undefined) return;
  const length = Math.max(minItems, minContains, 1);
  // an element that the list allows and that does not match `contains`
  const foreign = [
    items
      ? firstValid(items, (element) => !location.allows(Array<Json>(length).fill(element)))
      : undefined,
    'value',
    7,
    'x-other',
    0,
    {},
    null,
  ].find(
    (element) =>
      element !== undefined &&
      !location.allows(Array<Json>(length).fill(element)) &&
      location.allows([...Array<Json>(minContains).fill(matching), element]),
  );
  if (foreign !== undefined && minContains > 0) {
    yield forbidden(location, {
      keyword: 'contains',
      name: 'none-that-matches',
      value: Array<Json>(Math.max(1, minItems)).fill(foreign),
      reason: 'has no element of the kind that it must contain',
    });
    if (minContains > 1)
      yield forbidden(location, {
        keyword: 'minContains',
        name: 'too-few-that-match',
        value: [
          ...Array<Json>(minContains - 1).fill(matching),
          ...Array<Json>(Math.max(1, minItems - minContains + 1)).fill(foreign),
        ],
        reason: `has ${minContains - 1} of the ${minContains} elements that it must contain`,
      });
  }
  if (maxContains !== undefined && !location.allows(Array<Json>(maxContains + 1).fill(matching))) {
    if (location.allows(Array<Json>(maxContains).fill(matching)))
      yield allowed(location, {
        keyword: 'maxContains',
        name: 'most-that-match',
        value: Array<Json>(maxContains).fill(matching),
        reason: `has as many elements of a kind as allowed: ${maxContains}`,
      });
    yield forbidden(location, {
      keyword: 'maxContains',
      name: 'too-many-that-match',
      value: Array<Json>(maxContains + 1).fill(matching),
      reason: `has ${maxContains + 1} elements of a kind of which ${maxContains} are the most`,
    });
  }
}
