import type { Request } from '../implementation/http.ts';
import { essenceOf, readBody } from './bodies.ts';
import { isAuthorized, type Keys } from './credentials.ts';
import type { OperationSpec, ParameterSpec } from './description.ts';
import type { Judgement } from './fault.ts';
import { fits } from './judge.ts';
import { isEmpty, pairsOf, readPairs, readText } from './styles.ts';

/** A request, decoded as far as possible. */
export type Decoded = {
  readonly parameters: { readonly [place: string]: { readonly [name: string]: unknown } };
  readonly body: unknown;
  /** Why it cannot be decoded. */
  readonly fault?: 'malformed' | 'invalid';
};

/** The path parameters as written; `undefined` for another path. */
export function matchPath(template: string, path: string): ReadonlyMap<string, string> | undefined {
  const names = [...template.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name ?? '');
  const pattern = template
    .replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&')
    .replaceAll(/\{[^}]+\}/g, '([^/]+)');
  const found = new RegExp(`^${pattern}$`).exec(path);
  return found ? new Map(names.map((name, index) => [name, found[index + 1] ?? ''])) : undefined;
}

/** Decodes the parameters and the body of a request. */
export function decode(operation: OperationSpec, request: Request): Decoded {
  const { parameters, fault } = decodeParameters(operation, request);
  const content = contentFor(operation, request);
  if (
    operation.body === undefined ||
    (content === undefined && request.body.length === 0 && !request.headers.has('content-type'))
  ) {
    return { parameters, body: undefined, ...(fault ? { fault } : {}) };
  }
  if (content === undefined || request.tooLarge)
    return { parameters, body: undefined, fault: 'malformed' };
  try {
    return {
      parameters,
      body: readBody(content, request.headers.get('content-type') ?? '', request.body),
      ...(fault ? { fault } : {}),
    };
  } catch {
    return { parameters, body: undefined, fault: 'malformed' };
  }
}

const contentFor = ({ body }: OperationSpec, { headers }: Request) =>
  body?.content.find(({ mediaType }) => mediaType === essenceOf(headers.get('content-type') ?? ''));

function decodeParameters(
  { path, parameters }: OperationSpec,
  request: Request,
): Omit<Decoded, 'body'> {
  const texts = matchPath(path, request.path);
  const sent: Sent = {
    path: texts,
    query: pairsOf(request.target.split('?').slice(1).join('?').replaceAll('+', '%20'), '&'),
    cookie: pairsOf(request.headers.get('cookie') ?? '', /;[\t ]*/),
    header: request.headers,
  };
  const read: { [place: string]: { [name: string]: unknown } } = {
    path: {},
    query: {},
    header: {},
    cookie: {},
  };
  let fault: 'invalid' | undefined;
  for (const parameter of parameters) {
    try {
      const value = sentValue(parameter, sent);
      if (value !== undefined) read[parameter.in]![parameter.name] = value;
    } catch {
      fault = 'invalid';
    }
  }
  return { parameters: read, ...(fault ? { fault } : {}) };
}

/** The parameters as written. */
type Sent = {
  readonly path: ReadonlyMap<string, string> | undefined;
  readonly query: ReturnType<typeof pairsOf>;
  readonly cookie: ReturnType<typeof pairsOf>;
  readonly header: Request['headers'];
};

function sentValue(parameter: ParameterSpec, sent: Sent): unknown {
  const { in: place, name } = parameter;
  if (place === 'query' && isEmpty(parameter, sent.query)) return '';
  if (place === 'query' || place === 'cookie') return readPairs(parameter, sent[place]);
  const text = place === 'path' ? sent.path?.get(name) : sent.header.get(name.toLowerCase());
  if (text === undefined) return undefined;
  return readText(parameter, place === 'header' ? plain(text) : text);
}

/** Escapes `%`, because header fields are not percent-encoded. */
const plain = (text: string): string => text.replaceAll('%', '%25');

function isRight({ required, schema, allowsEmpty }: ParameterSpec, value: unknown): boolean {
  if (value === undefined) return !required;
  return (allowsEmpty === true && value === '') || fits(schema, value, 'request');
}

/** Judges a request as a conforming implementation does. */
export function judge(
  operation: OperationSpec,
  keys: Keys,
  request: Request,
  { parameters, body, fault }: Decoded,
): Judgement {
  if (!isAuthorized(operation, keys, request)) return 'unauthorized';
  if (fault) return fault;
  try {
    for (const parameter of operation.parameters)
      if (!isRight(parameter, parameters[parameter.in]?.[parameter.name])) return 'invalid';
    if (operation.body === undefined || (body === undefined && !operation.body.required))
      return 'good';
    if (body === undefined) return 'malformed';
    const content = contentFor(operation, request);
    return content === undefined || fits(content.schema, body, 'request') ? 'good' : 'invalid';
  } catch {
    // nested deeper than the stack
    return 'malformed';
  }
}
