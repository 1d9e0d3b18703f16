import { documentedMediaType, isJson } from './media-type.ts';
import { sentTypeOf } from './sent-type.ts';
import type { MediaType, Operation, Parameter } from '../contract/model.ts';
import type { WireRequest } from './messages.ts';
import type { RequestViolation, Rule } from './request-part.ts';
import type { Json } from '../json.ts';
import type { Source } from '../source.ts';
import { escapeToken, setMember } from '../pointer.ts';
import { deepMembersOf } from './deep-object.ts';
import { doubtAboutNumbers } from './bodies/interoperable.ts';
import { ownText } from './cookie-field.ts';
import { codecFor, violationsOf } from './codecs.ts';
import { matchPath } from './path.ts';
import { pairOf } from './percent.ts';
import type { Readable } from './runtime-expression.ts';
import {
  claimedBeside,
  isSentEmpty,
  parameterValue,
  parameterValueIn,
  type Pair,
} from './read-parameter.ts';

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
  const { parameters, broken } = readParameters(operation, request);
  const body = readBody(operation, request);
  return {
    parameters,
    ...(body.value === undefined ? {} : { body: body.value }),
    ...classified(operation, [...broken, ...body.violations]),
  };
}

function readParameters(operation: Operation, request: WireRequest) {
  const texts = textsOf(operation, request);
  const parameters: { [place in Parameter['in']]: { [name: string]: Json } } = {
    path: {},
    query: {},
    header: {},
    cookie: {},
  };
  const broken: RequestViolation[] = [];
  for (const parameter of operation.parameters) {
    const { in: place, name } = parameter;
    const field = place === 'header' ? headerOf(request, name) : undefined;
    const value = valueSent(parameter, texts, field, operation);
    const pointer = `/${escapeToken(name)}`;
    if (value !== undefined) {
      const found = brokenIn(value, parameter, pointer, texts.query);
      if (found === 'empty') continue;
      setMember(parameters[place], name, value);
      broken.push(...found);
      if (field !== undefined) broken.push(...doubtsOfField(field, pointer, parameter.source));
      // a Cookie field is there, also if all of its cookies belong to others
    } else if (parameter.required && !isSentEmpty(parameter, texts.query) && field === undefined) {
      broken.push(absent(place, pointer, parameter.source));
    }
  }
  return { parameters, broken };
}

/** The texts of a request that hold parameters. */
type Texts = {
  readonly path: ReadonlyMap<string, string>;
  readonly query: readonly Pair[];
  readonly cookie: readonly Pair[];
};

function textsOf(operation: Operation, request: WireRequest): Texts {
  const [path = '', ...queries] = request.path.split('?');
  // only the first question mark begins the query: RFC 3986, section 3.4
  const query = queries.join('?');
  return {
    path: matchPath(operation.path, path) ?? new Map<string, string>(),
    query: pairsOf(query, '&'),
    cookie: pairsOf(headerOf(request, 'cookie') ?? '', ';'),
  };
}

/** The value of a parameter; `field` is the header field of its name. */
function valueSent(
  parameter: Parameter,
  texts: Texts,
  field: string | undefined,
  operation: Operation,
): Json | undefined {
  const { in: place, name } = parameter;
  if (place === 'query' || place === 'cookie')
    return parameterValueIn(parameter, texts[place], claimedBeside(parameter, operation));
  const text = place === 'header' ? ownText(field, parameter, operation) : texts.path.get(name);
  return text === undefined ? undefined : parameterValue(parameter, text);
}

/** The rules that a parameter breaks; it counts as left out where it may be empty. */
function brokenIn(
  value: Json,
  parameter: Parameter,
  pointer: string,
  query: Texts['query'],
): RequestViolation[] | 'empty' {
  const found = brokenBy(value, parameter, pointer);
  if (found.length > 0 && isSentEmpty(parameter, query)) return 'empty';
  return parameter.style === 'deepObject'
    ? withoutOpenForms(found, parameter, pointer, deepMembersOf(parameter, query).open)
    : found;
}

/** The rules that the value of a parameter breaks. */
function brokenBy(
  value: Json,
  { in: place, schema, source }: Parameter,
  pointer: string,
): RequestViolation[] {
  const broken = schema.validate(value).map(
    (violation): RequestViolation => ({
      ...violation,
      in: place,
      pointer: `${pointer}${violation.pointer}`,
    }),
  );
  const doubt = doubtAboutNumbers(value);
  if (doubt !== undefined) broken.push(inDoubt(place, pointer, source, doubt));
  return broken;
}

/** Judges the flat members of a `deepObject` alone: the form of the others is in doubt. */
function withoutOpenForms(
  broken: RequestViolation[],
  { in: place, source }: Parameter,
  pointer: string,
  open: ReadonlySet<string>,
): RequestViolation[] {
  if (open.size === 0) return broken;
  const places = [...open].map((member) => `${pointer}/${escapeToken(member)}`);
  const isOpen = (at: string) =>
    at === pointer || places.some((one) => at === one || at.startsWith(`${one}/`));
  return [
    ...broken.filter((violation) => !isOpen(violation.pointer)),
    ...places.map((at) => inDoubt(place, at, source, 'must have a form that OpenAPI defines')),
  ];
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
  if (mediaType && sent !== undefined) return readContent(request.body, sent, mediaType);
  const rule = { in: 'media-type', pointer: '', keyword: 'content' } as const;
  const typeRule = { ...rule, source: under(source, 'content') };
  if (!mediaType) return { violations: [undocumentedType(content, sent, typeRule)] };
  const { value, violations } = readContent(request.body, sentTypeOf(mediaType), mediaType);
  const names = content.map(({ name }) => name).join(', ');
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
  const { value, doubt = doubtAboutNumbers(value) } = decoded;
  const broken = violationsOf(mediaType, sent, value);
  const violations = broken.map((violation): RequestViolation => ({ ...violation, in: 'body' }));
  if (doubt !== undefined) violations.push(inDoubt('body', '', mediaType.source, doubt));
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

/** Readers disagree about it, so that a server may read another value. */
const inDoubt = (
  place: Rule['in'],
  pointer: string,
  source: Source,
  message: string,
): RequestViolation => ({
  ...{ in: place, pointer, source, message },
  ...{ keyword: 'interoperable', reading: 'strict' },
});

/**
 * What recipients disagree about in a header field. Intermediaries and frameworks take an empty
 * field for an absent one, and read other bytes than ASCII as Latin-1, as UTF-8, or not at all.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.5
 */
function doubtsOfField(text: string, pointer: string, source: Source): RequestViolation[] {
  const about = { in: 'header', pointer, source, reading: 'strict' } as const;
  if (text === '') return [{ ...about, keyword: 'empty', message: 'must not be empty' }];
  return isInteroperableField(text)
    ? []
    : [{ ...about, keyword: 'interoperable', message: 'must have characters of ASCII only' }];
}

/** Whether every recipient reads a header field with this text alike. */
export const isInteroperableField = (text: string): boolean => /^[\t\x20-\x7e]*$/.test(text);

/**
 * A header field of a request by its name, in any letter case. Blanks round it are no part of it.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.5
 */
export function headerOf({ headers }: WireRequest, name: string): string | undefined {
  const wanted = name.toLowerCase();
  // comparing lengths first is faster
  const found = headers.find(
    ([sent]) => sent.length === wanted.length && sent.toLowerCase() === wanted,
  );
  return found && withoutBlanks(found[1]);
}

const isBlank = (character: string | undefined) => character === ' ' || character === '\t';

function withoutBlanks(text: string): string {
  let [start, end] = [0, text.length];
  while (isBlank(text[start])) start += 1;
  while (end > start && isBlank(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

const pairsOf = (text: string, separator: string): [string, string][] =>
  text === '' ? [] : text.split(separator).map((pair) => pairOf(pair.trim()));

const under = ({ file, pointer }: Source, member: string): Source => ({
  file,
  pointer: `${pointer}/${member}`,
});
