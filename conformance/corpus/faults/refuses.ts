import { isDeepStrictEqual } from 'node:util';
import { textFormat } from '../contract-server/formats.ts';
import { fits } from '../contract-server/judge.ts';
import type { OperationSpec } from '../contract-server/description.ts';
import type { Fault, ReceivedRequest, Judgement } from '../contract-server/fault.ts';
import type { Node, SchemaNode } from '../contract-server/inline.ts';
import { typesOf } from '../contract-server/styles.ts';
import { isObject } from '../implementation/rules.ts';
import type { Change } from './change.ts';
import { also, isFreeText, requestLocations, with_, type RequestLocation } from './locations.ts';

/** Servers that are stricter than the description in one location. */
export function* refuses(operation: OperationSpec): Iterable<Fault> {
  const base = { class: 'refuses', operation: operation.id, trips: ['valid-accepted'] } as const;
  for (const location of requestLocations(operation)) {
    for (const { what, mutation, change } of [
      ...bounds(location),
      ...sizes(location),
      ...values(location),
      ...texts(location),
      ...members(location),
      ...lists(location),
      ...branches(location),
    ]) {
      yield {
        ...base,
        id: `${operation.id}/refuses/${location.name}/${what}`,
        reason: `At ${location.name} it ${mutation}.`,
        edit: location.edit(change),
      };
    }
  }
  for (const { name, in: at, required } of operation.parameters) {
    if (required) continue;
    yield {
      ...base,
      id: `${operation.id}/refuses/${at}/${name}/left-out`,
      reason: `It requires the optional ${at} parameter ${name}.`,
      edit: (whole) => ({
        ...whole,
        parameters: whole.parameters.map((other) =>
          other.name === name && other.in === at ? { ...other, required: true } : other,
        ),
      }),
    };
  }
  for (const { what, mutation, fits: isThis, verdict = 'invalid' } of whole(operation)) {
    yield {
      ...base,
      id: `${operation.id}/refuses/${what}`,
      reason: `It ${mutation}.`,
      judge: (own, seen) => (own === 'good' && isThis(seen) ? verdict : own),
    };
  }
}

const never = (schema: Node) => also({ not: schema });

function* bounds({ node, in: at }: RequestLocation): Iterable<Change> {
  const { minLength, maxLength, minimum, maximum } = node as { readonly [keyword: string]: number };
  if (maxLength !== undefined) {
    yield {
      what: 'at-maxLength',
      mutation: `refuses a string of the maximum length, ${maxLength}`,
      change: never({ type: 'string', minLength: maxLength }),
    };
    if (isFreeText(node) && at !== 'header') {
      yield {
        what: 'maxLength-in-utf-16',
        mutation: 'counts UTF-16 code units',
        change: also({
          format: textFormat(`at most ${maxLength} units`, (text) => text.length <= maxLength),
        }),
      };
    }
  }
  if (minLength !== undefined && minLength > 0)
    yield {
      what: 'at-minLength',
      mutation: `refuses a string of the minimum length, ${minLength}`,
      change: never({ type: 'string', maxLength: minLength }),
    };
  if (minimum !== undefined)
    yield {
      what: 'at-minimum',
      mutation: `refuses the minimum itself, ${minimum}`,
      change: never({ const: minimum }),
    };
  if (maximum !== undefined)
    yield {
      what: 'at-maximum',
      mutation: `refuses the maximum itself, ${maximum}`,
      change: never({ const: maximum }),
    };
}

function* sizes({ node, in: at, isJson, isExploded }: RequestLocation): Iterable<Change> {
  const { maxItems, minItems, maxProperties } = node as { readonly [keyword: string]: number };
  const isArray = typesOf(node).includes('array');
  if (maxItems !== undefined && maxItems > (minItems ?? 0))
    yield {
      what: 'at-maxItems',
      mutation: `refuses an array of the maximum length, ${maxItems}`,
      change: with_({ maxItems: maxItems - 1 }),
    };
  if (
    isArray &&
    minItems !== undefined &&
    (maxItems === undefined || minItems < maxItems) &&
    node.items !== false
  ) {
    yield {
      what: 'at-minItems',
      mutation: `refuses an array of the minimum length, ${minItems}`,
      change: with_({ minItems: minItems + 1 }),
    };
  }
  if (
    isArray &&
    !('minItems' in node) &&
    fits(node, [], 'request') &&
    (isJson || (!isExploded && at !== 'path'))
  ) {
    yield {
      what: 'empty-list',
      mutation: 'refuses an empty array',
      change: with_({ minItems: 1 }),
    };
  }
  if (maxProperties !== undefined)
    yield {
      what: 'at-maxProperties',
      mutation: `refuses an object of the maximum size, ${maxProperties}`,
      change: with_({ maxProperties: maxProperties - 1 }),
    };
}

function* values({ node, role }: RequestLocation): Iterable<Change> {
  const listed = (node.enum as readonly unknown[] | undefined) ?? [];
  // the values that a condition asks for are its branches' to refuse
  if (listed.length > 1)
    for (const member of listed)
      yield {
        what: `enum=${String(member)}`,
        mutation: `refuses the documented value ${JSON.stringify(member)}`,
        change: never({ const: member }),
      };
  const types = typesOf(node);
  if (listed.length > 0 || 'const' in node || role === 'condition') return;
  if (types.length > 1 && 'type' in node)
    for (const type of types)
      yield {
        what: `type=${type}`,
        mutation: `refuses the documented type ${type}`,
        change: never({ type }),
      };
  if (types.join() === 'boolean')
    for (const value of [true, false])
      yield {
        what: `boolean=${value}`,
        mutation: `refuses ${value}`,
        change: never({ const: value }),
      };
}

function* texts(location: RequestLocation): Iterable<Change> {
  const { node, in: at, isExploded, role } = location;
  const onlyIf = (pattern: string): Node => ({ anyOf: [{ not: { type: 'string' } }, { pattern }] });
  if (isFreeText(node) && role !== 'condition') {
    // OpenAPI allows an empty value in a query only where it says so: `allowEmptyValue`
    const canBeEmpty = at === 'body';
    if (
      canBeEmpty &&
      !('minLength' in node) &&
      !(role === 'element' && !isExploded && at !== 'body')
    )
      yield {
        what: 'empty-text',
        mutation: 'refuses an empty string',
        change: never({ const: '' }),
      };
    if (at !== 'header')
      yield {
        what: 'text-beyond-ascii',
        mutation: 'refuses a string that is not ASCII',
        change: also(onlyIf('^[\\x00-\\x7f]*$')),
      };
  }
  if (node.format === 'date-time') {
    yield {
      what: 'offset',
      mutation: 'accepts no time zone but Z',
      change: never({ type: 'string', pattern: '[+-][0-9]{2}:[0-9]{2}$' }),
    };
    yield {
      what: 'nine-fraction-digits',
      mutation: 'parses milliseconds only',
      change: never({ type: 'string', pattern: '\\.[0-9]{4,}' }),
    };
  }
  if (node.contentEncoding === 'base64') {
    yield {
      what: 'padded',
      mutation: 'refuses padded base64',
      change: never({ type: 'string', pattern: '=$' }),
    };
    yield {
      what: 'not-padded',
      mutation: 'refuses unpadded base64',
      change: also(onlyIf('=$')),
    };
  }
}

function* members(location: RequestLocation): Iterable<Change> {
  const { node, role, in: at, isJson } = location;
  if (!isObject(node.properties) || role === 'condition') return;
  const required = (node.required as readonly string[] | undefined) ?? [];
  for (const [name, member] of Object.entries(node.properties)) {
    if (required.includes(name) || (member as Node).readOnly === true) continue;
    yield {
      what: `left-out/${name}`,
      mutation: `requires the optional member ${name}`,
      change: also({ required: [name] }),
    };
  }
  const limits = [
    'additionalProperties',
    'unevaluatedProperties',
    'propertyNames',
    'patternProperties',
    'maxProperties',
  ];
  const isOpen = typesOf(node).includes('object') && limits.every((keyword) => !(keyword in node));
  if (at === 'body' && isJson && isOpen) {
    yield {
      what: 'undocumented-member',
      mutation: 'refuses undocumented members',
      change: also({
        anyOf: [{ not: { type: 'object' } }, { propertyNames: { enum: namesIn(node) } }],
      }),
    };
  }
}

/** The members that a schema and its branches name. */
function namesIn(node: Node): string[] {
  const inner = ['allOf', 'anyOf', 'oneOf'].flatMap(
    (keyword) => (node[keyword] as SchemaNode[] | undefined) ?? [],
  );
  const dependent = ['then', 'else']
    .map((keyword) => node[keyword])
    .concat(Object.values((node.dependentSchemas as Node | undefined) ?? {}));
  return [
    ...Object.keys((node.properties as Node | undefined) ?? {}),
    ...[...inner, ...dependent].filter(isObject).flatMap(namesIn),
  ];
}

function* lists({ node }: RequestLocation): Iterable<Change> {
  const { prefixItems, minItems } = node as {
    readonly prefixItems?: readonly unknown[];
    readonly minItems?: number;
  };
  if (prefixItems && (minItems ?? 0) < prefixItems.length)
    yield {
      what: 'fewer-than-prefixItems',
      mutation: 'requires every element of prefixItems',
      change: with_({ minItems: prefixItems.length }),
    };
  if (prefixItems && node.items !== false && 'items' in node)
    yield {
      what: 'more-than-prefixItems',
      mutation: 'refuses elements after those of prefixItems',
      change: with_({ items: false }),
    };
}

function* branches({ node }: RequestLocation): Iterable<Change> {
  for (const keyword of ['anyOf', 'oneOf']) {
    const all = node[keyword] as readonly SchemaNode[] | undefined;
    if (!all || all.length < 2) continue;
    for (const index of all.keys())
      yield {
        what: `${keyword}/${index}`,
        mutation: `refuses branch ${index} of ${keyword}`,
        change:
          keyword === 'oneOf' && isObject(all[index])
            ? never(all[index])
            : with_({ [keyword]: all.filter((_, at) => at !== index) }),
      };
  }
  if ('if' in node) {
    yield { what: 'if', mutation: 'refuses what if matches', change: never(node.if as Node) };
    yield {
      what: 'if-not',
      mutation: 'refuses what if does not match',
      change: also(node.if as Node),
    };
  }
}

type Whole = {
  readonly what: string;
  readonly mutation: string;
  readonly fits: (seen: ReceivedRequest) => boolean;
  readonly verdict?: Judgement;
};

function* whole(operation: OperationSpec): Iterable<Whole> {
  const typeOf = ({ request }: ReceivedRequest) => request.headers.get('content-type') ?? '';
  for (const { mediaType, examples } of operation.body?.content ?? []) {
    for (const [name, value] of examples)
      yield {
        what: `example/${name}`,
        mutation: `refuses the documented example ${name}`,
        fits: ({ body }) => isDeepStrictEqual(body, value),
      };
    const isMultipart = mediaType.startsWith('multipart/');
    if (!isMultipart)
      yield {
        what: 'charset',
        mutation: 'refuses a Content-Type with a charset',
        fits: (seen) => typeOf(seen).includes(';'),
        verdict: 'malformed',
      };
    yield {
      what: 'media-type-in-upper-case',
      mutation: 'distinguishes the letter case of media types',
      fits: (seen) => /[A-Z]/.test(typeOf(seen).split(';')[0] ?? ''),
      verdict: 'malformed',
    };
  }
  for (const { name, in: at, example } of operation.parameters) {
    if (example !== undefined)
      yield {
        what: `example/${at}/${name}`,
        mutation: `refuses the documented example of ${name}`,
        fits: ({ parameters }) => isDeepStrictEqual(plain(parameters[at]?.[name]), example),
      };
  }
  const hasFields =
    operation.body !== undefined || operation.parameters.some(({ in: at }) => at === 'header');
  if (hasFields)
    yield {
      what: 'header-names-in-upper-case',
      mutation: 'distinguishes the letter case of header names',
      fits: ({ request }) =>
        request.headerNames.some((name) => /^[A-Z-]*[A-Z]{2}[A-Z-]*$/.test(name)),
    };
  // needs a documented refusal
  if (operation.refusals.has('invalid'))
    yield {
      what: 'second-time',
      mutation: 'refuses a repeated request',
      fits: ({ before }) => before.same > 0,
    };
}

const plain = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value));
