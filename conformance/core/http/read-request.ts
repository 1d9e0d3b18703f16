import { documentedMediaType } from './media-type.ts';
import type { Operation, Parameter } from '../contract/model.ts';
import type { WireRequest } from './messages.ts';
import type { RequestViolation } from './request-part.ts';
import type { Json } from '../json.ts';
import type { Source } from '../source.ts';
import { escapeToken } from '../pointer.ts';
import { codecOf } from './codecs.ts';
import { matchPath } from './path.ts';
import { pairOf } from './percent.ts';
import { claimedBeside, parameterValue, parameterValueIn } from './read-parameter.ts';

/**
 * A request as its receiver reads it, and every rule of the contract that it breaks, without those
 * about credentials.
 */
export type ReadRequest = {
  readonly parameters: { readonly [place in Parameter['in']]: { readonly [name: string]: Json } };
  readonly body?: Json;
  readonly violations: readonly RequestViolation[];
};

/**
 * Decodes a request and validates it against the contract, for the runner and the mock alike.
 * The keyword is `malformed` for a body that can't be parsed, and `content` for an undocumented
 * media type. Never throws,
 * whatever a client sends.
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
    if (value !== undefined) {
      parameters[parameter.in][parameter.name] = value;
      for (const broken of parameter.schema.validate(value))
        violations.push({
          ...broken,
          in: parameter.in,
          pointer: `/${escapeToken(parameter.name)}${broken.pointer}`,
        });
    } else if (parameter.required) {
      violations.push({
        in: parameter.in,
        pointer: `/${escapeToken(parameter.name)}`,
        keyword: 'required',
        message: 'must be present',
        source: under(parameter.source, 'required'),
      });
    }
  }

  function read(parameter: Parameter): Json | undefined {
    if (parameter.in === 'header') {
      const text = headerOf(request, parameter.name);
      return text === undefined ? undefined : parameterValue(parameter, text);
    }
    if (parameter.in === 'path') {
      const text = texts.path.get(parameter.name);
      return text === undefined ? undefined : parameterValue(parameter, text);
    }
    return parameterValueIn(parameter, texts[parameter.in], claimedBeside(parameter, operation));
  }

  const body = readBody(operation, request);
  return {
    parameters,
    ...(body.value === undefined ? {} : { body: body.value }),
    violations: [...violations, ...body.violations],
  };
}

function readBody(
  operation: Operation,
  request: WireRequest,
): { value?: Json; violations: RequestViolation[] } {
  const documented = operation.requestBody;
  const sent = headerOf(request, 'content-type');
  if (!documented) return { violations: [] };
  if ((request.body?.length ?? 0) === 0) {
    if (!documented.required) return { violations: [] };
    return {
      violations: [
        {
          in: 'body',
          pointer: '',
          keyword: 'required',
          message: 'must be present',
          source: under(documented.source, 'required'),
        },
      ],
    };
  }
  const mediaType = documentedMediaType(documented.content, sent);
  if (!mediaType) {
    const names = documented.content.map(({ name }) => name).join(', ');
    const message = sent === undefined ? `must be named: ${names}` : `must be ${names}`;
    return {
      violations: [
        {
          in: 'media-type',
          pointer: '',
          keyword: 'content',
          message,
          source: under(documented.source, 'content'),
        },
      ],
    };
  }
  const codec = codecOf(sent ?? '');
  // no codec reads this documented media type, so no rule can be checked
  if (!codec) return { violations: [] };
  const decoded = codec.decode(request.body ?? new Uint8Array(), sent ?? '', mediaType);
  if ('problem' in decoded) {
    return {
      violations: [
        {
          in: 'body',
          pointer: '',
          keyword: 'malformed',
          message: decoded.problem,
          source: mediaType.source,
        },
      ],
    };
  }
  const { value } = decoded;
  const broken = mediaType.schema?.validate(value) ?? [];
  return { value, violations: broken.map((violation) => ({ ...violation, in: 'body' })) };
}

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

const under = (source: Source, member: string): Source => ({
  file: source.file,
  pointer: `${source.pointer}/${member}`,
});
