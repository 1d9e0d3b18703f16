import type { OperationSpec } from '../contract-server/description.ts';
import type { Fault } from '../contract-server/fault.ts';
import { fits } from '../contract-server/judge.ts';
import type { Change } from './change.ts';
import { loosenedByALittle } from './loosened.ts';
import { requestLocations, without, with_, type RequestLocation } from './locations.ts';
import { isOfUsage } from './usage.ts';
import { wholeRequestsAccepted } from './whole-requests.ts';
import type { Node } from '../contract-server/inline.ts';
import { typesOf } from '../contract-server/styles.ts';

/** Keywords that can be removed. */
const droppable = [
  'enum',
  'const',
  'multipleOf',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'contentEncoding',
  'minItems',
  'maxItems',
  'uniqueItems',
  'contains',
  'minContains',
  'maxContains',
  'propertyNames',
  'minProperties',
  'maxProperties',
  'not',
  'if',
  'anyOf',
  'oneOf',
];

/** Keywords that are assertions only when `false`; otherwise they hold schemas. */
const closing = ['items', 'additionalProperties', 'unevaluatedProperties', 'unevaluatedItems'];

/** Servers that do not enforce one request rule. */
export function* accepts(operation: OperationSpec): Iterable<Fault> {
  for (const location of requestLocations(operation)) {
    for (const { what, mutation, change, judge } of [
      ...dropped(location),
      ...loosenedByALittle(location),
    ]) {
      if (isOfUsage(location.node, what)) continue;
      const edit = location.edit(change);
      if (!acceptsExamples(edit(operation))) continue;
      yield {
        id: `${operation.id}/accepts/${location.name}/${what}`,
        class: 'accepts',
        operation: operation.id,
        trips: ['invalid-refused'],
        // it accepts what other servers may refuse too, and does not repeat it
        ...(/^(?:format|contentEncoding)/.test(what) ? { mayTrip: ['echo-true'] } : {}),
        reason: `At ${location.name} it ${mutation}.`,
        edit,
        ...(judge ? { judge } : {}),
      };
    }
  }
  yield* wholeRequestsAccepted(operation);
}

/**
 * Whether an operation accepts its documented examples: a looser `oneOf` branch may refuse them,
 * which is another fault.
 */
const acceptsExamples = ({ body }: OperationSpec): boolean =>
  (body?.content ?? []).every(({ schema, examples }) =>
    [...examples.values()].every((value) => fits(schema, value, 'request')),
  );

function* dropped(location: RequestLocation): Iterable<Change> {
  const { node } = location;
  for (const keyword of droppable) {
    if (keyword in node && !isVacuous(keyword, location))
      yield { what: keyword, mutation: `does not enforce ${keyword}`, change: without(keyword) };
  }
  for (const keyword of closing)
    if (node[keyword] === false)
      yield { what: keyword, mutation: `does not enforce ${keyword}`, change: without(keyword) };
  if (node.type !== undefined && !isTypeImplied(location))
    yield { what: 'type', mutation: 'accepts every type', change: without('type') };
  if (Array.isArray(node.oneOf) && !areExclusive(node.oneOf)) {
    yield {
      what: 'oneOf-as-anyOf',
      mutation: 'accepts what matches several branches of oneOf',
      change: ({ oneOf, ...rest }) => ({ ...rest, anyOf: oneOf }),
    };
  }
  yield* needed(node);
}

function* needed(node: Node): Iterable<Change> {
  for (const name of (node.required as readonly string[] | undefined) ?? []) {
    if (isReadOnly(node, name)) continue;
    yield {
      what: `required/${name}`,
      mutation: `does not require the member ${name}`,
      change: with_({ required: (node.required as string[]).filter((other) => other !== name) }),
    };
  }
  for (const [name, others] of Object.entries((node.dependentRequired as Node | undefined) ?? {})) {
    for (const other of others as readonly string[]) {
      yield {
        what: `dependentRequired/${name}/${other}`,
        mutation: `does not require ${other} with ${name}`,
        change: without('dependentRequired'),
      };
    }
  }
}

const isReadOnly = (node: Node, name: string): boolean =>
  (node.properties as { [name: string]: Node } | undefined)?.[name]?.readOnly === true;

/** Whether no instance can break a keyword here. */
function isVacuous(
  keyword: string,
  { node, isJson, isExploded, in: at }: RequestLocation,
): boolean {
  if (['minLength', 'minItems', 'minProperties'].includes(keyword) && node[keyword] === 0)
    return true;
  // `contains` alone requires one
  if (keyword === 'minContains') return node[keyword] === 1;
  // an empty array or object cannot be encoded, or counts as missing
  if ((keyword === 'minItems' || keyword === 'minProperties') && node[keyword] === 1)
    return !isJson && (isExploded || at === 'path' || at === 'header' || at === 'cookie');
  // an empty segment is another path, and an empty header field counts as missing
  if (keyword === 'minLength' && node[keyword] === 1) return at === 'path' || at === 'header';
  // removing the branches also changes the evaluated members
  return (
    ['anyOf', 'oneOf'].includes(keyword) &&
    ('unevaluatedProperties' in node || 'unevaluatedItems' in node)
  );
}

/** Whether a wrong type breaks another rule, or cannot be encoded. */
function isTypeImplied({ node, isJson }: RequestLocation): boolean {
  if ('enum' in node || 'const' in node) return true;
  return !isJson && typesOf(node).some((type) => ['string', 'array', 'object'].includes(type));
}

/** Whether constant members distinguish the branches. */
export const areExclusive = (branches: readonly unknown[]): boolean =>
  branches.every((branch) =>
    Object.values(((branch as Node).properties ?? {}) as { [name: string]: Node }).some(
      (property) => 'const' in property,
    ),
  );
