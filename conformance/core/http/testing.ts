import type { Parameter } from '../contract/model.ts';
import type { Json } from '../json.ts';
import { operationOf } from '../../testing.ts';
import { pairOf } from './percent.ts';
import { parameterValue, parameterValueIn } from './read-parameter.ts';
import { parameterPairs, parameterText } from './write-parameter.ts';

/** What the tests of parameters share; only tests import it. */

/** The path of an operation with this parameter. */
export const pathFor = ({ name, in: place }: { readonly name: string; readonly in: string }) =>
  place === 'path' ? `/things/{${name}}` : '/things';

/** How a parameter is written, and its name. */
type Written = {
  readonly explode?: boolean | undefined;
  readonly style?: string | undefined;
  readonly name?: string;
};

/** A required parameter as a description documents it. */
export function parameterOf(
  place: Parameter['in'],
  schema: object,
  { explode, style, name = 'p' }: Written = {},
): Parameter {
  const parameter = {
    name,
    in: place,
    required: true,
    schema,
    ...(explode === undefined ? {} : { explode }),
    ...(style === undefined ? {} : { style }),
  };
  return operationOf({ parameters: [parameter] }, {}, pathFor(parameter)).parameters[0]!;
}

const isOneText = ({ in: place }: Parameter) => place === 'path' || place === 'header';

/** A value as the wire has it: the text in a path or a header field, else all pairs. */
export const writeAll = (parameter: Parameter, value: Json): string =>
  isOneText(parameter)
    ? parameterText(parameter, value)
    : parameterPairs(parameter, value).join('&');

/** Reads what `writeAll` writes. */
export const readAll = (parameter: Parameter, sent: string): Json | undefined =>
  isOneText(parameter)
    ? parameterValue(parameter, sent)
    : parameterValueIn(parameter, sent === '' ? [] : sent.split('&').map(pairOf));

/**
 * The schemas of the parameter `color` in the style examples.
 * @see https://spec.openapis.org/oas/v3.1.1.html#style-examples
 */
export const color = {
  text: { type: 'string' },
  array: { type: 'array', items: { type: 'string' } },
  object: {
    type: 'object',
    properties: { R: { type: 'integer' }, G: { type: 'integer' }, B: { type: 'integer' } },
  },
};
