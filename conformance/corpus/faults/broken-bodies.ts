import { mapSchemas, type Node, type SchemaNode } from '../contract-server/inline.ts';
import { fits } from '../contract-server/judge.ts';
import { put } from '../contract-server/replies.ts';
import { typesOf } from '../contract-server/styles.ts';
import { isObject } from '../implementation/rules.ts';
import type { Corrupted } from './change.ts';
import { numberRules, textRules } from './value-rules.ts';

/** A body that breaks its schema in one location. */
type Broken = {
  readonly what: string;
  readonly mutation: string;
  readonly body: (value: unknown) => unknown;
};

/**
 * Every way to break one rule of a response: walks the schema and its example side by side, and
 * skips results that are valid.
 */
export function* brokenBodies(schema: SchemaNode, example: unknown): Iterable<Broken> {
  const seen = new Set<string>();
  for (const { what, mutation, tokens, value, change } of broken(unrolled(schema), example, [])) {
    const body = (sent: unknown): unknown =>
      value === dropped
        ? without(sent, tokens)
        : put(sent, tokens, change ? change(at(sent, tokens) as Node) : value);
    const whole = body(example);
    const key = JSON.stringify(whole);
    if (seen.has(key) || fits(schema, whole, 'response')) continue;
    seen.add(key);
    yield { what, mutation, body };
  }
}

const dropped = Symbol('dropped');

const at = (value: unknown, tokens: readonly string[]): unknown =>
  tokens.reduce((inner: unknown, token) => (inner as { [name: string]: unknown })[token], value);

/** A schema without recursion. */
const unrolled = (schema: SchemaNode): SchemaNode =>
  isObject(schema) ? ('$ref' in schema ? true : mapSchemas(schema, unrolled)) : schema;

function* broken(schema: SchemaNode, value: unknown, tokens: readonly string[]): Iterable<Placed> {
  if (!isObject(schema) || value === undefined) return;
  const location = tokens.join('/') || 'body';
  const here = ({ what, mutation, ...corrupted }: Corrupted) => ({
    what: `${location}/${what}`,
    mutation: `${mutation} at ${location}`,
    tokens,
    ...corrupted,
  });
  for (const corrupted of [...types(schema, value), ...rules(schema, value)]) yield here(corrupted);
  for (const name of (schema.required as readonly string[] | undefined) ?? []) {
    yield {
      what: `${[...tokens, name].join('/')}/dropped`,
      mutation: `omits the required member ${name}`,
      tokens: [...tokens, name],
      value: dropped,
    };
  }
  yield* inBranches(schema, value, tokens);
  if (isObject(value)) yield* inMembers(schema, value, tokens);
  if (Array.isArray(value)) yield* inElements(schema, value, tokens);
}

type Placed = Corrupted & { tokens: readonly string[] };

function* inBranches(schema: Node, value: unknown, tokens: readonly string[]): Iterable<Placed> {
  for (const keyword of ['allOf', 'anyOf', 'oneOf'])
    for (const inner of (schema[keyword] as SchemaNode[] | undefined) ?? [])
      if (fits(inner, value, 'response')) yield* broken(inner, value, tokens);
  for (const keyword of ['then', 'else'])
    if (schema[keyword] !== undefined) yield* broken(schema[keyword] as SchemaNode, value, tokens);
}

function* inMembers(schema: Node, value: Node, tokens: readonly string[]): Iterable<Placed> {
  const { properties, patternProperties, additionalProperties } = schema;
  for (const [name, member] of Object.entries((properties as Node | undefined) ?? {}))
    yield* broken(member as SchemaNode, value[name], [...tokens, name]);
  const [other] = Object.keys(value).filter(
    (name) => !isObject(properties) || !(name in properties),
  );
  const rest =
    additionalProperties ?? Object.values((patternProperties as Node | undefined) ?? {})[0];
  if (other !== undefined && isObject(rest)) yield* broken(rest, value[other], [...tokens, other]);
}

function* inElements(
  { prefixItems, items }: Node,
  value: readonly unknown[],
  tokens: readonly string[],
): Iterable<Placed> {
  for (const [index, inner] of ((prefixItems as SchemaNode[] | undefined) ?? []).entries())
    yield* broken(inner, value[index], [...tokens, String(index)]);
  if (isObject(items) && prefixItems === undefined)
    yield* broken(items, value[0], [...tokens, '0']);
}

const otherTypes = [7.5, 'text', true, ['text'], { x: 'text' }];

function* types(schema: Node, value: unknown): Iterable<Corrupted> {
  const isNamed = typesOf(schema).length > 0;
  if (isNamed) yield { what: 'null', mutation: 'has null', value: null };
  const wrong = otherTypes.find(
    (other) => typeof other !== typeof value && !fits(schema, other, 'response'),
  );
  if (isNamed && wrong !== undefined)
    yield { what: 'type', mutation: `has ${JSON.stringify(wrong)}`, value: wrong };
  if (typeof value === 'number')
    yield { what: 'quoted', mutation: 'has a number in quotes', value: String(value) };
  if (typeof value === 'boolean')
    yield { what: 'quoted', mutation: 'has a boolean in quotes', value: String(value) };
  if (typesOf(schema).join() === 'integer')
    yield { what: 'fraction', mutation: 'has a fraction', value: Number(value) + 0.5 };
}

function* rules(schema: Node, value: unknown): Iterable<Corrupted> {
  yield* otherValues(schema, value);
  if (typeof value === 'number') yield* numberRules(schema, value);
  if (typeof value === 'string') yield* textRules(schema, value);
  if (Array.isArray(value)) yield* listRules(schema, value);
  if (isObject(value)) yield* memberRules(schema, value);
}

function* otherValues(schema: Node, value: unknown): Iterable<Corrupted> {
  if ('enum' in schema || 'const' in schema)
    yield {
      what: 'other-value',
      mutation: 'has an undocumented value',
      value: typeof value === 'number' ? 99 : typeof value === 'string' ? `${value}-other` : value,
    };
  if ('enum' in schema && typeof value === 'string')
    yield {
      what: 'letter-case',
      mutation: 'has a documented value in the wrong letter case',
      value: value.toUpperCase() === value ? value.toLowerCase() : value.toUpperCase(),
    };
}

function* listRules(schema: Node, value: readonly unknown[]): Iterable<Corrupted> {
  if ('minItems' in schema)
    yield {
      what: 'minItems',
      mutation: 'has too few elements',
      value: value.slice(0, (schema.minItems as number) - 1),
    };
  if ('maxItems' in schema)
    yield {
      what: 'maxItems',
      mutation: 'has too many elements',
      value: Array.from({ length: (schema.maxItems as number) + 1 }, () => value[0]),
    };
  if ('uniqueItems' in schema)
    yield { what: 'uniqueItems', mutation: 'has a duplicate element', value: [...value, value[0]] };
  if (schema.items === false || 'unevaluatedItems' in schema)
    yield { what: 'more-items', mutation: 'has one element too many', value: [...value, value[0]] };
  if ('contains' in schema) {
    const counted = (schema.contains as Node).const;
    yield {
      what: 'contains',
      mutation: 'lacks what it must contain',
      value: value.filter((element) => element !== counted),
    };
    if ('maxContains' in schema)
      yield {
        what: 'maxContains',
        mutation: 'contains something too often',
        value: [...value, ...Array.from({ length: schema.maxContains as number }, () => counted)],
      };
  }
}

function* memberRules(schema: Node, value: Node): Iterable<Corrupted> {
  const closed = ['additionalProperties', 'unevaluatedProperties'].find(
    (keyword) => schema[keyword] === false,
  );
  if (closed)
    yield {
      what: closed,
      mutation: 'has a member that is not allowed',
      value,
      change: (sent) => ({ ...sent, 'un-documented': 'value' }),
    };
  if ('propertyNames' in schema)
    yield {
      what: 'propertyNames',
      mutation: 'has a member with a name that is not allowed',
      value,
      change: (sent) => ({ ...sent, 'A-1': Object.values(value)[0] }),
    };
  if ('minProperties' in schema)
    yield { what: 'minProperties', mutation: 'has too few members', value: {} };
  if ('maxProperties' in schema) {
    const more = Array.from({ length: (schema.maxProperties as number) + 1 }, (_, index) => [
      `m${index}`,
      Object.values(value)[0],
    ]);
    yield {
      what: 'maxProperties',
      mutation: 'has too many members',
      value: Object.fromEntries(more),
    };
  }
  yield* dependencies(schema, value);
  for (const [name, member] of Object.entries((schema.properties as Node | undefined) ?? {})) {
    if ((member as Node).writeOnly === true)
      yield {
        what: `${name}/write-only`,
        mutation: `returns the writeOnly member ${name}`,
        value,
        change: (sent) => ({ ...sent, [name]: 'told-secret' }),
      };
  }
}

function* dependencies(schema: Node, value: Node): Iterable<Corrupted> {
  for (const [name, needed] of Object.entries(
    (schema.dependentRequired as Node | undefined) ?? {},
  )) {
    if (name in value)
      yield {
        what: `dependentRequired/${name}`,
        mutation: `omits what ${name} requires`,
        value,
        change: (sent) =>
          (needed as string[]).reduce((rest: unknown, other) => without(rest, [other]), sent),
      };
  }
  for (const [name, inner] of Object.entries((schema.dependentSchemas as Node | undefined) ?? {})) {
    const needed = ((inner as Node).required as string[] | undefined) ?? [];
    if (name in value && needed.length > 0)
      yield {
        what: `dependentSchemas/${name}`,
        mutation: `omits what ${name} requires`,
        value,
        change: (sent) => needed.reduce((rest: unknown, other) => without(rest, [other]), sent),
      };
  }
}

/** Removes the member at a location. */
function without(value: unknown, tokens: readonly string[]): unknown {
  const [token = '', ...rest] = tokens;
  if (Array.isArray(value))
    return value.map((element, index) =>
      String(index) === token && rest.length > 0 ? without(element, rest) : element,
    );
  if (!isObject(value)) return value;
  const { [token]: inner, ...others } = value;
  return rest.length === 0 || inner === undefined
    ? others
    : { ...value, [token]: without(inner, rest) };
}
