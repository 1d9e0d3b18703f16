import type { Operation, Parameter } from '../../../conformance/core/contract/model.ts';
import { textsMatching } from '../../../conformance/core/instances/text.ts';
import type { Json } from '../../../conformance/core/json.ts';
import {
  cursorOf,
  endOf,
  limitOf,
  pageOf,
} from '../../../conformance/core/resources/list-parameters.ts';
import type { Row } from './ordered.ts';
import type { Query } from './select.ts';
import type { Thing } from './thing.ts';

/** A part of a list. */
export type Page = {
  readonly things: readonly Thing[];
  /** How many things all pages have together. */
  readonly total: number;
  /** The index of the first one. */
  readonly from: number;
  /** How many a page has at most. */
  readonly size: number;
  /** The values of the query parameters for the next page and the one before, where there are such. */
  readonly next?: Turn | undefined;
  readonly previous?: Turn | undefined;
  /** The same for the first page and the last one. */
  readonly first?: () => Turn | undefined;
  readonly last?: () => Turn | undefined;
  /** A cursor that no page has. */
  readonly unknown?: string | undefined;
};

/** The parameter that asks for another page, and its value. */
export type Turn = { readonly parameter: string; readonly value: Json };

/** Cuts a list into pages, as far as query parameters of the operation do that. */
export type Paging = {
  readonly pageIn: (things: Row<Thing>, query: Query) => Page;
  /** The number of a page, counted as its parameter does. */
  readonly numberOf: (page: Page) => number;
  readonly parameters: readonly string[];
};

/** How many things a page has where pages are documented, and their size is not. */
const usualSize = 20;

/**
 * Reads how an operation pages its list: by the number of a page, by an offset, or by a cursor.
 * @param most how many elements the schema of the list allows
 */
export function pagingOf(operation: Operation, most = Infinity): Paging {
  const limit = limitOf(operation);
  const start = pageOf(operation);
  const cursor = cursorOf(operation);
  const end = endOf(operation)?.name;
  const parameterOf = (name: string | undefined) =>
    operation.parameters.find((one) => one.in === 'query' && one.name === name);
  const isPaged = start !== undefined || cursor !== undefined;
  const usual = defaultOf(limit) ?? (isPaged ? Math.min(usualSize, maximumOf(limit)) : Infinity);
  const isCounted = start && /page/i.test(start.name) && !/offset/i.test(start.name);
  const counted = isCounted ? parameterOf(start.name) : undefined;
  const first = counted ? (defaultOf(counted) ?? minimumOf(counted) ?? 1) : 0;
  const byCursor = cursor === undefined ? undefined : codecFor(parameterOf(cursor)!);

  function fromOf(query: Query, size: number, things: Row<Thing>): number | string {
    const asked = start && query[start.name];
    if (typeof asked === 'number')
      return counted ? Math.max(0, asked - first) * size : Math.max(0, asked);
    const text = cursor === undefined ? undefined : query[cursor];
    if (text === undefined || text === '') return 0;
    const known = byCursor?.decode(String(text));
    if (known !== undefined) return known;
    // some servers take the last thing of a page for the cursor
    const index = things.all().findIndex(({ id }) => id === String(text));
    return index < 0 ? String(text) : index + 1;
  }

  /** How many things a request asks for that says where they end. */
  function lengthOf(query: Query, from: number): number | undefined {
    const before = end === undefined ? undefined : query[end];
    return typeof before === 'number' ? Math.max(0, before - from) : undefined;
  }

  const turn = (from: number, size: number, things: Row<Thing>): Turn | undefined => {
    if (counted && Number.isFinite(size))
      return { parameter: counted.name, value: first + Math.floor(from / size) };
    if (start && !counted) return { parameter: start.name, value: from };
    if (cursor === undefined) return undefined;
    const [before] = things.slice(from - 1, from).map(({ id }) => id);
    const value = byCursor ? byCursor.encode(from) : before;
    return value === undefined ? undefined : { parameter: cursor, value };
  };

  return {
    pageIn(things, query) {
      const asked = limit && query[limit.name];
      const wanted = typeof asked === 'number' && asked >= 0 ? asked : usual;
      const found = fromOf(query, Math.min(wanted, most), things);
      const from = typeof found === 'number' ? found : things.length;
      const size = Math.min(lengthOf(query, from) ?? wanted, most);
      return {
        unknown: typeof found === 'number' ? undefined : found,
        things: things.slice(from, from + size),
        ...{ total: things.length, from, size },
        next: from + size < things.length ? turn(from + size, size, things) : undefined,
        previous: from > 0 ? turn(Math.max(0, from - size), size, things) : undefined,
        first: () => turn(0, size, things),
        last: () => turn(lastOf(things.length, size), size, things),
      };
    },
    numberOf: ({ from, size }) =>
      (counted ? first : 1) + (Number.isFinite(size) && size > 0 ? Math.floor(from / size) : 0),
    parameters: [limit?.name, start?.name, end, cursor].filter((name) => name !== undefined),
  };
}

/** The index with which the last page begins. */
const lastOf = (total: number, size: number): number =>
  Number.isFinite(size) && size > 0 ? Math.max(0, Math.ceil(total / size) - 1) * size : 0;

const defaultOf = (parameter: Parameter | undefined): number | undefined =>
  parameter?.schema
    .alternatives()
    .flatMap(({ defaults }) => defaults)
    .find((value) => typeof value === 'number');

const maximumOf = (parameter: Parameter | undefined): number =>
  parameter?.schema.alternatives()[0].maximum ?? Infinity;

const minimumOf = (parameter: Parameter): number | undefined =>
  parameter.schema.alternatives()[0].minimum;

type Codec = {
  readonly encode: (from: number) => Json;
  readonly decode: (text: string) => number | undefined;
};

/** Cursors that the schema of a parameter allows; `undefined` if only identifiers of things may be. */
function codecFor({ schema }: Parameter): Codec | undefined {
  const flats = schema.alternatives();
  const isNumber = flats.every(({ types }) => !types.includes('string'));
  const samples = flats
    .flatMap(({ patterns }) => patterns)
    .flatMap((pattern) => textsMatching(pattern, 40))
    .filter((text) => /^\D*\d+\D*$/.test(text));
  const written = samples.map((sample) => /^(\D*)\d+(\D*)$/.exec(sample)!);
  const codecs: readonly Codec[] = [
    ...(isNumber ? [] : [opaque]),
    framed('', '', isNumber),
    ...written.map(([, before = '', after = '']) => framed(before, after, false)),
  ];
  return codecs.find(({ encode }) =>
    [1, 20, 12_345].every((from) => schema.validate(encode(from)).length === 0),
  );
}

const opaque: Codec = {
  encode: (from) => Buffer.from(`from:${from}`).toString('base64url'),
  decode(text) {
    const [, from] = /^from:(\d+)$/.exec(Buffer.from(text, 'base64url').toString()) ?? [];
    return from === undefined ? undefined : Number(from);
  },
};

const framed = (before: string, after: string, isNumber: boolean): Codec => ({
  encode: (from) => (isNumber ? from : `${before}${from}${after}`),
  decode(text) {
    const inner = text.slice(before.length, text.length - after.length);
    return text === before + inner + after && /^\d+$/.test(inner) ? Number(inner) : undefined;
  },
});
