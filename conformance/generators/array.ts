import { isObject } from '../core/pointer.ts';
import type { Json } from '../core/json.ts';
import type { Shapes } from '../core/schema/model.ts';
import type { CaseGenerator } from './generator.ts';
import { firstValid } from '../core/instances/instance.ts';
import { allowed, forbidden, said } from './propose.ts';
import type { Site } from './schema-locations.ts';

/** The longest list that is sent. */
const longest = 2000;

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.4 */
export const array: CaseGenerator = {
  id: 'array',
  summary:
    'Lists as short and as long as allowed, and one element beyond; empty; a bad element first, in the middle and last; equal elements; none, too few and too many that match `contains`.',
  *generate({ sites }) {
    for (const site of sites) {
      if (!Array.isArray(site.value)) continue;
      yield* sizes(site);
      yield* badElements(site);
      yield* equalElements(site);
      yield* contained(site);
    }
  },
};

/** A list of so many elements, all good; `undefined` where none can be made. */
function listOf(
  site: Site,
  length: number,
  isGood: (list: readonly Json[]) => boolean = site.allows as (list: readonly Json[]) => boolean,
): Json[] | undefined {
  const { prefixItems, items, contains, uniqueItems } = site.shape;
  const value = site.value as readonly Json[];
  const list: Json[] = [];
  for (let index = 0; index < length; index += 1) {
    const shapes = prefixItems[index] ?? (items || contains);
    const isNew = (element: Json) =>
      !uniqueItems || !list.some((other) => JSON.stringify(other) === JSON.stringify(element));
    const sent = value[index];
    const element = sent !== undefined && isNew(sent) ? sent : made(shapes, index, isNew);
    if (element === undefined) return undefined;
    list.push(element);
  }
  return isGood(list) ? list : undefined;
}

function made(
  shapes: Shapes | undefined,
  index: number,
  isNew: (element: Json) => boolean,
): Json | undefined {
  if (!shapes) return `element-${index + 1}`;
  const plain = firstValid(shapes, 'required', 'readOnly', isNew);
  if (plain !== undefined) return plain;
  const [shape] = shapes();
  // many different elements: numbered ones
  const numbered =
    shape.enum || shape.format || shape.patterns.length > 0
      ? undefined
      : shape.types.includes('string')
        ? `${index}`.padStart(shape.minLength ?? 0, '0')
        : shape.types.includes('integer')
          ? (shape.minimum ?? 0) + index * (shape.multipleOf[0] ?? 1)
          : undefined;
  return numbered !== undefined && isNew(numbered) ? numbered : undefined;
}

function* sizes(site: Site) {
  const { minItems = 0, maxItems, prefixItems, items } = site.shape;
  const elements = (count: number) => (count === 1 ? '1 element' : `${count} elements`);
  if (minItems === 0 && site.in === 'body' && site.allows([]))
    yield allowed(site, 'minItems', 'empty', [], 'is an empty list');
  if (minItems > 0 && minItems <= longest) {
    const shortest = listOf(site, minItems);
    if (shortest)
      yield allowed(
        site,
        'minItems',
        'shortest',
        shortest,
        `is as short as allowed: ${elements(minItems)}`,
      );
    const tooShort = (shortest ?? (site.value as readonly Json[])).slice(0, minItems - 1);
    yield {
      ...forbidden(
        site,
        'minItems',
        'too-short',
        tooShort,
        `has ${elements(tooShort.length)} where ${minItems} is the least`,
      ),
      isGuess: site.isText,
    };
  }
  if (maxItems !== undefined && maxItems > longest)
    yield {
      name: `${site.name}/longest`,
      untried: `a list of ${maxItems} elements is too long to send`,
    };
  if (maxItems !== undefined && maxItems <= longest) {
    const list = listOf(site, maxItems);
    if (list)
      yield allowed(
        site,
        'maxItems',
        'longest',
        list,
        `is as long as allowed: ${elements(maxItems)}`,
      );
    const tooLong = listOf(site, maxItems + 1, () => true);
    if (tooLong && !site.allows(tooLong))
      yield forbidden(
        site,
        'maxItems',
        'too-long',
        tooLong,
        `has ${elements(maxItems + 1)} where ${maxItems} is the most`,
      );
  }
  if (items === false) {
    const whole = listOf(site, prefixItems.length);
    if (whole)
      yield forbidden(
        site,
        'items',
        'one-more',
        [...whole, 'value'],
        `has an element more than the ${prefixItems.length} that are documented`,
      );
  } else if (items && minItems < 3 && (maxItems === undefined || maxItems > 3)) {
    const several = listOf(site, Math.max(3, prefixItems.length + 1));
    if (several)
      yield allowed(site, 'items', 'several', several, `has ${elements(several.length)}`);
  }
}

/** Careless code looks at the first element only, or stops before the last. */
function* badElements(site: Site) {
  const { items, prefixItems } = site.shape;
  if (!items || prefixItems.length > 0) return;
  const list = listOf(site, 3) ?? listOf(site, 2);
  if (!list) return;
  const bad = badFor(
    items,
    site.isText,
    (element) => site.breaks(list.with(-1, element)),
    `/${list.length - 1}`,
  );
  if (bad === undefined) return;
  // the first element is a place of its own, for which all other generators have wrong values
  for (const [name, index] of [
    ['in-the-middle', Math.floor(list.length / 2)],
    ['last', list.length - 1],
  ] as const) {
    if (index === 0 || (name === 'in-the-middle' && list.length < 3)) continue;
    yield {
      ...forbidden(
        site,
        'type',
        `bad-element-${name}`,
        list.with(index, bad),
        `has ${said(bad)} ${name === 'last' ? 'as its last element' : 'in the middle'}`,
        `/${index}`,
      ),
      isGuess: site.isText || site.shape.contains !== undefined,
    };
  }
}

/** A value that breaks one rule of an element: of a wrong type where that can be told, else of a wrong form. */
function badFor(
  items: Shapes,
  isText: boolean,
  breaks: (element: Json) => readonly (string | undefined)[],
  place: string,
): Json | undefined {
  const shapes = items();
  const types = new Set(shapes.flatMap((shape) => shape.types));
  const lengths = shapes.flatMap(({ minLength = 0, maxLength }) => [
    'x'.repeat(Math.max(0, minLength - 1)),
    ...(maxLength === undefined || maxLength > 1000 ? [] : ['x'.repeat(maxLength + 1)]),
  ]);
  const numbers = shapes.flatMap(({ minimum, maximum }) =>
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

/** Equal is what JSON Schema calls equal: the order of members does not matter. @see https://json-schema.org/draft/2020-12/json-schema-core#section-4.2.2 */
function* equalElements(site: Site) {
  if (!site.shape.uniqueItems) return;
  const most = site.shape.maxItems ?? Infinity;
  const list = listOf(site, Math.max(2, site.shape.minItems ?? 0));
  const [first] = list ?? listOf(site, 1) ?? [];
  if (first === undefined || most < 2) return;
  const repeated = list ? list.with(-1, first) : [first, first];
  yield forbidden(site, 'uniqueItems', 'equal-elements', repeated, 'has two equal elements');
  if (isObject(first) && Object.keys(first).length > 1) {
    const turned = Object.fromEntries(Object.entries(first).toReversed()) as Json;
    yield forbidden(
      site,
      'uniqueItems',
      'equal-in-another-order',
      repeated.with(-1, turned),
      'has two elements that differ in the order of their members only',
    );
  }
}

function* contained(site: Site) {
  const { contains, minContains = 1, maxContains, minItems = 0, items, prefixItems } = site.shape;
  if (!contains || prefixItems.length > 0) return;
  const matching = firstValid(contains, 'required', 'readOnly', () => true);
  if (matching === undefined) return;
  const length = Math.max(minItems, minContains, 1);
  // an element that the list takes and that does not match
  const foreign = [
    items
      ? firstValid(
          items,
          'required',
          'readOnly',
          (element) => !site.allows(Array<Json>(length).fill(element)),
        )
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
      !site.allows(Array<Json>(length).fill(element)) &&
      site.allows([...Array<Json>(minContains).fill(matching), element]),
  );
  if (foreign !== undefined && minContains > 0) {
    yield forbidden(
      site,
      'contains',
      'none-that-matches',
      Array<Json>(Math.max(1, minItems)).fill(foreign),
      'has no element of the kind that it must contain',
    );
    if (minContains > 1)
      yield forbidden(
        site,
        'minContains',
        'too-few-that-match',
        [
          ...Array<Json>(minContains - 1).fill(matching),
          ...Array<Json>(Math.max(1, minItems - minContains + 1)).fill(foreign),
        ],
        `has ${minContains - 1} of the ${minContains} elements that it must contain`,
      );
  }
  if (maxContains !== undefined && !site.allows(Array<Json>(maxContains + 1).fill(matching))) {
    if (site.allows(Array<Json>(maxContains).fill(matching)))
      yield allowed(
        site,
        'maxContains',
        'most-that-match',
        Array<Json>(maxContains).fill(matching),
        `has as many elements of a kind as allowed: ${maxContains}`,
      );
    yield forbidden(
      site,
      'maxContains',
      'too-many-that-match',
      Array<Json>(maxContains + 1).fill(matching),
      `has ${maxContains + 1} elements of a kind of which ${maxContains} are the most`,
    );
  }
}
