import type { Json } from '../../../conformance/core/json.ts';
import type { Parameter } from '../../../conformance/core/contract/model.ts';
import { percentDecode } from '../../../conformance/core/http/percent.ts';
import { matches, textsMatching } from '../../../conformance/core/instances/text.ts';
import { wordsOf } from '../../../conformance/core/resources/names.ts';
import type { FlatSchema } from '../../../conformance/core/schema/model.ts';
import { isForbidden } from '../../../conformance/core/schema/model.ts';
import { randomNumbers, type Random } from '../respond/random.ts';
import type { Counters } from './counters.ts';
import { idOf, type Parts } from './naming.ts';
import type { Members } from './thing.ts';

/** What a thing is named by: in a path, and by one of its members. */
export type Identity = {
  readonly id: string;
  readonly value: Json;
  /** The values of the other parameters, where several name a thing together. */
  readonly above?: readonly string[];
};

/** What says how the things of a kind are named. */
export type Naming = {
  /** The path parameters that name one: operations may describe them otherwise. */
  readonly parameters: readonly Pick<Parameter, 'schema'>[];
  /** The schemas of the member that holds the identifier. */
  readonly flats: readonly FlatSchema[];
  /** The name of that member, or of the parameter. */
  readonly name: string;
  /** Documented identifiers. */
  readonly examples: readonly Json[];
  /** Documented identifiers of nothing: no thing may have them. */
  readonly missing?: ReadonlySet<string>;
  /** The same seed makes the same identities again. */
  readonly seed: string;
  readonly counters: Counters;
};

/** The things that have an identity, by it. */
export type Taken = { readonly byId: ReadonlyMap<string, unknown> };

export type Identities = {
  /**
   * A new identity for a thing of a place; `undefined` if none can be made.
   * @param parts where several parameters name a thing, the values of those before the last one
   */
  readonly next: (place: Taken, members: Members, parts?: Parts) => Identity | undefined;
  /** The identity that the values of all parameters are, if they can be one. */
  readonly of: (parts: Parts) => Identity | undefined;
};

/** The most identities that are tried. */
const tries = 100;

const none: ReadonlySet<string> = new Set();

/** Makes identities of the type that the schemas and examples of a kind of thing show. */
export function createIdentities(naming: Naming): Identities {
  const { parameters, flats, counters, missing = none } = naming;
  const types = flats.flatMap((flat) => flat.types);
  const isNumber = (all: readonly string[]) =>
    (all.includes('integer') || all.includes('number')) && !all.includes('string');
  const asMember = (id: string): Json => (isNumber(types) ? Number(id) : id);
  // one operation may take a number for what another one takes a text for
  const taking = parameters.map(({ schema }) => ({
    schema,
    asNumber: isNumber(schema.alternatives().flatMap((flat) => flat.types)),
  }));
  const accepts = (id: string): boolean =>
    !missing.has(id) &&
    taking.every(
      ({ schema, asNumber }) => !isForbidden(schema.validate(asNumber ? Number(id) : id)),
    );
  const isWhole = types.length > 0 ? isNumber(types) : taking.some(({ asNumber }) => asNumber);
  const looks = looksOf(naming);

  const named = (value: string | number): Identity => ({
    id: String(value),
    value: asMember(String(value)),
  });
  const of = (value: Json | undefined): Identity | undefined => {
    if (typeof value === 'number') counters.count = Math.max(counters.count, value);
    if (typeof value === 'number') return accepts(String(value)) ? named(value) : undefined;
    return typeof value === 'string' && value !== '' && accepts(value) ? named(value) : undefined;
  };
  return {
    of: (parts) => below(of(parts.at(-1)), parts),
    next: (place, members, parts = [undefined]) =>
      below(next(parts.length > 1 ? besides(place, parts) : place, members), parts),
  };

  function next(place: Taken, members: Members): Identity | undefined {
    let left = tries;
    const counted = () => (counters.count += 1);
    for (const id of isWhole ? numbers(place) : texts(looks, { members, place }, counted)) {
      if (left === 0) return undefined;
      left -= 1;
      // things may be there that were not counted, because the description was loaded again
      if (place.byId.has(id)) counters.count = Math.max(counters.count, place.byId.size);
      else if (accepts(id)) return named(id);
    }
    return undefined;
  }

  function* numbers(place: Taken): Iterable<string> {
    const least = Math.ceil(minimumOf(naming));
    const { count } = counters;
    const isBehind = count === 0 || place.byId.has(String(count + 1));
    const highest = isBehind ? Math.max(count, highestIn(place)) : count;
    counters.count = Math.max(highest, least - 1) + 1;
    while (missing.has(String(counters.count))) counters.count += 1;
    yield String(counters.count);
    // where the schema allows no higher one, those that are free again, in turn
    for (let turn = 0; turn < tries; turn += 1) {
      counters.again = (counters.again + 1) % (tries / 2);
      yield String(least + counters.again);
    }
  }
}

/** An identity with the values of the parameters before the last one. */
function below(identity: Identity | undefined, parts: Parts): Identity | undefined {
  if (!identity || parts.length <= 1) return identity;
  const above = parts.slice(0, -1).map(String);
  return { ...identity, id: idOf([...above, identity.id]), above };
}

/** The things of a place that share the values of all parameters but the last one, by that one. */
function besides({ byId }: Taken, parts: Parts): Taken {
  const start = `${idOf([...parts.slice(0, -1).map(String), ''])}`;
  const shared = [...byId].filter(([id]) => id.startsWith(start));
  return {
    byId: new Map(shared.map(([id, thing]) => [percentDecode(id.slice(start.length)), thing])),
  };
}

/** The highest number that names a thing of a place. */
function highestIn({ byId }: Taken): number {
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

/** That of its specification; the letters of ULIDs are those of Crockford, without U. */
const documentedUlid = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

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
  const { examples: given, name, counters } = naming;
  const numbers = randomNumbers(naming.seed);
  const all = flatsOf(naming);
  const has = (format: string) => all.some((flat) => flat.format === format);
  const examples = [...given, ...all.flatMap((flat) => flat.examples)].filter(
    (each): each is string => typeof each === 'string',
  );
  const patterns = all.flatMap((flat) => flat.patterns);
  const words = wordsOf(name);
  const isNamed = (...names: readonly string[]) => words.some((word) => names.includes(word));
  return {
    isUuid: has('uuid') || isNamed('uuid', 'guid') || examples.some((each) => uuid.test(each)),
    isUlid:
      has('ulid') ||
      isNamed('ulid') ||
      examples.some((each) => ulid.test(each)) ||
      patterns.some((each) => matches(each, documentedUlid) && !matches(each, 'U'.repeat(26))),
    isSlug: isNamed('slug', 'name', 'handle', 'path'),
    patterns,
    minLength: Math.max(0, ...all.map(({ minLength = 0 }) => minLength)),
    examples,
    random: () => numbers(counters.drawn++),
  };
}

/** Texts that may name a thing, the likeliest first. */
function* texts(
  looks: Looks,
  { members, place: { byId } }: { readonly members: Members; readonly place: Taken },
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
    if (sample !== '') yield* repeatedly(() => within(sample, count()));
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
    String(BigInt(digits) + BigInt(Math.trunc(number))).padStart(digits.length, '0'),
  );

/** A text with other digits, as long where it can be: the rest of an API may allow no longer one. */
function within(text: string, number: number): string {
  const digits = text.replaceAll(/\D/g, '');
  const left = [...String(BigInt(digits) + BigInt(number)).padStart(digits.length, '0')];
  return left.length > digits.length
    ? counted(text, number)
    : text.replaceAll(/\d/g, () => left.shift()!);
}

function randomUuid(random: Random): string {
  // with a digit before, all eight are there
  const hex = () =>
    Math.floor((random() + 1) * 2 ** 32)
      .toString(16)
      .slice(1);
  const [first, second, third, fourth] = [hex(), hex(), hex(), hex()];
  const variant = '89ab'[third.charCodeAt(0) % 4]!;
  return `${first}-${second.slice(0, 4)}-4${second.slice(5)}-${variant}${third.slice(1, 4)}-${third.slice(4)}${fourth}`;
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
