import type { Parameter } from '../../../conformance/core/contract/model.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { isObject, pointerOf } from '../../../conformance/core/pointer.ts';
import { plainName, singular } from '../../../conformance/core/resources/names.ts';
import type { FlatSchema } from '../../../conformance/core/schema/model.ts';
import type { Kind } from './kind.ts';
import { memberAt } from './member.ts';
import type { SharedBy } from './naming.ts';
import type { Row } from './ordered.ts';
import { flatsAt } from './shape.ts';
import { knownOf, thingsOf, type Place, type Thing } from './thing.ts';

/** Chooses and orders the things of a list by the value of a query parameter. */
export type Selector = {
  readonly parameter: string;
  readonly apply: Apply;
  /** The member whose value it asks for, where it may do no more. */
  readonly pointer?: string | undefined;
  /** What of a value means nothing. */
  readonly unknownIn?: (value: Json) => readonly string[];
};

type Apply = (things: readonly Thing[], value: Json, query: Query) => readonly Thing[];

export type Query = { readonly [name: string]: Json };

/** The query parameters of a list by what they do. */
export type Selecting = {
  readonly selectors: readonly Selector[];
  /** The parameter that says which members are shown. */
  readonly fields?: string | undefined;
};

const searching = /^(?:q|query|search|search_?(?:term|text|query)|term|keywords?|text|s)$/i;
const sorting = /^_?(?:\$?order_?by|sort|sort_?by|sort_?field|ordering|order)$/i;
const turning = /^_?(?:order|direction|dir|sort_?(?:order|dir|direction)|order_?dir(?:ection)?)$/i;
const showing = /^(?:\$?select|fields(?:\[[^\]]*\])?)$/i;

/** What the query parameters of a list say, as far as their names and schemas say it. */
export function selectingOf(parameters: readonly Parameter[], kind: Kind): Selecting {
  const query = parameters.filter(({ in: place }) => place === 'query');
  const turn = query.find(({ name }) => turning.test(name) && isDirection(name, query));
  const selectors = query.flatMap((parameter): Selector[] => {
    const { name } = parameter;
    if (parameter === turn) return [];
    const filter = filterOf(parameter, kind);
    if (filter) return [{ parameter: name, ...filter }];
    if (searching.test(name)) return [{ parameter: name, apply: search }];
    if (sorting.test(name)) return [{ parameter: name, ...sorterBy(kind, turn?.name) }];
    return [];
  });
  // what orders comes last
  const isSort = ({ parameter }: Selector) => sorting.test(parameter);
  return {
    selectors: [...selectors.filter((one) => !isSort(one)), ...selectors.filter(isSort)],
    fields: query.find(({ name }) => showing.test(name))?.name,
  };
}

/** The names of all parameters that are understood. */
export const understoodBy = ({ selectors, fields }: Selecting, query: readonly Parameter[]) =>
  new Set([
    ...selectors.map(({ parameter }) => parameter),
    ...(fields === undefined ? [] : [fields]),
    ...query.flatMap(({ name }) => (turning.test(name) && isDirection(name, query) ? [name] : [])),
  ]);

/** The values of a query by which nothing can be ordered. */
export const unknownOrders = ({ selectors }: Selecting, query: Query): readonly string[] =>
  selectors.flatMap(({ parameter, unknownIn }) => {
    const value = query[parameter];
    return value === undefined || !unknownIn
      ? []
      : unknownIn(value).map((name) => `there is no "${name}" to sort by`);
  });

/** Whether a parameter says ascending or descending, and another one by what. */
const isDirection = (name: string, query: readonly Parameter[]): boolean =>
  query.some((other) => other.name !== name && sorting.test(other.name));

/**
 * The selected things of a place.
 * @param only a value that all of them have at a pointer
 */
export function selected(
  place: Place,
  { selectors }: Selecting,
  query: Query,
  only?: SharedBy,
): Row<Thing> {
  const asked = selectors.filter(({ parameter }) => query[parameter] !== undefined);
  if (only) {
    const row = place.having(only.pointer, only.value);
    return asked.length === 0 ? row : rowOf(reduced(row, asked, query));
  }
  if (asked.length === 0) return thingsOf(place);
  // most lists are asked for by one value, which an index finds
  const [first, ...others] = asked.toSorted(byIndex(query)) as [Selector, ...Selector[]];
  // an index of a home is about the things of others too
  const value = place.home ? undefined : plainValue(first, query);
  const row = value === undefined ? thingsOf(place) : place.having(first.pointer!, value);
  const rest = value === undefined ? asked : others;
  return rest.length === 0 ? row : rowOf(narrowed(place, row, rest, query));
}

/** What a row has left after other selectors; what was asked for before is known until a thing changes. */
function narrowed(
  place: Place,
  row: Row<Thing>,
  selectors: readonly Selector[],
  query: Query,
): readonly Thing[] {
  const how = place.key + JSON.stringify(query);
  const at = place.home ?? place;
  const known = at.finding(how) as readonly Thing[] | undefined;
  if (known) return known;
  const things = reduced(row, selectors, query);
  at.find(how, things, 8 * things.length);
  return things;
}

const reduced = (row: Row<Thing>, selectors: readonly Selector[], query: Query): readonly Thing[] =>
  selectors.reduce(
    (things, { parameter, apply }) => apply(things, query[parameter]!, query),
    row.all(),
  );

/** Things as a row. */
export const rowOf = (things: readonly Thing[]): Row<Thing> => ({
  length: things.length,
  slice: (from, to) => things.slice(from, to),
  all: () => things,
});

/** Selectors that an index serves come first. */
const byIndex = (query: Query) => (one: Selector, other: Selector) =>
  Number(plainValue(other, query) !== undefined) - Number(plainValue(one, query) !== undefined);

/** The one value that a selector asks for; `undefined` if it asks for more than that. */
function plainValue({ parameter, pointer }: Selector, query: Query): string | undefined {
  const value = query[parameter];
  return pointer === undefined || typeof value === 'object' || any.includes(String(value))
    ? undefined
    : String(value);
}

type Test = (things: readonly Thing[], value: Json) => readonly Thing[];
type Filter = Pick<Selector, 'apply' | 'pointer'>;

/** A filter by the member that has the name of a parameter. */
function filterOf({ name, schema, style }: Parameter, kind: Kind): Filter | undefined {
  const plain = name.replace(/\[\]$/, '');
  if (style === 'deepObject') {
    const members = schema.alternatives().flatMap(({ properties }) => [...properties.keys()]);
    const tests = members.flatMap((member) => {
      const test = filterBy(member, kind)?.apply as Test | undefined;
      return test ? [[member, test] as const] : [];
    });
    return tests.length === 0
      ? undefined
      : {
          apply: (things, value) =>
            tests.reduce((left, [member, test]) => {
              const own = isObject(value) ? (value[member] as Json | undefined) : undefined;
              return own === undefined ? left : test(left, own);
            }, things),
        };
  }
  return filterBy(/^filter\[([^\]]+)\]$/.exec(plain)?.[1] ?? plain, kind);
}

/** Names of parameters that give an end of a range of a member. */
const ranges: readonly (readonly [pattern: RegExp, isLeast: boolean])[] = [
  [/^(?:min|from|since|after)[_-]?(.+)$/i, true],
  [/^(?:max|until|before)[_-]?(.+)$/i, false],
  [/^(.+?)[_.[-]*(?:gte?|min|from|since|after|start)\]?$/i, true],
  [/^(.+?)[_.[-]*(?:lte?|max|to|until|before|end)\]?$/i, false],
];

function filterBy(name: string, kind: Kind): Filter | undefined {
  const member = memberNamed(name, kind) ?? listNamed(name, kind);
  if (member) return { apply: equalTo(member), pointer: member.pointer };
  if (/^(?:ids|uuids|keys|slugs)$/i.test(name) && kind.identifier !== undefined)
    return { apply: equalTo({ pointer: kind.identifier, flats: [] }) };
  for (const [pattern, isLeast] of ranges) {
    const base = pattern.exec(name)?.[1];
    const ranged = base === undefined ? undefined : rangedMember(base, kind);
    if (ranged) return { apply: within(ranged.pointer, isLeast) };
  }
  return undefined;
}

/** The member of a range: `createdAt` and `dueDate` for `createdAfter` and `due_before`, too. */
function rangedMember(name: string, kind: Kind): Member | undefined {
  for (const ending of ['', 'at', 'date', 'on', 'time']) {
    const member = memberNamed(`${name}${ending}`, kind);
    if (member) return member;
  }
  return undefined;
}

type Member = { readonly pointer: string; readonly flats: readonly FlatSchema[] };

/** The member of a thing with a name, whatever its spelling; also one of its `attributes`. */
function memberNamed(name: string, { flats }: Kind): Member | undefined {
  const plain = plainName(name);
  for (const above of [[], ['attributes']])
    for (const flat of flats.flatMap((each) => flatsAt(() => [each], above)))
      for (const [member, alternatives] of flat.properties)
        if (plainName(member) === plain)
          return { pointer: pointerOf([...above, member]), flats: alternatives() };
  return undefined;
}

/** The list that has one of its values a name: `tags` for `tag`. */
const listNamed = (name: string, { flats }: Kind): Member | undefined =>
  flats
    .flatMap(({ properties }) => [...properties])
    .filter(([member]) => singular(plainName(member)) === plainName(name))
    .map(([member, alternatives]) => ({ pointer: pointerOf([member]), flats: alternatives() }))
    .find((found) => found.flats.some(({ types }) => types.includes('array')));

/** Words that leave a filter open. */
const any = ['all', 'any', '*', ''];

function equalTo({ pointer, flats }: Member): Test {
  const values = flats.flatMap(({ enum: each }) => each ?? []);
  return (things, value) => {
    const wanted = (Array.isArray(value) ? (value as Json[]) : [value]).map(String);
    const isOpen = wanted.some((one) => any.includes(one) && !values.includes(one));
    return isOpen
      ? things
      : things.filter(({ members }) => {
          const own = memberAt(members, pointer);
          return Array.isArray(own)
            ? own.some((each) => wanted.includes(String(each)))
            : own !== undefined && wanted.includes(String(own));
        });
  };
}

const within =
  (pointer: string, isLeast: boolean): Test =>
  (things, value) =>
    things.filter(({ members }) => {
      const own = memberAt(members, pointer);
      if (own === undefined || own === null) return false;
      return isLeast ? compared(own, value) >= 0 : compared(own, value) <= 0;
    });

/** Things that have a text in one of their values. */
const search: Test = (things, value) => {
  const wanted = String(value).toLowerCase();
  const textOf = (thing: Thing) =>
    knownOf(
      thing,
      search,
      () => textsIn(thing.members, 3).toLowerCase(),
      (text) => text.length,
    );
  return things.filter((thing) => textOf(thing).includes(wanted));
};

/** All texts in a value, each in a line. */
function textsIn(value: Json, depth: number): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || depth === 0) return '';
  return Object.values(value)
    .map((inner) => textsIn(inner as Json, depth - 1))
    .filter((text) => text !== '')
    .join('\n');
}

/** A member to sort by, and which way. */
type Order = { readonly name: string; readonly member: Member | undefined; readonly way: string };

/** The orders in a value: `name`, `-name`, `name:desc`, `name desc` or `name_desc`; several divided by commas. */
const ordersIn = (value: Json, kind: Kind): readonly Order[] =>
  (Array.isArray(value) ? (value as Json[]) : String(value).split(',')).map((each) => {
    const [, sign, name = '', said = ''] =
      /^([-+]?)(.+?)(?:[\s:_.](asc|desc|ascending|descending))?$/i.exec(String(each).trim()) ?? [];
    return { name, member: memberNamed(name, kind), way: sign === '-' ? 'desc' : said };
  });

function sorterBy(
  kind: Kind,
  turn: string | undefined,
): Required<Pick<Selector, 'apply' | 'unknownIn'>> {
  return {
    unknownIn: (value) =>
      ordersIn(value, kind).flatMap(({ name, member }) => (member || name === '' ? [] : [name])),
    apply(things, value, query) {
      const turned = turn === undefined ? '' : String(query[turn] ?? '');
      const orders = ordersIn(value, kind).flatMap(({ member, way }) =>
        member ? [{ ...member, factor: /^desc/i.test(way || turned) ? -1 : 1 }] : [],
      );
      if (orders.length === 0) return things;
      return things.toSorted((one, other) => {
        for (const { pointer, factor } of orders) {
          const order = compared(memberAt(one.members, pointer), memberAt(other.members, pointer));
          if (order !== 0) return order * factor;
        }
        return 0;
      });
    },
  };
}

/** An order of values: numbers by size, moments by time, texts by letters; nothing comes first. */
function compared(one: Json | undefined, other: Json | undefined): number {
  if (one === other) return 0;
  if (one === undefined || one === null) return -1;
  if (other === undefined || other === null) return 1;
  const [first, second] = [numberOf(one), numberOf(other)];
  if (!Number.isNaN(first) && !Number.isNaN(second)) return first - second;
  const [a, b] = [String(one), String(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}

const numberOf = (value: Json): number =>
  typeof value === 'string'
    ? /^\d{4}-\d\d-\d\d/.test(value)
      ? Date.parse(value)
      : value.trim() === ''
        ? Number.NaN
        : Number(value)
    : Number(value);

/** A value with the named members only, if any are named, and those that its schema requires. */
export function withFields(
  value: Json,
  fields: Json | undefined,
  flats: readonly FlatSchema[],
): Json {
  if (!isObject(value) || fields === undefined) return value;
  const names = (Array.isArray(fields) ? (fields as Json[]).map(String) : String(fields).split(','))
    .map((name) => plainName(name.trim()))
    .filter((name) => name !== '');
  const required = new Set(flats.flatMap((flat) => flat.required));
  return Object.fromEntries(
    Object.entries(value).filter(([name]) => required.has(name) || names.includes(plainName(name))),
  ) as Json;
}
