import type { Operation, Parameter } from '../../../conformance/core/contract/model.ts';
import {
  credentialsIn,
  evaluate,
  locationOf,
  type Readable,
} from '../../../conformance/core/http/runtime-expression.ts';
import { equalJson } from '../../../conformance/core/equal-json.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { patternOf } from '../../../conformance/core/pattern/pattern.ts';
import { isObject, pointerOf } from '../../../conformance/core/pointer.ts';

/** What a value must be; all operators must hold. */
export type Operators = {
  /** The same JSON value, whatever the order of its members. */
  readonly equals?: Json;
  /** A regular expression that matches anywhere in the text. */
  readonly matches?: string;
  readonly in?: readonly Json[];
  readonly present?: boolean;
};

/**
 * The conditions of a rule as a scenario writes them, by runtime expression or by JSON Pointer into the
 * body. A plain value is short for `equals`.
 */
export type When = { readonly [place: string]: Json | Operators };

/** A condition that a request fulfils or not. */
export type Condition = {
  readonly holds: (operation: Operation, request: Readable) => boolean;
  readonly words: string;
};

/** The conditions of a rule, ready to be asked. */
export const conditionsOf = (when: When = {}): readonly Condition[] =>
  Object.entries(when).map(([place, written]) => {
    const operators = operatorsOf(written);
    const expression = expressionOf(place);
    const tests = testsOf(operators);
    return {
      holds(operation, request) {
        if (!canBeIn(operation, expression)) return false;
        const value = evaluate(expression, request);
        return tests.every((test) => test(value));
      },
      words: `${place} ${wordsOf(operators)}`,
    };
  });

/** A map has operators; any other value is short for `equals`. */
export const operatorsOf = (written: Json | Operators): Operators =>
  isObject(written) ? (written as Operators) : { equals: written as Json };

/** A JSON Pointer is a place of the body. */
export const expressionOf = (place: string): string =>
  place === '' || place.startsWith('/') ? `$request.body#${place}` : place;

/** Whether requests of an operation can have what an expression names: undocumented parameters are not read. */
export function canBeIn(operation: Operation, expression: string): boolean {
  const claim = credentialsIn(expression);
  if (claim) return operation.security.flat().some(({ name }) => name === claim.scheme);
  return locationOf(expression)?.in === 'body'
    ? operation.requestBody !== undefined
    : parameterNamed(operation, expression) !== undefined;
}

/** The parameter that an expression names. */
export function parameterNamed(
  { parameters }: Operation,
  expression: string,
): Parameter | undefined {
  const location = locationOf(expression);
  return parameters.find(({ in: place, name }) => {
    const read = place === 'header' ? name.toLowerCase() : name;
    return place === location?.in && pointerOf([read]) === location.pointer;
  });
}

type Test = (value: Json | undefined) => boolean;

function testsOf({ equals, matches, in: values, present }: Operators): readonly Test[] {
  const tests: Test[] = [];
  if (equals !== undefined) tests.push((value) => equalJson(value, equals));
  if (values) tests.push((value) => values.some((each) => equalJson(value, each)));
  if (present !== undefined) tests.push((value) => (value !== undefined) === present);
  if (matches !== undefined) {
    const pattern = patternOf(matches);
    tests.push((value) => isScalar(value) && pattern.test(String(value)) === true);
  }
  return tests;
}

const isScalar = (value: Json | undefined): boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

const wordsOf = ({ equals, matches, in: values, present }: Operators): string =>
  [
    ...(equals === undefined ? [] : [`equals ${briefly(equals)}`]),
    ...(matches === undefined ? [] : [`matches ${matches}`]),
    ...(values ? [`is in ${briefly(values)}`] : []),
    ...(present === undefined ? [] : [present ? 'is present' : 'is absent']),
  ].join(' and ');

/** A value for the log: what a scenario compares with may be a whole body. */
function briefly(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
