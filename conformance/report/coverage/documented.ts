import type { SchemaLocation } from '../../generators/schema-locations.ts';
import { anyElement, ruleKey } from '../../core/http/rule-key.ts';
import { isJson } from '../../core/http/media-type.ts';
import type { Contract, NamedExample, Operation, Response } from '../../core/contract/model.ts';
import type { Rule } from '../../core/http/request-part.ts';
import type { FlatSchema, Alternatives } from '../../core/schema/model.ts';
import type { Source } from '../../core/source.ts';
import type { CoverageItem } from '../record.ts';
import { escapeToken } from '../../core/pointer.ts';

/** An item of the contract, without its coverage. Kind and name are unique in its operation. */
export type DocumentedItem = Omit<CoverageItem, 'state'>;

/** All items of an operation that coverage counts or shows. */
export function* documentedBy(
  operation: Operation,
  locations: readonly SchemaLocation[],
  at: Contract['place'],
): Iterable<DocumentedItem> {
  const seen = new Set<string>();
  const once = function* (item: DocumentedItem): Iterable<DocumentedItem> {
    const key = `${item.kind} ${item.name}`;
    if (!seen.has(key)) yield item;
    seen.add(key);
  };
  yield { kind: 'operation', name: operation.id, source: at(operation.source), counts: true };
  for (const parameter of operation.parameters)
    yield* once({
      kind: 'parameter',
      name: `${parameter.in}/${parameter.name}`,
      source: at(parameter.source),
      counts: true,
    });
  for (const { name, source } of examplesOfRequests(operation))
    yield* once({ kind: 'example', name, source: at(source), counts: true });
  for (const { in: place, pointer, flat } of locations) {
    if (place === 'body' && pointer !== '' && !/\/\d+$/.test(pointer))
      yield* once({
        kind: 'member',
        name: `request body ${anyElement(pointer)}`,
        source: at(flat.source),
        counts: true,
      });
  }
  for (const { name, source } of rulesOf(operation, locations))
    yield* once({ kind: 'rule', name, source: at(source), counts: true });
  for (const response of operation.responses) {
    // a run can't make a server fail
    yield {
      kind: 'status',
      name: response.status,
      source: at(response.source),
      counts: !response.status.startsWith('5'),
    };
    for (const { name, source } of examplesOf(response))
      yield* once({ kind: 'example', name, source: at(source), counts: false });
    for (const { pointer, source } of response.content.flatMap(({ schema }) =>
      schema ? [...membersIn(schema.alternatives, '')] : [],
    )) {
      yield* once({
        kind: 'member',
        name: `answer ${response.status} ${pointer}`,
        source: at(source),
        counts: false,
      });
    }
  }
}

type Named = { readonly name: string; readonly source: Source };

/** The name of an example, for the contract and for a sent request alike. */
export const requestExample = (place: string, { name }: NamedExample): string =>
  `request ${place} ${name}`;
export const answerExample = (status: string, { name }: NamedExample): string =>
  `answer ${status} ${name}`;

function examplesOfRequests({ parameters, requestBody }: Operation): Named[] {
  return [
    ...(requestBody?.content ?? []).flatMap(({ examples }) =>
      examples.map((example) => ({
        name: requestExample('body', example),
        source: example.source,
      })),
    ),
    ...parameters.flatMap(({ in: place, name, examples }) =>
      examples.map((example) => ({
        name: requestExample(`${place}/${name}`, example),
        source: example.source,
      })),
    ),
  ];
}

const examplesOf = ({ status, content }: Response): Named[] =>
  content.flatMap(({ examples }) =>
    examples.map((example) => ({ name: answerExample(status, example), source: example.source })),
  );

/** Every rule that a request can break. */
function* rulesOf(
  { requestBody, security, source }: Operation,
  locations: readonly SchemaLocation[],
): Iterable<Named> {
  const named = (place: Rule['in'], pointer: string, keyword: string, where: Source) => ({
    name: ruleKey({ in: place, pointer, keyword }),
    source: where,
  });
  if (security.length > 0 && security.every((schemes) => schemes.length > 0))
    yield named('credentials', '', 'security', {
      ...source,
      pointer: `${source.pointer}/security`,
    });
  if (requestBody?.content.some(({ name }) => isJson(name)))
    yield named('body', '', 'malformed', requestBody.source);
  if (requestBody?.content.every(({ name }) => !name.includes('*')))
    yield named('media-type', '', 'content', requestBody.source);
  for (const location of locations) {
    for (const { keyword, below = '' } of keywordsOf(location))
      yield named(location.in, `${location.pointer}${below}`, keyword, location.flat.source);
  }
}

type Breakable = { readonly keyword: string; readonly below?: string };

/**
 * The keywords of a schema location that one request can break. What only the branches of a schema
 * forbid together is not counted.
 */
function* keywordsOf(location: SchemaLocation): Iterable<Breakable> {
  const { in: place, flat, alternatives } = location;
  const types = new Set(alternatives.flatMap((one) => one.types));
  if (canBeMissing(location)) yield { keyword: 'required' };
  if (canHaveWrongType(location, types)) yield { keyword: 'type' };
  if (alternatives.length > 1) return;
  if (flat.enum) yield { keyword: flat.enumKeyword ?? 'enum' };
  else if (types.has('string')) yield* ofTexts(flat);
  if (types.has('integer') || types.has('number')) yield* ofNumbers(flat);
  if (types.has('array')) for (const keyword of ofLists(flat, place)) yield { keyword };
  if (types.has('object')) yield* ofObjects(flat);
  if (flat.not.length > 0) yield { keyword: 'not' };
}

/** A path without its parameter is another path, and an array without an element is shorter. */
const canBeMissing = ({ in: place, pointer, required }: SchemaLocation): boolean =>
  required && !/\/\d+$/.test(pointer) && !(place === 'path' && pointer.lastIndexOf('/') === 0);

/** In text, every value is a string, a list or an object. */
const canHaveWrongType = ({ isText }: SchemaLocation, types: ReadonlySet<string>): boolean =>
  types.size < 7 && !(isText && ['string', 'array', 'object'].some((type) => types.has(type)));

function* ofNumbers(flat: FlatSchema): Iterable<Breakable> {
  if (flat.enum) return;
  for (const keyword of ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as const)
    if (flat[keyword] !== undefined) yield { keyword };
  if (flat.multipleOf.length > 0) yield { keyword: 'multipleOf' };
}

function* ofTexts({
  patterns,
  contentEncoding,
  format,
  minLength = 0,
  maxLength,
}: FlatSchema): Iterable<Breakable> {
  if (patterns.length > 0) yield { keyword: 'pattern' };
  if (contentEncoding === 'base64') yield { keyword: 'contentEncoding' };
  if (formats.has(format ?? '')) yield { keyword: 'format' };
  // a text of another length breaks its format too
  if (format || contentEncoding) return;
  if (minLength > 0) yield { keyword: 'minLength' };
  if (maxLength !== undefined) yield { keyword: 'maxLength' };
}

function* ofLists(flat: FlatSchema, place: SchemaLocation['in']): Iterable<string> {
  const { minItems = 0, maxItems, uniqueItems, items } = flat;
  const { contains, minContains = 1, maxContains } = flat;
  // an empty list in a path is a path without its parameter
  if (minItems > 0 && place !== 'path') yield 'minItems';
  if (maxItems !== undefined) yield 'maxItems';
  if (uniqueItems) yield 'uniqueItems';
  if (items === false) yield 'items';
  if (contains && minContains > 0) yield 'contains';
  if (contains && minContains > 1) yield 'minContains';
  if (contains && maxContains !== undefined) yield 'maxContains';
}

function* ofObjects({
  minProperties = 0,
  maxProperties,
  required,
  propertyNames,
  additionalProperties,
  dependentRequired,
  discriminator,
}: FlatSchema): Iterable<Breakable> {
  if (minProperties > required.length) yield { keyword: 'minProperties' };
  if (maxProperties !== undefined) yield { keyword: 'maxProperties' };
  if (propertyNames) yield { keyword: 'propertyNames' };
  if (additionalProperties === false) yield { keyword: 'additionalProperties' };
  for (const names of dependentRequired.values())
    for (const name of names)
      yield { keyword: 'dependentRequired', below: `/${escapeToken(name)}` };
  if (discriminator !== undefined)
    yield { keyword: 'discriminator', below: `/${escapeToken(discriminator)}` };
}

/** The formats that are judged; see `generators/format.ts`. */
const formats = new Set([
  'date-time',
  'date',
  'time',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uri',
  'uuid',
]);

/** How many members of one response are listed. */
const most = 600;

/** Every member that a schema names, once; an element of an array is `*`. */
function* membersIn(
  alternatives: Alternatives,
  pointer: string,
  above: readonly string[] = [],
  count = { left: most },
): Iterable<{ readonly pointer: string; readonly source: Source }> {
  for (const flat of alternatives()) {
    const self = `${flat.source.file}#${flat.source.pointer}`;
    // a recursive schema is followed once
    if (above.includes(self) || count.left <= 0) continue;
    const inside = [...above, self];
    for (const [name, member] of flat.properties) {
      const place = `${pointer}/${escapeToken(name)}`;
      const [first] = member();
      if (first.writeOnly) continue;
      count.left -= 1;
      yield { pointer: place, source: first.source };
      yield* membersIn(member, place, inside, count);
    }
    for (const elements of [...flat.prefixItems, ...(flat.items ? [flat.items] : [])])
      yield* membersIn(elements, `${pointer}/*`, inside, count);
  }
}
