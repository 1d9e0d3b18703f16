import { firstValid } from '../core/instances/valid-instance.ts';
import type { Json } from '../core/json.ts';
import { once } from '../core/memoize.ts';
import { isObject } from '../core/pointer.ts';
import type { Alternatives, FlatSchema } from '../core/schema/model.ts';
import { draftsAt, shown } from './drafts-at.ts';
import type { CaseDraft, CaseGenerator, NotApplicable } from './generator.ts';
import type { SchemaLocation } from './schema-locations.ts';

/** The largest number of elements that a case sends. */
const most = 2000;

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.4 */
export const array: CaseGenerator = {
  id: 'array',
  summary:
    'Arrays with the fewest and the most allowed elements, and one beyond; empty arrays; an invalid element in the middle and last; equal elements; none, too few and too many that match `contains`.',
  generate: ({ schemaLocations }) =>
    schemaLocations
      .values()
      .filter(({ value }) => Array.isArray(value))
      .flatMap(casesAt),
};

function* casesAt(location: SchemaLocation): Iterable<CaseDraft | NotApplicable> {
  yield* lowerBound(location);
  yield* upperBound(location);
  yield* furtherElements(location);
  yield* invalidElements(location);
  yield* equalElements(location);
  yield* contained(location);
}

/** An array with `length` elements; `undefined` if none could be made or `fits` rejects it. */
function arrayOf(
  { value, allows, flat: { prefixItems, items, contains, uniqueItems } }: SchemaLocation,
  length: number,
  fits: (elements: Json[]) => boolean = allows,
): Json[] | undefined {
  const sent = value as readonly Json[];
  const made: Json[] = [];
  const texts = new Set<string>();
  const isNew = (element: Json) => !uniqueItems || !texts.has(JSON.stringify(element));
  // elements that may be equal are made once
  const usual = once(() => elementAt(length, items || contains, isNew));
  const madeAt = (index: number) =>
    uniqueItems || prefixItems[index] || !(items || contains)
      ? elementAt(index, prefixItems[index] ?? (items || contains), isNew)
      : usual();
  for (let index = 0; index < length; index += 1) {
    const own = sent[index];
    const element = own !== undefined && isNew(own) ? own : madeAt(index);
    if (element === undefined) return undefined;
    made.push(element);
    if (uniqueItems) texts.add(JSON.stringify(element));
  }
  return fits(made) ? made : undefined;
}

function elementAt(
  index: number,
  alternatives: Alternatives | undefined,
  isNew: (element: Json) => boolean,
): Json | undefined {
  if (!alternatives) return `element-${index + 1}`;
  const plain = firstValid(alternatives, isNew);
  if (plain !== undefined) return plain;
  const [{ types, minLength = 0, minimum = 0, multipleOf, ...flat }] = alternatives();
  if (flat.enum || flat.format || flat.patterns.length > 0) return undefined;
  const numbered = types.includes('string')
    ? `${index}`.padStart(minLength, '0')
    : types.includes('integer')
      ? minimum + index * (multipleOf[0] ?? 1)
      : undefined;
  return numbered !== undefined && isNew(numbered) ? numbered : undefined;
}

const elements = (count: number) => (count === 1 ? '1 element' : `${count} elements`);

function* lowerBound(location: SchemaLocation): Iterable<CaseDraft> {
  const { allowed, forbidden } = draftsAt(location, 'minItems');
  const { minItems = 0 } = location.flat;
  if (minItems === 0 && location.in === 'body' && location.allows([]))
    yield allowed('empty', [], 'is an empty array');
  if (minItems === 0 || minItems > most) return;
  const shortest = arrayOf(location, minItems);
  if (shortest)
    yield allowed('shortest', shortest, `is as short as allowed: ${elements(minItems)}`);
  const tooShort = (shortest ?? (location.value as Json[])).slice(0, minItems - 1);
  const reason = `has ${elements(tooShort.length)}, the minimum is ${minItems}`;
  yield forbidden('too-short', tooShort, reason, { bestEffort: location.isText });
}

function* upperBound(location: SchemaLocation): Iterable<CaseDraft | NotApplicable> {
  const { allowed, forbidden } = draftsAt(location, 'maxItems');
  const { maxItems } = location.flat;
  if (maxItems === undefined) return;
  if (maxItems > most) {
    const notApplicable = `an array of ${maxItems} elements is too long to send`;
    yield { name: `${location.name}/longest`, notApplicable };
    return;
  }
  const longest = arrayOf(location, maxItems);
  if (longest) yield allowed('longest', longest, `is as long as allowed: ${elements(maxItems)}`);
  const tooLong = arrayOf(location, maxItems + 1, () => true);
  const reason = `has ${elements(maxItems + 1)}, the maximum is ${maxItems}`;
  if (tooLong && !location.allows(tooLong)) yield forbidden('too-long', tooLong, reason);
}

/** One element more than `prefixItems` describes, or several where `items` allows them. */
function* furtherElements(location: SchemaLocation): Iterable<CaseDraft> {
  const { allowed, forbidden } = draftsAt(location, 'items');
  const { minItems = 0, maxItems = Infinity, prefixItems, items } = location.flat;
  if (items === false) {
    const whole = arrayOf(location, prefixItems.length);
    const reason = `has one element more than the ${prefixItems.length} documented ones`;
    if (whole) yield forbidden('one-more', [...whole, 'value'], reason);
  } else if (items && minItems < 3 && maxItems > 3) {
    const several = arrayOf(location, Math.max(3, prefixItems.length + 1));
    if (several) yield allowed('several', several, `has ${elements(several.length)}`);
  }
}

/**
 * Finds servers that validate only the first element, or all but the last. The first element has
 * its own schema location, where the other generators send invalid values.
 */
function* invalidElements(location: SchemaLocation): Iterable<CaseDraft> {
  const { forbidden } = draftsAt(location, 'type');
  const { items, prefixItems, contains } = location.flat;
  if (!items || prefixItems.length > 0) return;
  const list = arrayOf(location, 3) ?? arrayOf(location, 2);
  if (!list) return;
  const last = list.length - 1;
  const invalid = candidatesFor(items(), location.isText).find((candidate) => {
    const broken = location.breaks(list.with(last, candidate));
    return broken.length === 1 && broken[0]?.startsWith(`/${last}`) === true;
  });
  if (invalid === undefined) return;
  for (const [name, index, where] of [
    ['in-the-middle', 1, 'in the middle'],
    ['last', last, 'as its last element'],
  ] as const)
    if (name === 'last' || last > 1)
      yield forbidden(
        `bad-element-${name}`,
        list.with(index, invalid),
        `has ${shown(invalid)} ${where}`,
        { below: `/${index}`, bestEffort: location.isText || contains !== undefined },
      );
}

/** Values that may break a rule of an element, wrong types first. */
function* candidatesFor(alternatives: readonly FlatSchema[], isText: boolean): Generator<Json> {
  if (!isText) {
    yield alternatives.some(({ types }) => types.includes('object')) ? 'value' : {};
    yield 7;
    yield null;
  }
  yield 'value';
  for (const { minLength = 0, maxLength = Infinity } of alternatives) {
    if (minLength > 1) yield 'x'.repeat(minLength - 1);
    if (maxLength <= 1000) yield 'x'.repeat(maxLength + 1);
  }
  for (const { minimum, maximum } of alternatives) {
    if (minimum !== undefined) yield minimum - 1;
    if (maximum !== undefined) yield maximum + 1;
  }
  yield* ['x y', '~', ''];
}

/**
 * JSON Schema ignores the order of members when it compares elements.
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-4.2.2
 */
function* equalElements(location: SchemaLocation): Iterable<CaseDraft> {
  const { forbidden } = draftsAt(location, 'uniqueItems');
  const { uniqueItems, minItems = 0, maxItems = Infinity } = location.flat;
  if (!uniqueItems || maxItems < 2) return;
  const list = arrayOf(location, Math.max(2, minItems));
  const [first] = list ?? arrayOf(location, 1) ?? [];
  if (first === undefined) return;
  const repeated = list ? list.with(-1, first) : [first, first];
  yield forbidden('equal-elements', repeated, 'has two equal elements');
  if (!isObject(first) || Object.keys(first).length < 2) return;
  const reordered = Object.fromEntries(Object.entries(first).toReversed());
  yield forbidden(
    'equal-in-another-order',
    repeated.with(-1, reordered),
    'has two equal elements with their members in another order',
  );
}

function* contained(location: SchemaLocation): Iterable<CaseDraft> {
  const { contains, minContains = 1, maxContains, minItems = 0, prefixItems } = location.flat;
  if (!contains || prefixItems.length > 0) return;
  const matching = firstValid(contains, () => true);
  if (matching === undefined) return;
  const other = otherThan(matching, location);
  if (other !== undefined && minContains > 0) {
    yield draftsAt(location, 'contains').forbidden(
      'none-that-matches',
      times(Math.max(1, minItems), other),
      'has no element that matches `contains`',
    );
    if (minContains > 1)
      yield draftsAt(location, 'minContains').forbidden(
        'too-few-that-match',
        [
          ...times(minContains - 1, matching),
          ...times(Math.max(1, minItems - minContains + 1), other),
        ],
        `has too few elements that match \`contains\`: ${minContains - 1}, the minimum is ${minContains}`,
      );
  }
  if (maxContains === undefined) return;
  const { allowed, forbidden } = draftsAt(location, 'maxContains');
  const [longest, tooMany] = [times(maxContains, matching), times(maxContains + 1, matching)];
  if (location.allows(tooMany)) return;
  const what = 'elements that match `contains`';
  if (location.allows(longest))
    yield allowed('most-that-match', longest, `has as many ${what} as allowed: ${maxContains}`);
  const reason = `has too many ${what}: ${maxContains + 1}, the maximum is ${maxContains}`;
  yield forbidden('too-many-that-match', tooMany, reason);
}

const times = (count: number, element: Json): Json[] => Array<Json>(count).fill(element);

/** An element that the array allows and that does not match `contains`. */
function otherThan(matching: Json, { flat, allows }: SchemaLocation): Json | undefined {
  const { minContains = 1, minItems = 0, items } = flat;
  const isOther = (element: Json) => !allows(times(Math.max(minItems, minContains, 1), element));
  const own = items ? firstValid(items, isOther) : undefined;
  return [...(own === undefined ? [] : [own]), 'value', 7, 'x-other', 0, {}, null].find(
    (element) => isOther(element) && allows([...times(minContains, matching), element]),
  );
}
