import { problemOf } from '../../../conformance/core/contract/broken-examples.ts';
import type {
  Contract,
  HeaderField,
  MediaType,
  Response,
} from '../../../conformance/core/contract/model.ts';
import { parameterViolation } from '../../../conformance/core/http/documented-example.ts';
import { echoedHeader, evaluate } from '../../../conformance/core/http/runtime-expression.ts';
import { parameterText } from '../../../conformance/core/http/write-parameter.ts';
import { validInstance } from '../../../conformance/core/instances/valid-instance.ts';
import type { Json } from '../../../conformance/core/json.ts';
import type { Violation } from '../../../conformance/core/schema/model.ts';
import type { Context } from './bindings.ts';

export type Headers = { readonly [name: string]: string };

/** What else the header fields of a response depend on. */
type Preparing = {
  readonly mediaType: MediaType | undefined;
  /** Fields that the description does not decide. */
  readonly more: Headers;
  readonly strictExamples: boolean;
  readonly place: Contract['place'];
  readonly invalid: (name: string, violation: Violation) => Error;
};

/** The header fields of a response to a request, and which of them are not the documented examples. */
export type PreparedFields = {
  readonly fieldsFor: (context: Context) => Headers;
  readonly notes: readonly string[];
};

/**
 * Prepares the header fields of a response: examples, generated values for required fields and in
 * place of broken examples, `more`, and the fields that `x-echo` repeats as they are. For any other
 * field that breaks its schema, it throws the error of `invalid`.
 */
export function headerFieldsOf(
  { headers }: Response,
  { mediaType, more, strictExamples, place, invalid }: Preparing,
): PreparedFields {
  const echoes = [...(mediaType?.echo ?? [])].flatMap(([location, expression]) => {
    const name = echoedHeader(location)?.toLowerCase();
    const field = headers.find((each) => each.name.toLowerCase() === name);
    return name === undefined ? [] : [{ name, expression, field }];
  });

  function write({ name, parameter }: HeaderField, value: Json): string {
    // a client that sends a value in doubt gets it back
    const violation = parameterViolation(parameter, value);
    if (violation) throw invalid(name, violation);
    return parameterText(parameter, value);
  }

  const notes: string[] = [];
  const constant: { [name: string]: string } = {};
  for (const field of headers) {
    const { required } = field;
    // an example would look like an echo of a field that the request does not send
    if (!required && echoes.some((echo) => echo.field === field)) continue;
    const { value, note } = documentedValue(field, strictExamples, place);
    if (note !== undefined) notes.push(note);
    if (value !== undefined) constant[field.name.toLowerCase()] = write(field, value);
  }
  Object.assign(constant, more);
  if (echoes.length === 0) return { fieldsFor: () => constant, notes };

  const fieldsFor = ({ request }: Context) => {
    const filled = { ...constant };
    for (const { name, expression, field } of echoes) {
      const value = evaluate(expression, request);
      if (value === undefined) continue;
      // the client chose the value, and the rules of the request judge it
      filled[name] = field ? parameterText(field.parameter, value) : String(value);
    }
    return filled;
  };
  return { fieldsFor, notes };
}

/** The first example of a header field that keeps its schema, else a made value. */
function documentedValue(
  { required, parameter }: HeaderField,
  strictExamples: boolean,
  place: Contract['place'],
): { readonly value: Json | undefined; readonly note?: string } {
  const { examples, schema } = parameter;
  const made = () => validInstance(schema, 'all', 'writeOnly');
  const [first] = examples;
  if (!first) return { value: required ? made() : undefined };
  const problem = strictExamples ? undefined : problemOf(parameter, first, place);
  if (problem === undefined) return { value: first.value };
  const other = examples.find(({ value }) => !parameterViolation(parameter, value));
  if (other) return { value: other.value, note: `${problem}; "${other.name}" is sent instead` };
  const value = made();
  if (value !== undefined) return { value, note: `${problem}; a made value is sent instead` };
  return required ? { value: first.value } : { value, note: `${problem}; the field is left out` };
}
