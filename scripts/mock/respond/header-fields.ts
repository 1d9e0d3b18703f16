import { validInstance } from '../../../conformance/core/instances/valid-instance.ts';
import { parameterValue } from '../../../conformance/core/http/read-parameter.ts';
import { parameterText } from '../../../conformance/core/http/write-parameter.ts';
import type { HeaderField, MediaType, Response } from '../../../conformance/core/contract/model.ts';
import type { Json } from '../../../conformance/core/json.ts';
import type { Violation } from '../../../conformance/core/schema/model.ts';
import { echoedHeader, evaluate } from '../../../conformance/core/http/runtime-expression.ts';
import type { Context } from './bindings.ts';

export type Headers = { readonly [name: string]: string };

/** A header field that repeats a part of the request. */
type Echo = {
  readonly name: string;
  readonly expression: string;
  readonly field: HeaderField | undefined;
};

/**
 * Prepares the header fields of a response: examples, generated values for required fields, the
 * fields that `x-echo`
 * repeats, and `more`. The result throws the error that `invalid` makes of a field that breaks its
 * schema.
 */
export function headerFieldsOf(
  response: Response,
  mediaType: MediaType | undefined,
  more: Headers,
  invalid: (name: string, violation: Violation) => Error,
): (context: Context) => Headers {
  const echoes = echoesOf(response, mediaType);
  // an example would look like an echo of a field that the request does not send
  const isOnlyEchoed = ({ name, required }: HeaderField) =>
    !required && echoes.some((echo) => echo.name === name.toLowerCase());
  const constant: { [name: string]: string } = {};
  let broken: Error | undefined;
  for (const field of response.headers.filter((each) => !isOnlyEchoed(each))) {
    const value = constantValue(field);
    if (value === undefined) continue;
    const text = parameterText(field.parameter, value);
    const [violation] = violationsOf(field, text);
    if (violation) broken ??= invalid(field.name, violation);
    constant[field.name.toLowerCase()] = text;
  }
  Object.assign(constant, more);
  return (context) => {
    if (broken) throw broken;
    return echoes.length === 0
      ? constant
      : { ...constant, ...echoedHeaders(echoes, context, invalid) };
  };
}

function echoedHeaders(
  echoes: readonly Echo[],
  { request }: Context,
  invalid: (name: string, violation: Violation) => Error,
): Headers {
  const headers: { [name: string]: string } = {};
  for (const { name, expression, field } of echoes) {
    const value = evaluate(expression, request);
    if (value === undefined) continue;
    const text = field ? parameterText(field.parameter, value) : String(value);
    const [violation] = field ? violationsOf(field, text) : [];
    if (violation) throw invalid(name, violation);
    headers[name] = text;
  }
  return headers;
}

const echoesOf = ({ headers }: Response, mediaType: MediaType | undefined): Echo[] =>
  [...(mediaType?.echo ?? [])].flatMap(([place, expression]) => {
    const name = echoedHeader(place)?.toLowerCase();
    if (name === undefined) return [];
    return [
      { name, expression, field: headers.find((field) => field.name.toLowerCase() === name) },
    ];
  });

const violationsOf = ({ parameter }: HeaderField, text: string): readonly Violation[] =>
  parameter.schema.validate(parameterValue(parameter, text));

/** The constant value of a field: its example, or a generated value if the field is required. */
const constantValue = ({ parameter, required }: HeaderField): Json | undefined =>
  parameter.examples[0]?.value ??
  (required ? validInstance(parameter.schema, 'all', 'writeOnly') : undefined);
