import type { Json } from '../../../conformance/core/json.ts';
import type { Parameter } from '../../../conformance/core/contract/model.ts';
import { textsMatching } from '../../../conformance/core/instances/text.ts';
import { wordsOf } from '../../../conformance/core/resources/names.ts';
import type { FlatSchema } from '../../../conformance/core/schema/model.ts';
import { isForbidden } from '../../../conformance/core/schema/model.ts';
import type { Random } from '../respond/random.ts';
import type { Members, Place } from './thing.ts';

/** What a thing is named by: in a path, and by one of its members. */
export type Identity = { readonly id: string; readonly value: Json };

/** What says how the things of a kind are named. */
export type Naming = {
  /** The path parameters that name one: operations may describe them otherwise. */
  readonly parameters: readonly Parameter[];
  /** The schemas of the member that holds the identifier. */
  readonly flats: readonly FlatSchema[];
  /** The name of that member, or of the parameter. */
  readonly name: string;
  /** Documented identifiers. */
  readonly examples: readonly Json[];
  readonly random: Random;
};

export type Identities = {
  /** A new identity for a thing of a place; `undefined` if none can be made. */
  readonly next: (place: Pick<Place, 'byId'>, members: Members) => Identity | undefined;
  /** The identity that a value is, if it can be one. */
  readonly of: (value: Json | undefined) => Identity | undefined;
};

/** The most identities that are tried. */
const tries = 100;

/** Makes identities of the type that the schemas and examples of a kind of thing show. */
export function createIdentities(naming: Naming): Identities {
  const { parameters, flats } = naming;
  const types = flats.flatMap((flat) => flat.types);
  const typesIn = ({ schema }: Parameter) => schema.alternatives().flatMap((flat) => flat.types);
  const isNumber = (all: readonly string[]) =>
    (all.includes('integer') || all.includes('number')) && !all.includes('string');
  const asMember = (id: string): Json => (isNumber(types) ? Number(id) : id);
  // one operation may take a number for what another one takes a text for
  const accepts = (id: string): boolean =>
    parameters.every(
      (each) => !isForbidden(each.schema.validate(isNumber(typesIn(each)) ? Number(id) : id)),
    );
  const isWhole =
    types.length > 0 ? isNumber(types) : parameters.some((each) => isNumber(typesIn(each)));
  const looks = looksOf(naming);
  let [count, again] = [0, -1];

  const named = (value: string | number): Identity => ({
    id: String(value),
    value: asMember(String(value)),
  });
  const of = (value: Json | undefined): Identity | undefined => {
    if (typeof value === 'number') count = Math.max(count, value);
    if (typeof value === 'number') return accepts(String(value)) ? named(value) : undefined;
    return typeof value === 'string' && value !== '' && accepts(value) ? named(value) : undefined;
  };
  return {
    of,
    next(place, members) {
      let left = tries;
      const counted = () => (count += 1);
      for (const id of isWhole ? numbers(place) : texts(looks, { members, place }, counted)) {
        if (left === 0) return undefined;
        left -= 1;
        // things may be there that were not counted, because the description was loaded again
        if (place.byId.has(id)) count = Math.max(count, place.byId.size);
        else if (accepts(id)) return named(id);
      }
      return undefined;
    },
  };

  function* numbers(place: Pick<Place, 'byId'>): Iterable<string> {
    const least = Math.ceil(minimumOf(naming));
    if (count === 0 || place.byId.has(String(count + 1))) count = Math.max(count, highestIn(place));
    count = Math.max(count, least - 1) + 1;
    yield String(count);
    // where the schema allows no higher one, those that are free again, in turn
    for (let turn = 0; turn < tries; turn += 1) {
      again = (again + 1) % (tries / 2);
      yield String(least + again);
    }
  }
}

/** The highest number that names a thing of a place. */
function highestIn({ byId }: Pick<Place, 'byId'>): number {
  let highest = 0;
  for (const id of byId.keys()) if (Number(id) > highest) highest = Number(id);
  return highest;
}

/** The least number that may name a thing. */
const minimumOf = (naming: Naming): number =>
  Math.max(...flatsOf(naming).map(({ minimum = 1 }) => minimum));

/** All schemas of what names a thing. */
const flatsOf = ({ flats, parameters }: Naming): readonly FlatSchema[] => [
  ...flats,
  ...parameters.flatMap(({ schema }) => schema.alternatives()),
];

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ulid = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** What the identifiers of a kind of thing look like. */
type Looks = {
  readonly isUuid: boolean;
  readonly isUlid: boolean;
  readonly isSlug: boolean;
  readonly examples: readonly string[];
  readonly patterns: readonly string[];
  readonly minLength: number;
  readonly random: Random;
};

function looksOf(naming: Naming): Looks {
  const { examples: given, name, random } = naming;
  const all = flatsOf(naming);
  const has = (format: string) => all.some((flat) => flat.format === format);
  const examples = given.filter((each): each is string => typeof each === 'string');
  const words = wordsOf(name);
  const isNamed = (...names: readonly string[]) => words.some((word) => names.includes(word));
  return {
    isUuid: has('uuid') || isNamed('uuid', 'guid') || examples.some((each) => uuid.test(each)),
    isUlid: has('ulid') || isNamed('ulid') || examples.some((each) => ulid.test(each)),
    isSlug: isNamed('slug', 'name', 'handle', 'path'),
    patterns: all.flatMap((flat) => flat.patterns),
    minLength: Math.max(0, ...all.map(({ minLength = 0 }) => minLength)),
    ...{ examples, random },
  };
}

/** Texts that may name a thing, the likeliest first. */
function* texts(
  looks: Looks,
  { members, place: { byId } }: { readonly members: Members; readonly place: Pick<Place, 'byId'> },
  count: () => number,
): Iterable<string> {
  const { examples, patterns, minLength, random } = looks;
  const uuids = () => repeatedly(() => newUuid(random, byId));
  if (looks.isUuid) yield* uuids();
  if (looks.isUlid) yield* repeatedly(() => randomUlid(random));
  if (looks.isSlug) yield* slugsOf(members);
  for (const example of examples) yield* repeatedly(() => alike(example, count(), random));
  // a pattern that is as wide as that says nothing of its own
  yield* patterns.length > 0 ? [newUuid(random, byId)] : [];
  for (const pattern of patterns) {
    const [sample = ''] = textsMatching(pattern, 40).filter((text) => /\d/.test(text));
    if (sample !== '') yield* repeatedly(() => counted(sample, count()));
    yield* textsMatching(pattern, 40);
  }
  yield* uuids();
  yield* repeatedly(() => count().toString(36).padStart(minLength, '0'));
}

function* repeatedly(make: () => string): Iterable<string> {
  for (let turn = 0; turn < 12; turn += 1) yield make();
}

/** The title of a thing in plain letters, then with a number. */
function* slugsOf(members: Members): Iterable<string> {
  const title = ['title', 'name', 'label', 'subject', 'displayName', 'display_name']
    .map((name) => members[name])
    .find((value) => typeof value === 'string');
  const slug = (title ?? '')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, '');
  if (slug === '') return;
  yield slug;
  for (let number = 2; number < 50; number += 1) yield `${slug}-${number}`;
}

/** Another text that looks like an example: with another number, or other letters at its end. */
function alike(example: string, number: number, random: Random): string {
  if (/\d$/.test(example) && !/[a-z]\d+[a-z]/i.test(example)) return counted(example, number);
  const [, before = '', end = ''] = /^(.*[-_.:/])?(.+)$/s.exec(example) ?? [];
  const pick = (letters: string) => letters[Math.floor(random() * letters.length)]!;
  return (
    before +
    end
      .replaceAll(/[a-z]/g, () => pick(/^[0-9a-f]+$/.test(end) ? 'abcdef' : lower))
      .replaceAll(/[A-Z]/g, () => pick(/^[0-9A-F]+$/.test(end) ? 'ABCDEF' : lower.toUpperCase()))
      .replaceAll(/\d/g, () => pick('123456789'))
  );
}

const lower = 'abcdefghijklmnopqrstuvwxyz';

/** A text with another number in place of its last one. */
const counted = (text: string, number: number): string =>
  text.replace(/\d+(?=\D*$)/, (digits) =>
    String(Number(digits.slice(0, 15)) + number).padStart(digits.length, '0'),
  );

function randomUuid(random: Random): string {
  const hex = (length: number) =>
    Math.floor(random() * 16 ** length)
      .toString(16)
      .padStart(length, '0');
  const variant = '89ab'[Math.floor(random() * 4)]!;
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${variant}${hex(3)}-${hex(6)}${hex(6)}`;
}

/** A UUID that nothing has; the same seed makes the same ones again. */
function newUuid(random: Random, taken: ReadonlyMap<string, unknown>): string {
  let made = randomUuid(random);
  while (taken.has(made)) made = randomUuid(random);
  return made;
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** @see https://github.com/ulid/spec */
function randomUlid(random: Random): string {
  let [time, text] = [Date.now(), ''];
  for (let digit = 0; digit < 10; digit += 1) {
    text = crockford[time % 32]! + text;
    time = Math.floor(time / 32);
  }
  return Array.from({ length: 16 }).reduce<string>(
    (before) => before + crockford[Math.floor(random() * 32)]!,
    text,
  );
}
