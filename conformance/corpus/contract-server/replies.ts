import { claimsIn } from '../implementation/credentials.ts';
import type { Reply } from '../implementation/http.ts';
import { isObject, valueAt } from '../implementation/rules.ts';
import type { ResponseSpec, DescriptionSpec, OperationSpec, ParameterSpec } from './description.ts';
import type { ReceivedRequest, Judgement } from './fault.ts';
import type { SchemaNode } from './inline.ts';

const json = 'application/json';

/** The documented success and its example. */
export function successOf(operation: OperationSpec): {
  readonly response: ResponseSpec;
  readonly status: number;
  readonly value: unknown;
} {
  const response = operation.responses.find(
    ({ status }) =>
      /^2\d\d$/.test(status) &&
      ![...operation.refusals.values()].some((refusal) => refusal.response.status === status),
  );
  if (response === undefined) throw new Error(`${operation.id} documents no success`);
  const [example] = [...(response.content[0]?.examples.values() ?? [])];
  return {
    response,
    status: Number(response.status),
    value: readable(response.content[0]?.schema ?? true, example),
  };
}

/** The refusal for a judgement; `malformed` and `invalid` stand in for each other. */
export function refusalOf(
  { refusals }: OperationSpec,
  verdict: Judgement,
): { readonly response?: ResponseSpec; readonly status: number; readonly value: unknown } {
  const refusal =
    refusals.get(verdict) ?? refusals.get(verdict === 'malformed' ? 'invalid' : 'malformed');
  if (refusal === undefined)
    return { status: verdict === 'unauthorized' ? 401 : 400, value: { error: verdict } };
  return {
    response: refusal.response,
    status: refusal.status,
    value: refusal.response.content[0]?.examples.get(refusal.example),
  };
}

/** The reply of an operation; it repeats `echoed` and `recalled`. */
export function replyTo(
  operation: OperationSpec,
  verdict: Judgement,
  { echoed, recalled = new Map() }: Repeated,
): Reply {
  if (verdict === 'crash') {
    const failure = operation.refusals.get('serverError');
    return write({
      status: failure?.status ?? 500,
      response: failure?.response,
      example: failure?.response.content[0]?.examples.get(failure.example) ?? { error: 'crashed' },
      echoed,
      recalled: new Map(),
    });
  }
  if (verdict === 'teapot') return { status: 418, headers: { 'content-type': json }, body: '{}' };
  const { response, status, value } =
    verdict === 'good' ? successOf(operation) : refusalOf(operation, verdict);
  return write({ status, response, example: value, echoed, recalled });
}

/** The refusal of a request to no operation. */
export function elsewhere(
  { elsewhere: refusals }: DescriptionSpec,
  kind: 'notFound' | 'methodNotAllowed',
  allowed: readonly string[] = [],
): Reply {
  const { status, value } = refusals.get(kind) ?? {
    status: kind === 'notFound' ? 404 : 405,
    value: { error: kind },
  };
  return {
    status,
    headers: { 'content-type': json, ...(allowed.length > 0 ? { allow: allowed.join(', ') } : {}) },
    body: JSON.stringify(value),
  };
}

/** The parts of a reply: the documented response, its example, and the request to repeat. */
type Written = {
  readonly status: number;
  readonly response: ResponseSpec | undefined;
  readonly example: unknown;
  readonly echoed: ReceivedRequest | undefined;
  /** What the memory has, by the place in the response. */
  readonly recalled: ReadonlyMap<string, unknown>;
};

/** What a reply repeats: values of a request, and what is remembered. */
export type Repeated = {
  readonly echoed: ReceivedRequest | undefined;
  readonly recalled?: ReadonlyMap<string, unknown>;
};

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1 */
const challenges: { readonly [status: number]: Reply['headers'] } = {
  401: { 'www-authenticate': 'Bearer' },
};

function write({ status, response, example, echoed, recalled }: Written): Reply {
  const content = response?.content[0];
  const headers: { [name: string]: string } = {
    'content-type': content?.mediaType ?? json,
    ...challenges[status],
  };
  for (const header of response?.headers ?? [])
    if (header.required) headers[header.name.toLowerCase()] = headerText(header);
  let value = example;
  for (const [place, expression] of echoed === undefined ? [] : (content?.echo ?? [])) {
    const sent = evaluate(expression, echoed!);
    if (sent === undefined) continue;
    const name = /^\$response\.header\.(.+)$/.exec(place)?.[1];
    if (name === undefined) value = put(value, tokensOf(place), sent);
    else if (isFieldValue(sent)) headers[name.toLowerCase()] = String(sent);
  }
  const whole = [...recalled].reduce(
    (told, [place, kept]) => put(told, tokensOf(place), kept),
    value,
  );
  return { status, headers, body: JSON.stringify(whole) };
}

/** Whether a value can be a header field. */
const isFieldValue = (value: unknown): boolean => /^[\x20-\x7e]*$/.test(String(value));

/** The example of a header field, in its style. */
export function headerText({ example, schema, isJson }: ParameterSpec): string {
  const value =
    example ??
    (isObject(schema)
      ? ((schema.examples as unknown[] | undefined)?.[0] ?? schema.default)
      : undefined);
  return isJson ? JSON.stringify(value) : Array.isArray(value) ? value.join(',') : String(value);
}

/**
 * The value of a runtime expression; `undefined` where the request has none.
 * @see https://spec.openapis.org/oas/v3.1.1.html#runtime-expressions
 */
export function evaluate(
  expression: string,
  { parameters, body, request }: ReceivedRequest,
): unknown {
  const [, claim] = /^\$credentials\.[^#]+#(.*)$/.exec(expression) ?? [];
  if (claim !== undefined) return valueAt(claimsIn(request), tokensOf(claim).join('/'));
  const [, place = '', name = ''] =
    /^\$request\.(body|path|query|header)[#.]?(.*)$/.exec(expression) ?? [];
  if (place === 'body')
    return tokensOf(name).reduce(
      (value: unknown, token) =>
        isObject(value) && Object.hasOwn(value, token) ? value[token] : undefined,
      body,
    );
  const documented = Object.entries(parameters[place] ?? {}).find(
    ([known]) => known.toLowerCase() === name.toLowerCase(),
  );
  return (
    documented?.[1] ?? (place === 'header' ? request.headers.get(name.toLowerCase()) : undefined)
  );
}

/** The tokens of a JSON Pointer. */
export const tokensOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));

/** Replaces the value at a location; `*` is the first element. */
export function put(value: unknown, [token, ...rest]: readonly string[], inner: unknown): unknown {
  if (token === undefined) return inner;
  if (Array.isArray(value))
    return value.map((element, index) =>
      String(index) === (token === '*' ? '0' : token) ? put(element, rest, inner) : element,
    );
  return isObject(value) ? { ...value, [token]: put(value[token], rest, inner) } : value;
}

/** An example without its `writeOnly` members. */
function readable(schema: SchemaNode, value: unknown): unknown {
  if (!isObject(schema) || !isObject(value)) return value;
  const properties = isObject(schema.properties) ? schema.properties : {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const property = properties[name];
      return isObject(property) && property.writeOnly === true
        ? []
        : [[name, readable((property ?? true) as SchemaNode, member)]];
    }),
  );
}
