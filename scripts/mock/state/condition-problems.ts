import type { Operation } from '../../../conformance/core/contract/model.ts';
import { credentialsIn, locationOf } from '../../../conformance/core/http/runtime-expression.ts';
import { undeclaredMember } from '../../../conformance/core/instances/members.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { nearestFirst, orNearest } from '../../../conformance/core/nearest.ts';
import { patternOf } from '../../../conformance/core/pattern/pattern.ts';
import { pointerOf, tokensOf } from '../../../conformance/core/pointer.ts';
import { jsonTypeOf, type FlatSchema } from '../../../conformance/core/schema/model.ts';
import {
  canBeIn,
  expressionOf,
  operatorsOf,
  parameterNamed,
  type When,
} from './scenario-conditions.ts';

/** What is wrong with a condition, and its path in the rule. */
export type ConditionProblem = { readonly at: readonly string[]; readonly problem: string };

/**
 * Why no request can fulfil the conditions of a rule for some operations: a place that none of them
 * documents, a regular expression that can't be read, or a value of another type.
 */
export function conditionProblem(
  when: When,
  operations: readonly Operation[],
): ConditionProblem | undefined {
  for (const [place, written] of Object.entries(when)) {
    const at = ['when', place];
    const isDocumented = operations.some((each) => placeProblem(place, each) === undefined);
    if (!isDocumented) return { at, problem: placeProblem(place, operations[0]!)! };
    const { matches, equals, in: values = [] } = operatorsOf(written);
    const unjudged = matches === undefined ? undefined : patternOf(matches).unjudged;
    if (unjudged !== undefined)
      return { at: [...at, 'matches'], problem: `"${matches}" ${unjudged}.` };
    const compared = [...(equals === undefined ? [] : [equals]), ...values];
    const wrong = compared.find((value) => operations.every((each) => isNever(place, value, each)));
    if (wrong !== undefined) {
      const problem = `"${place}" is a text, and never equals ${JSON.stringify(wrong)}: write it in quotes.`;
      return { at, problem };
    }
  }
  return undefined;
}

/** Whether a place holds only texts, and a value is none: YAML reads 000000 as a number. */
function isNever(place: string, value: Json, operation: Operation): boolean {
  const types = schemasOf(place, operation).flatMap((flat) => flat.types);
  const isText = types.includes('string') && types.every((type) => /string|null/.test(type));
  return isText && ['integer', 'number', 'boolean'].includes(jsonTypeOf(value));
}

/** The schemas of a place; none if nothing is said of it. */
function schemasOf(place: string, operation: Operation): readonly FlatSchema[] {
  const expression = expressionOf(place);
  const location = locationOf(expression);
  if (location?.in !== 'body')
    return parameterNamed(operation, expression)?.schema.alternatives() ?? [];
  return tokensOf(location.pointer).reduce<readonly FlatSchema[]>(
    (flats, token) => flats.flatMap((flat) => innerOf(flat, token)),
    bodySchemas(operation),
  );
}

const bodySchemas = ({ requestBody }: Operation): readonly FlatSchema[] =>
  requestBody?.content.flatMap(({ schema }) => schema?.alternatives() ?? []) ?? [];

function innerOf(flat: FlatSchema, token: string): readonly FlatSchema[] {
  const element = /^\d+$/.test(token) && (flat.prefixItems[Number(token)] || flat.items);
  const inner =
    flat.properties.get(token) ?? undeclaredMember(flat, token) ?? (element || undefined);
  return inner?.() ?? [];
}

/** Why requests of an operation have no such place; `undefined` if they can have it. */
function placeProblem(place: string, operation: Operation): string | undefined {
  const expression = expressionOf(place);
  const known = placesOf(operation);
  if (!isExpression(expression))
    return `"${place}" is neither a JSON Pointer into the body, such as /name, nor a runtime expression, such as $request.query.name${orNearest(place, known)}`;
  if (!canBeIn(operation, expression)) {
    const others = nearestFirst(place, known).join(', ') || 'none';
    return `${operation.id} documents no "${place}"${orNearest(place, known)} There are ${others}.`;
  }
  const location = locationOf(expression);
  return location?.in === 'body' ? memberProblem(location.pointer, operation) : undefined;
}

const expressions =
  /^\$request\.(?:body(?:#(?:\/(?:[^~]|~[01])*)?)?|(?:path|query|header|cookie)\..+)$/s;

const isExpression = (expression: string): boolean =>
  expressions.test(expression) || credentialsIn(expression) !== undefined;

/** The places that an operation documents, as conditions write them. */
const placesOf = (operation: Operation): readonly string[] => [
  ...operation.parameters.map(({ in: place, name }) => `$request.${place}.${name}`),
  ...membersOf(bodySchemas(operation)).map((name) => pointerOf([name])),
];

const membersOf = (flats: readonly FlatSchema[]): readonly string[] => [
  ...new Set(flats.flatMap(({ properties }) => [...properties.keys()])),
];

/** Why a body has no such place: its members are documented, and this is none of them. */
function memberProblem(pointer: string, operation: Operation): string | undefined {
  let flats = bodySchemas(operation);
  for (const token of tokensOf(pointer)) {
    const inner = flats.flatMap((flat) => innerOf(flat, token));
    const known = membersOf(flats);
    if (inner.length === 0)
      return known.length === 0 || flats.some(({ properties }) => properties.size === 0)
        ? undefined
        : `The body of ${operation.id} documents no "${token}" there${orNearest(token, known)} There are ${nearestFirst(token, known).join(', ')}.`;
    flats = inner;
  }
  return undefined;
}
