import { documentedMediaType } from './media-type.ts';
import type { Operation, Parameter } from '../contract/model.ts';
import type { WireRequest } from './messages.ts';
import type { RequestViolation, Rule } from './request-part.ts';
import type { Json } from '../json.ts';
import type { Source } from '../source.ts';
import { escapeToken } from '../pointer.ts';
import { codecOf } from './codecs.ts';
import { matchPath } from './path.ts';
import { pairOf } from './percent.ts';
import type { Readable } from './runtime-expression.ts';
import { claimedBeside, parameterValue, parameterValueIn } from './read-parameter.ts';

/** A request as its receiver reads it, and the rules that it breaks, except about credentials. */
export type ReadRequest = Readable & {
  readonly violations: readonly RequestViolation[];
};

/**
 * Decodes and validates a request, for the runner and the mock alike. Never throws. The keyword is
 * `malformed` for a body that can't be parsed, and `content` for an undocumented media type.
 */
export function readRequest(operation: Operation, request: WireRequest): ReadRequest {
  const [path = '', ...queries] = request.path.split('?');
  // only the first question mark begins the query: RFC 3986, section 3.4
  const query = queries.join('?');
  const texts = {
    path: matchPath(operation.path, path) ?? new Map<string, string>(),
    query: pairsOf(query, '&'),
    cookie: pairsOf(headerOf(request, 'cookie') ?? '', ';'),
  };
  const parameters: { [place in Parameter['in']]: { [name: string]: Json } } = {
    path: {},
    query: {},
    header: {},
    cookie: {},
  };
  const violations: RequestViolation[] = [];
  for (const parameter of operation.parameters) {
    const value = read(parameter);
    const { in: place, name } = parameter;
    const pointer = `/${escapeToken(name)}`;
    if (value !== undefined) {
      parameters[place][name] = value;
      for (const broken of parameter.schema.validate(value))
        violations.push({ ...broken, in: place, pointer: `${pointer}${broken.pointer}` });
    } else if (parameter.required) {
      violations.push(absent(place, pointer, parameter.source));
    }
  }

  function read(parameter: Parameter): Json | undefined {
    const { in: place, name } = parameter;
    if (place === 'query' || place === 'cookie')
      return parameterValueIn(parameter, texts[place], claimedBeside(parameter, operation));
    const text = place === 'header' ? headerOf(request, name) : texts.path.get(name);
    return text === undefined ? undefined : parameterValue(parameter, text);
  }

  const body = readBody(operation, request);
  return {
    parameters,
    ...(body.value === undefined ? {} : { body: body.value }),
    violations: [...violations, ...body.violations],
  };
}

function readBody(
  { requestBody }: Operation,
  request: WireRequest,
): { readonly value?: Json; readonly violations: readonly RequestViolation[] } {
  if (!requestBody) return { violations: [] };
  const { required, content, source } = requestBody;
  const sent = headerOf(request, 'content-type');
  if (!request.body?.length) return { violations: required ? [absent('body', '', source)] : [] };
  const mediaType = documentedMediaType(content, sent);
  if (!mediaType) {
    const names = content.map(({ name }) => name).join(', ');
    const message = sent === undefined ? `must be named: ${names}` : `must be ${names}`;
    const rule = { in: 'media-type', pointer: '', keyword: 'content' } as const;
    return { violations: [{ ...rule, message, source: under(source, 'content') }] };
  }
  // without a codec for this documented media type, no rule can be checked
  const decoded = codecOf(sent ?? '')?.decode(request.body, sent ?? '', mediaType);
  if (!decoded) return { violations: [] };
  if ('problem' in decoded) {
    const rule = { in: 'body', pointer: '', keyword: 'malformed' } as const;
    return { violations: [{ ...rule, message: decoded.problem, source: mediaType.source }] };
  }
  const { value } = decoded;
  const broken = mediaType.schema?.validate(value) ?? [];
  return { value, violations: broken.map((violation) => ({ ...violation, in: 'body' })) };
}

const absent = (place: Rule['in'], pointer: string, source: Source): RequestViolation => ({
  in: place,
  pointer,
  keyword: 'required',
  message: 'must be present',
  source: under(source, 'required'),
});

/** A header field of a request by its name, in any letter case. */
export function headerOf({ headers }: WireRequest, name: string): string | undefined {
  const wanted = name.toLowerCase();
  // comparing lengths first is faster
  return headers.find(
    ([sent]) => sent.length === wanted.length && sent.toLowerCase() === wanted,
  )?.[1];
}

const pairsOf = (text: string, separator: string): [string, string][] =>
  text === '' ? [] : text.split(separator).map((pair) => pairOf(pair.trim()));

const under = ({ file, pointer }: Source, member: string): Source => ({
  file,
  pointer: `${pointer}/${member}`,
});
