import { echoedHeader, evaluate } from '../../conformance/core/http/runtime-expression.ts';
import type { Json } from '../../conformance/core/json.ts';
import { withValueAt } from '../../conformance/core/pointer.ts';
import type { Values } from './request.ts';

/** A documented answer: the one that the mock gives. */
export type Answer = {
  readonly status: number;
  /** Names in lower case. */
  readonly headers?: { readonly [name: string]: string };
  /** The value of a JSON body. */
  readonly body?: unknown;
  /** Any other body, as it is sent. */
  readonly text?: string;
  /** `x-echo`: runtime expressions by JSON Pointer into the body or `$response.header.<name>`. */
  readonly echo?: { readonly [place: string]: string };
};

/** The answer to a request, with what it repeats of it. */
export function filled({ status, headers = {}, body, text, echo = {} }: Answer, request: Values) {
  let value = body as Json | undefined;
  const fields: { [name: string]: string } = { ...headers };
  for (const [place, expression] of Object.entries(echo)) {
    const repeated = evaluate(expression, request);
    if (repeated === undefined) continue;
    const field = echoedHeader(place);
    if (field !== undefined) fields[field.toLowerCase()] = String(repeated);
    else value = withValueAt(value, place, repeated);
  }
  return {
    status,
    headers: headersOf(fields),
    text: value === undefined ? (text ?? null) : JSON.stringify(value),
  };
}

/** Header fields; a line break divides cookies, and what a field can't carry is replaced. */
function headersOf(fields: { readonly [name: string]: string }): Headers {
  const headers = new Headers();
  for (const [name, text] of Object.entries(fields))
    for (const value of name === 'set-cookie' ? text.split('\n') : [text])
      headers.append(name, value.replaceAll(/[^\t\x20-\x7e\x80-\xff]+/g, '?'));
  return headers;
}
