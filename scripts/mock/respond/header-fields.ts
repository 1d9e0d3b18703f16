import type { HeaderField, MediaType, Response } from '../../../conformance/core/contract/model.ts';
import { parameterValue } from '../../../conformance/core/http/read-parameter.ts';
import { echoedHeader, evaluate } from '../../../conformance/core/http/runtime-expression.ts';
import { parameterText } from '../../../conformance/core/http/write-parameter.ts';
import { validInstance } from '../../../conformance/core/instances/valid-instance.ts';
import type { Json } from '../../../conformance/core/json.ts';
import type { Violation } from '../../../conformance/core/schema/model.ts';
import type { Context } from './bindings.ts';

export type Headers = { readonly [name: string]: string };

/**
 * Prepares the header fields of a response: examples, generated values for required fields, `more`,
 * and the fields that `x-echo` repeats as they are. For any other field that breaks its schema, it
 * throws the error of `invalid`.
 */
export function headerFieldsOf(
  { headers }: Response,
  mediaType: MediaType | undefined,
  more: Headers,
  invalid: (name: string, violation: Violation) => Error,
): (context: Context) => Headers {
  const echoes = [...(mediaType?.echo ?? [])].flatMap(([location, expression]) => {
    const name = echoedHeader(location)?.toLowerCase();
    const field = headers.find((each) => each.name.toLowerCase() === name);
    return name === undefined ? [] : [{ name, expression, field }];
  });

  function write({ name, parameter }: HeaderField, value: Json): string {
    const text = parameterText(parameter, value);
    // a client that sends a value in doubt gets it back
    const violation = parameter.schema
      .validate(parameterValue(parameter, text))
      .find(({ reading }) => reading === 'loose');
    if (violation) throw invalid(name, violation);
    return text;
  }

  const constant: { [name: string]: string } = {};
  for (const field of headers) {
    const { required, parameter } = field;
    // an example would look like an echo of a field that the request does not send
    if (!required && echoes.some((echo) => echo.field === field)) continue;
    const value =
      parameter.examples[0]?.value ??
      (required ? validInstance(parameter.schema, 'all', 'writeOnly') : undefined);
    if (value !== undefined) constant[field.name.toLowerCase()] = write(field, value);
  }
  Object.assign(constant, more);
  if (echoes.length === 0) return () => constant;

  return ({ request }) => {
    const filled = { ...constant };
    for (const { name, expression, field } of echoes) {
      const value = evaluate(expression, request);
      if (value === undefined) continue;
      // the client chose the value, and the rules of the request judge it
      filled[name] = field ? parameterText(field.parameter, value) : String(value);
    }
    return filled;
  };
}
