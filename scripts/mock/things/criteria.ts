import type { Operation, Parameter } from '../../../conformance/core/contract/model.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import { isObject } from '../../../conformance/core/pointer.ts';
import { plainName } from '../../../conformance/core/resources/names.ts';
import type { Alternatives, FlatSchema } from '../../../conformance/core/schema/model.ts';
import type { Kind } from './kind.ts';
import type { Query } from './select.ts';

/** Objects in a body that hold criteria, those that hold a page, and those that say an order. */
const holders = /^(?:filters?|where|criteria|query|conditions?|match|options|params)$/;
const pages = /^(?:page|paging|pagination)$/;
const orders = /^(?:sort|sorting|order|orderby|sortby)$/;
/** Ends of a range. */
const ends = /^(?:min|max|gte?|lte?|from|to|since|until|after|before|start|end)$/;

const known = new WeakMap<Operation, Operation>();

/**
 * An operation that lists things by the criteria in its body, as one that takes them from its query:
 * `{"filter": {"status": "open"}, "page": {"size": 5}}` has the parameters `status` and `page[size]`.
 */
export const withCriteria = (operation: Operation, kind: Kind): Operation =>
  operation.requestBody
    ? cached(known, operation, () => ({
        ...operation,
        parameters: [...operation.parameters, ...parametersOf(operation, kind)],
      }))
    : operation;

function parametersOf({ requestBody, parameters }: Operation, kind: Kind): readonly Parameter[] {
  const [flat] = requestBody?.content.find(({ schema }) => schema)?.schema?.alternatives() ?? [];
  const found = new Map(flat ? slotsOf(flat, kind) : []);
  for (const { name } of parameters) found.delete(name);
  return [...found].map(([name, alternatives]) => {
    const { source } = alternatives()[0];
    const schema = { source, alternatives, validate: () => [] };
    return {
      ...{ name, in: 'query', required: false, style: 'form', explode: true },
      ...{ schema, examples: [], source },
    };
  });
}

/** The criteria that a schema has, by the names that query parameters have. */
function slotsOf(flat: FlatSchema, kind: Kind): readonly (readonly [string, Alternatives])[] {
  // what lists no members takes those of the things
  if (flat.properties.size === 0 && flat.types.includes('object'))
    return kind.flats.flatMap(({ properties }) => [...properties]);
  return [...flat.properties].flatMap(([name, alternatives]) => {
    const [inner] = alternatives();
    const plain = plainName(name);
    if (!inner.types.includes('object') || orders.test(plain))
      return [[name, alternatives] as const];
    if (holders.test(plain)) return slotsOf(inner, kind);
    return [...inner.properties].map(([own, each]) => [nameOf(name, own), each] as const);
  });
}

/** The name that a member of an object has as a parameter. */
function nameOf(name: string, own: string): string {
  if (pages.test(plainName(name)))
    return /^(?:number|size|offset|cursor|after)$/.test(own) ? `page[${own}]` : own;
  return ends.test(own.toLowerCase()) ? `${name}_${own}` : own;
}

/** The criteria of a request, from its query and its body. */
export function criteriaIn(
  { requestBody }: Operation,
  query: Query,
  body: Json | undefined,
): Query {
  return requestBody && isObject(body) ? { ...query, ...valuesIn(body as Query) } : query;
}

const valuesIn = (body: Query): Query =>
  Object.fromEntries(
    Object.entries(body).flatMap(([name, value]): readonly (readonly [string, Json])[] => {
      const plain = plainName(name);
      if (value === null) return [];
      if (orders.test(plain)) return [[name, [value].flat().map(orderOf)]];
      if (!isObject(value)) return [[name, value]];
      if (holders.test(plain)) return Object.entries(valuesIn(value as Query));
      return Object.entries(value).map(([own, each]) => [nameOf(name, own), each as Json]);
    }),
  );

/** An order as a query writes it: `title:desc` for `{"field": "title", "direction": "desc"}`. */
function orderOf(value: Json): Json {
  if (!isObject(value)) return value;
  const members = Object.entries(value);
  const named = (names: RegExp) => members.find(([name]) => names.test(plainName(name)))?.[1];
  const field = named(/^(?:field|by|name|key|property|column|attribute)$/);
  const way = named(/^(?:order|direction|dir|type)$/);
  if (field !== undefined) return way === undefined ? String(field) : `${field}:${way}`;
  return members.map(([name, each]) => `${name}:${each === -1 ? 'desc' : each}`).join();
}
