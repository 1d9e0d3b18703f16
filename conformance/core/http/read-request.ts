import { documentedMediaType, isJson } from './media-type.ts';
import { sentTypeOf } from './sent-type.ts';
import type { MediaType, Operation, Parameter } from '../contract/model.ts';
import type { WireRequest } from './messages.ts';
import type { RequestViolation, Rule } from './request-part.ts';
import type { Json } from '../json.ts';
import type { Source } from '../source.ts';
import { escapeToken } from '../pointer.ts';
import { codecFor, violationsOf } from './codecs.ts';
import { matchPath } from './path.ts';
import { pairOf } from './percent.ts';
import type { Readable } from './runtime-expression.ts';
import { claimedBeside, parameterValue, parameterValueIn } from './read-parameter.ts';

/** A request as its receiver reads it, and the rules that it breaks, except about credentials. */
export type ReadRequest = Readable & {
  /** What a server must refuse: binding rules that are broken under every reading. */
  readonly violations: readonly RequestViolation[];
  /**
   * What a server may refuse: rules that are broken under the strict reading only, rules of strength
   * `usage`, and what a standard leaves open. A valid request has neither violations nor doubts.
   */
  readonly doubts: readonly RequestViolation[];
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
  const broken: RequestViolation[] = [];
  for (const parameter of operation.parameters) {
    const value = read(parameter);
    const { in: place, name } = parameter;
    const pointer = `/${escapeToken(name)}`;
    if (value !== undefined) {
      parameters[place][name] = value;
      for (const violation of parameter.schema.validate(value))
        broken.push({ ...violation, in: place, pointer: `${pointer}${violation.pointer}` });
      if (value === '' && place === 'header') broken.push(emptyField(pointer, parameter.source));
    } else if (parameter.required) {
      broken.push(absent(place, pointer, parameter.source));
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
    ...classified(operation, [...broken, ...body.violations]),
  };
}

const none = { violations: [], doubts: [] } as const;

/** Tells what a server must refuse from what it may refuse. */
function classified(
  { strengthOf }: Operation,
  broken: readonly RequestViolation[],
): Pick<ReadRequest, 'violations' | 'doubts'> {
  // most requests break nothing
  if (broken.length === 0) return none;
  const all = broken.map((violation): RequestViolation => {
    const strength = strengthOf(violation.source);
    return strength === undefined ? violation : { ...violation, strength };
  });
  const binds = ({ reading, strength }: RequestViolation) =>
    reading === 'loose' && strength !== 'usage';
  return {
    violations: all.filter(binds),
    doubts: all.filter((violation) => !binds(violation)),
  };
}

type ReadBody = { readonly value?: Json; readonly violations: readonly RequestViolation[] };

function readBody({ requestBody }: Operation, request: WireRequest): ReadBody {
  if (!requestBody) return { violations: [] };
  const { required, content, source } = requestBody;
  const sent = headerOf(request, 'content-type');
  if (!request.body?.length) return { violations: required ? [absent('body', '', source)] : [] };
  // nothing is documented that could be broken
  if (content.length === 0) return { violations: [] };
  // the recipient may examine content without a Content-Type: RFC 9110, section 8.3
  const mediaType = sent === undefined ? content[0] : documentedMediaType(content, sent);
  const names = content.map(({ name }) => name).join(', ');
  const rule = { in: 'media-type', pointer: '', keyword: 'content' } as const;
  const typeRule = { ...rule, source: under(source, 'content') };
  if (!mediaType) return { violations: [undocumentedType(content, sent, typeRule)] };
  if (sent !== undefined) return readContent(request.body, sent, mediaType);
  const { value, violations } = readContent(request.body, sentTypeOf(mediaType), mediaType);
  const unnamed = { ...typeRule, message: `must be named: ${names}`, reading: 'strict' } as const;
  return { ...(value === undefined ? {} : { value }), violations: [unnamed, ...violations] };
}

/** A reader of JSON may read every media type that says that it is JSON: RFC 6839, section 3.1. */
function undocumentedType(
  content: readonly MediaType[],
  sent: string | undefined,
  rule: Rule & Pick<RequestViolation, 'source'>,
): RequestViolation {
  const message = `must be ${content.map(({ name }) => name).join(', ')}`;
  const isTolerable = isJson(sent ?? '') && content.some(({ name }) => isJson(name));
  return { ...rule, message, reading: 'loose', ...(isTolerable ? { latitude: true } : {}) };
}

/** Reads a body by its documented media type, which `sent` names. */
function readContent(bytes: Uint8Array, sent: string, mediaType: MediaType): ReadBody {
  // without a codec for this documented media type, no rule can be checked
  const decoded = codecFor(mediaType, sent)?.decode(bytes, sent, mediaType);
  if (!decoded) return { violations: [] };
  const about = { in: 'body', pointer: '', source: mediaType.source } as const;
  if ('problem' in decoded) {
    const { problem: message, latitude } = decoded;
    const tolerated = latitude ? { latitude } : {};
    return {
      violations: [{ ...about, keyword: 'malformed', message, reading: 'loose', ...tolerated }],
    };
  }
  const { value, doubt } = decoded;
  const broken = violationsOf(mediaType, sent, value);
  const violations = broken.map((violation): RequestViolation => ({ ...violation, in: 'body' }));
  if (doubt !== undefined)
    violations.push({ ...about, keyword: 'interoperable', message: doubt, reading: 'strict' });
  return { value, violations };
}

const absent = (place: Rule['in'], pointer: string, source: Source): RequestViolation => ({
  in: place,
  pointer,
  keyword: 'required',
  message: 'must be present',
  source: under(source, 'required'),
  reading: 'loose',
});

/** Intermediaries and frameworks take an empty field for an absent one. */
const emptyField = (pointer: string, source: Source): RequestViolation => ({
  in: 'header',
  pointer,
  keyword: 'empty',
  message: 'must not be empty',
  source,
  reading: 'strict',
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
