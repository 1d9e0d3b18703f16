import type { Operation, Parameter } from '../contract/model.ts';

/** Names that say how many elements a list may have at most. */
const limits =
  /^_?(?:limit|per_?page|page_?size|size|take|count|max_?results|first|\$top|page\[size\])$/i;
/** Names that say by a number where a page of a list begins. */
const pages =
  /^_?(?:offset|skip|start|from|page|page_?number|page\[number\]|page\[offset\]|\$skip)$/i;
/** Names that say by a value of the page before where the next one begins. */
const cursors =
  /^(?:cursor|after|next|next_?cursor|page_?token|next_?token|continuation_?token|starting_?after|page\[(?:cursor|after)\])$/i;
/** Names of query parameters that do not select by the value of a member. */
const selecting =
  /^_?(?:q|query|search|sort|order|fields|include|expand|filter|cursor|after|before|locale|lang|page)/i;
/** Names that say so with brackets: `filter[status]`, `filter[status][eq]`. */
const bracketed = /^(?:filter|where)\[([^[\]]+)\](?:\[eq\])?$/i;

/** A query parameter that may select things by the value of a member. */
export type Filter = {
  readonly parameter: string;
  /** The name of the member. */
  readonly member: string;
  /** Whether the value is a member of the parameter, which is an object: `filter` with `status` in it. */
  readonly isInside?: boolean;
};

/** The query parameter that says how many elements a list may have at most. */
export const limitOf = (operation: Operation): Parameter | undefined =>
  queryOf(operation).find(
    ({ name, schema }) => limits.test(name) && isNumber(schema, 1) && !isMember(operation, name),
  );

/** Whether the listed things have a member of a name, so that a parameter may select by it: `size`. */
const isMember = ({ responses }: Operation, name: string): boolean =>
  responses
    .filter(({ status }) => status.startsWith('2'))
    .flatMap(({ content }) => content.flatMap(({ schema }) => schema?.alternatives() ?? []))
    .flatMap((flat) => [flat, ...[...flat.properties.values()].flatMap((member) => member())])
    .flatMap(({ items }) => (items ? items() : []))
    .some(({ properties }) => properties.has(name));

/** The query parameter that says with a number before which element a page ends: `_end` beside `_start`. */
export const endOf = (operation: Operation): Parameter | undefined =>
  queryOf(operation).find(({ name, schema }) => name === '_end' && isNumber(schema, 2));

/** Whether a parameter begins a span, and no page: `from` beside `to`. */
const isSpan = (operation: Operation, name: string): boolean =>
  /^(?:start|from)$/i.test(name) &&
  queryOf(operation).some((other) => /^(?:end|to|until|till|stop)$/i.test(other.name));

/** How requests ask for a page of a list by a number. */
export type Page = {
  readonly name: string;
  /** Its value for the second element, where a page has one. */
  readonly second: number;
  /** Whether the description says from which number pages are counted. */
  readonly isSure: boolean;
};

/** The query parameter that says where a page of a list begins. */
export function pageOf(operation: Operation): Page | undefined {
  const found = queryOf(operation).find(
    ({ name, schema }) =>
      pages.test(name) &&
      isNumber(schema, 2) &&
      !isMember(operation, name) &&
      !isSpan(operation, name),
  );
  if (!found) return undefined;
  const { name, schema } = found;
  const isCounted = /page/i.test(name) && !/offset/i.test(name);
  if (!isCounted) return { name, second: 1, isSure: true };
  const [flat] = schema.alternatives();
  const first = flat?.minimum ?? flat?.defaults.find((one) => typeof one === 'number');
  return { name, second: first === 0 ? 1 : 2, isSure: first === 0 || first === 1 };
}

/** The query parameter that takes the value with which a page of a list names the next one. */
export const cursorOf = (operation: Operation): string | undefined =>
  queryOf(operation).find(({ name }) => cursors.test(name) && !isMember(operation, name))?.name;

/** The query parameters that may select things by the value of a member of the same name. */
export const filtersOf = (operation: Operation | undefined): readonly Filter[] =>
  operation
    ? queryOf(operation).flatMap((parameter): readonly Filter[] => {
        const { name, schema } = parameter;
        const member = bracketed.exec(name)?.[1];
        const [flat] = schema.alternatives();
        if (/^(?:filter|where)$/i.test(name) && parameter.style === 'deepObject')
          return [...(flat?.properties.keys() ?? [])].map((inner) => ({
            ...{ parameter: name, member: inner, isInside: true },
          }));
        if (member === undefined && (selecting.test(name) || isPaging(operation, name))) return [];
        return schema.alternatives().some(({ types }) => types.some((type) => plain.has(type)))
          ? [{ parameter: name, member: member ?? name }]
          : [];
      })
    : [];

const plain = new Set(['string', 'number', 'integer', 'boolean']);

const isPaging = (operation: Operation, name: string): boolean =>
  (limits.test(name) || pages.test(name) || cursors.test(name)) && !isMember(operation, name);

const queryOf = ({ parameters }: Operation): readonly Parameter[] =>
  parameters.filter(({ in: place }) => place === 'query');

const isNumber = (schema: Parameter['schema'], value: number): boolean =>
  schema
    .alternatives()
    .some(({ types }) => types.includes('integer') || types.includes('number')) &&
  schema.validate(value).length === 0;
