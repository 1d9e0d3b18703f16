import type { OperationSpec } from '../contract-server/description.ts';
import type { Fault } from '../contract-server/fault.ts';
import { fits } from '../contract-server/judge.ts';
import type { Change } from './change.ts';
import { loosenedByALittle } from './loosened.ts';
import { requestPlaces, without, with_, type RequestPlace } from './places.ts';
import { wholeRequestsAccepted } from './whole-requests.ts';
import type { Node } from '../contract-server/inline.ts';
import { typesOf } from '../contract-server/styles.ts';

/** Keywords of which the server is free once they are gone. */
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

/**
 * Keywords that demand something only when they are `false`; else they hold schemas, which have
 * places of their own.
 */
const closing = ['items', 'additionalProperties', 'unevaluatedProperties', 'unevaluatedItems'];

/** Faults of not enforcing: each request rule is dropped, alone, in each place where it stands. */
export function* accepts(operation: OperationSpec): Iterable<Fault> {
  for (const place of requestPlaces(operation)) {
    for (const { what, mutation, change, judge } of [
      ...dropped(place),
      ...loosenedByALittle(place),
    ]) {
      const edit = place.edit(change);
      if (!takesExamples(edit(operation))) continue;
      yield {
        id: `${operation.id}/accepts/${place.name}/${what}`,
        class: 'accepts',
        operation: operation.id,
        trips: ['invalid-refused'],
        reason: `At ${place.name} it ${mutation}.`,
        edit,
        ...(judge ? { judge } : {}),
      };
    }
  }
  yield* wholeRequestsAccepted(operation);
}

/**
 * Whether an operation takes its documented examples: a looser branch of `oneOf` refuses what
 * another one takes, which is another kind of fault.
 */
const takesExamples = ({ body }: OperationSpec): boolean =>
  (body?.content ?? []).every(({ schema, examples }) =>
    [...examples.values()].every((value) => fits(schema, value, 'request')),
  );

function* dropped(place: RequestPlace): Iterable<Change> {
  const { node } = place;
  for (const keyword of droppable) {
    if (keyword in node && !isEmptyDemand(keyword, place))
      yield { what: keyword, mutation: `does not enforce ${keyword}`, change: without(keyword) };
  }
  for (const keyword of closing)
    if (node[keyword] === false)
      yield { what: keyword, mutation: `does not enforce ${keyword}`, change: without(keyword) };
  if (node.type !== undefined && !isTypeImplied(place))
    yield { what: 'type', mutation: 'takes every type', change: without('type') };
  if (Array.isArray(node.oneOf) && !areExclusive(node.oneOf)) {
    yield {
      what: 'oneOf-as-anyOf',
      mutation: 'takes what fits several branches of oneOf',
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
      mutation: `does not miss the required member ${name}`,
      change: with_({ required: (node.required as string[]).filter((other) => other !== name) }),
    };
  }
  for (const [name, others] of Object.entries((node.dependentRequired as Node | undefined) ?? {})) {
    for (const other of others as readonly string[]) {
      yield {
        what: `dependentRequired/${name}/${other}`,
        mutation: `does not miss ${other} beside ${name}`,
        change: without('dependentRequired'),
      };
    }
  }
}

const isReadOnly = (node: Node, name: string): boolean =>
  (node.properties as { [name: string]: Node } | undefined)?.[name]?.readOnly === true;

/** Whether no instance breaks a keyword as it stands: dropping it would change nothing. */
function isEmptyDemand(
  keyword: string,
  { node, isJson, isExploded, in: at }: RequestPlace,
): boolean {
  if (['minLength', 'minItems', 'minProperties'].includes(keyword) && node[keyword] === 0)
    return true;
  // `contains` alone demands one already
  if (keyword === 'minContains') return node[keyword] === 1;
  // an empty list or object can't be written there, or is as good as none
  if ((keyword === 'minItems' || keyword === 'minProperties') && node[keyword] === 1)
    return !isJson && (isExploded || at === 'path' || at === 'header' || at === 'cookie');
  // an empty segment is another path, and an empty header field or cookie is as good as none
  if (keyword === 'minLength' && node[keyword] === 1) return at === 'path' || at === 'header';
  // in branches that exclude each other `oneOf` holds nothing that its branches do not; the
  // evaluated members would go with it
  return (
    ['anyOf', 'oneOf'].includes(keyword) &&
    ('unevaluatedProperties' in node || 'unevaluatedItems' in node)
  );
}

/** Whether a value of another type breaks another rule, or can't be written in this place. */
function isTypeImplied({ node, isJson }: RequestPlace): boolean {
  if ('enum' in node || 'const' in node) return true;
  return !isJson && typesOf(node).some((type) => ['string', 'array', 'object'].includes(type));
}

/** Whether the branches tell themselves apart by a member's constant value. */
export const areExclusive = (branches: readonly unknown[]): boolean =>
  branches.every((branch) =>
    Object.values(((branch as Node).properties ?? {}) as { [name: string]: Node }).some(
      (property) => 'const' in property,
    ),
  );
