import { validInstance } from '../../../conformance/core/instances/instance.ts';
import { parameterValue } from '../../../conformance/core/http/read-parameter.ts';
import { parameterText } from '../../../conformance/core/http/write-parameter.ts';
import type { HeaderField, MediaType, Response } from '../../../conformance/core/contract/model.ts';
import type { Json } from '../../../conformance/core/json.ts';
import type { Violation } from '../../../conformance/core/schema/model.ts';
import { echoedHeader, evaluate } from '../../../conformance/core/http/runtime-expression.ts';
import type { Context } from './bindings.ts';

export type Headers = { readonly [name: string]: string };

/** The header fields of an answer to a request, as its response documents them. `refuse` is told of one that breaks its schema. */
export type HeaderFields = (
  context: Context,
  refuse: (name: string, violation: Violation) => never,
) => Headers;

/** Prepares the header fields of a response: examples, else what is valid, else none; and what `x-echo` says that they repeat. */
export function headerFieldsOf(
  response: Response | undefined,
  mediaType: MediaType | undefined,
  more: Headers,
): HeaderFields {
  const documented = response?.headers ?? [];
  const echoes = [...(mediaType?.echo ?? [])].flatMap(([place, expression]) => {
    const name = echoedHeader(place)?.toLowerCase();
    return name === undefined
      ? []
      : [
          {
            name,
            expression,
            field: documented.find((field) => field.name.toLowerCase() === name),
          },
        ];
  });
  // the example of a header field that repeats nothing would be taken for a repetition
  const isRepeated = ({ name, required }: HeaderField) =>
    !required && echoes.some((echo) => echo.name === name.toLowerCase());
  const made = documented
    .filter((field) => !isRepeated(field))
    .flatMap((field) => {
      const value = valueOf(field);
      return value === undefined ? [] : [{ field, text: parameterText(field.parameter, value) }];
    });
  const constant: Headers = {
    ...Object.fromEntries(made.map(({ field, text }) => [field.name.toLowerCase(), text])),
    ...more,
  };
  const broken = made.flatMap(({ field, text }) =>
    brokenBy(field, text).map((violation) => ({ name: field.name, violation })),
  )[0];
  return (context, refuse) => {
    if (broken) refuse(broken.name, broken.violation);
    if (echoes.length === 0) return constant;
    let headers = constant;
    for (const { name, expression, field } of echoes) {
      const value = evaluate(expression, context.request);
      if (value === undefined) continue;
      const text = field ? parameterText(field.parameter, value) : String(value);
      const [violation] = field ? brokenBy(field, text) : [];
      if (violation) refuse(name, violation);
      headers = { ...headers, [name]: text };
    }
    return headers;
  };
}

const brokenBy = ({ parameter }: HeaderField, text: string): readonly Violation[] =>
  parameter.schema.validate(parameterValue(parameter, text));

/** The value of a field that nobody repeats: an example; what is only made is sent where it must be there. */
const valueOf = ({ parameter, required }: HeaderField): Json | undefined =>
  parameter.examples[0]?.value ??
  (required ? validInstance(parameter.schema, 'all', 'writeOnly') : undefined);
