import { mapSchemas, type Node, type SchemaNode } from '../contract-server/inline.ts';
import { fits } from '../contract-server/judge.ts';
import { put } from '../contract-server/replies.ts';
import { typesOf } from '../contract-server/styles.ts';
import { isObject } from '../implementation/rules.ts';

/** A body that breaks its schema in one place. */
type Broken = {
  readonly what: string;
  readonly sin: string;
  readonly body: (value: unknown) => unknown;
};

/** With another value, or a change of the one that is there. */
type Spoiled = {
  readonly what: string;
  readonly sin: string;
  readonly value: unknown;
  readonly change?: (value: Node) => unknown;
};

/**
 * Every way to break one rule of an answer: walks the schema and its example side by side. What turns out to be valid
 * all the same is no fault and left out.
 */
export function* brokenBodies(schema: SchemaNode, example: unknown): Iterable<Broken> {
  const seen = new Set<string>();
  for (const { what, sin, tokens, value, change } of broken(unrolled(schema), example, [])) {
    const body = (sent: unknown): unknown =>
      value === dropped
        ? without(sent, tokens)
        : put(sent, tokens, change ? change(at(sent, tokens) as Node) : value);
    const whole = body(example);
    const key = JSON.stringify(whole);
    if (seen.has(key) || fits(schema, whole, 'answer')) continue;
    seen.add(key);
    yield { what, sin, body };
  }
}

const dropped = Symbol('dropped');

const at = (value: unknown, tokens: readonly string[]): unknown =>
  tokens.reduce((inner: unknown, token) => (inner as { [name: string]: unknown })[token], value);

/** A schema that ends where it would begin again. */
const unrolled = (schema: SchemaNode): SchemaNode =>
  isObject(schema) ? ('$ref' in schema ? true : mapSchemas(schema, unrolled)) : schema;

function* broken(
  schema: SchemaNode,
  value: unknown,
  tokens: readonly string[],
): Iterable<Spoiled & { tokens: readonly string[] }> {
  if (!isObject(schema) || value === undefined) return;
  const place = tokens.join('/') || 'body';
  const here = ({ what, sin, ...spoiled }: Spoiled) => ({
    what: `${place}/${what}`,
    sin: `${sin} at ${place}`,
    tokens,
    ...spoiled,
  });
  for (const spoiled of [...types(schema, value), ...rules(schema, value)]) yield here(spoiled);
  for (const name of (schema.required as readonly string[] | undefined) ?? []) {
    yield {
      what: `${[...tokens, name].join('/')}/dropped`,
      sin: `leaves out the required member ${name}`,
      tokens: [...tokens, name],
      value: dropped,
    };
  }
  for (const keyword of ['allOf', 'anyOf', 'oneOf'])
    for (const inner of (schema[keyword] as SchemaNode[] | undefined) ?? [])
      if (fits(inner, value, 'answer')) yield* broken(inner, value, tokens);
  for (const keyword of ['then', 'else'])
    if (schema[keyword] !== undefined) yield* broken(schema[keyword] as SchemaNode, value, tokens);
  if (isObject(value)) {
    for (const [name, member] of Object.entries((schema.properties as Node | undefined) ?? {}))
      yield* broken(member as SchemaNode, value[name], [...tokens, name]);
    const [other] = Object.keys(value).filter(
      (name) => !isObject(schema.properties) || !(name in schema.properties),
    );
    const rest =
      schema.additionalProperties ??
      Object.values((schema.patternProperties as Node | undefined) ?? {})[0];
    if (other !== undefined && isObject(rest))
      yield* broken(rest, value[other], [...tokens, other]);
  }
  if (Array.isArray(value)) {
    for (const [index, inner] of ((schema.prefixItems as SchemaNode[] | undefined) ?? []).entries())
      yield* broken(inner, value[index], [...tokens, String(index)]);
    if (isObject(schema.items) && schema.prefixItems === undefined)
      yield* broken(schema.items, value[0], [...tokens, '0']);
  }
}

const strangers = [7.5, 'text', true, ['text'], { x: 'text' }];

function* types(schema: Node, value: unknown): Iterable<Spoiled> {
  const isNamed = typesOf(schema).length > 0;
  if (isNamed) yield { what: 'null', sin: 'has null', value: null };
  const wrong = strangers.find(
    (stranger) => typeof stranger !== typeof value && !fits(schema, stranger, 'answer'),
  );
  if (isNamed && wrong !== undefined)
    yield { what: 'type', sin: `has ${JSON.stringify(wrong)}`, value: wrong };
  if (typeof value === 'number')
    yield { what: 'quoted', sin: 'has a number in quotes', value: String(value) };
  if (typeof value === 'boolean')
    yield { what: 'quoted', sin: 'has a boolean in quotes', value: String(value) };
  if (typesOf(schema).join() === 'integer')
    yield { what: 'fraction', sin: 'has a fraction', value: Number(value) + 0.5 };
}

function* rules(schema: Node, value: unknown): Iterable<Spoiled> {
  const number = (keyword: string) => schema[keyword] as number;
  if ('enum' in schema || 'const' in schema)
    yield {
      what: 'other-value',
      sin: 'has an undocumented value',
      value: typeof value === 'number' ? 99 : typeof value === 'string' ? `${value}-other` : value,
    };
  if ('enum' in schema && typeof value === 'string')
    yield {
      what: 'letter-case',
      sin: 'has a documented value in another letter case',
      value: value.toUpperCase() === value ? value.toLowerCase() : value.toUpperCase(),
    };
  if (typeof value === 'number') {
    if ('minimum' in schema)
      yield {
        what: 'minimum',
        sin: 'is below the minimum',
        value: number('minimum') - ((schema.multipleOf as number | undefined) ?? 1),
      };
    if ('maximum' in schema)
      yield {
        what: 'maximum',
        sin: 'is above the maximum',
        value: number('maximum') + ((schema.multipleOf as number | undefined) ?? 1),
      };
    if ('exclusiveMinimum' in schema)
      yield {
        what: 'exclusiveMinimum',
        sin: 'is the excluded minimum',
        value: number('exclusiveMinimum'),
      };
    if ('exclusiveMaximum' in schema)
      yield {
        what: 'exclusiveMaximum',
        sin: 'is the excluded maximum',
        value: number('exclusiveMaximum'),
      };
    if ('multipleOf' in schema)
      yield { what: 'multipleOf', sin: 'is no multiple', value: value + 1 };
  }
  if (typeof value === 'string') {
    if (number('minLength') > 0)
      yield {
        what: 'minLength',
        sin: 'is too short',
        value: value.slice(0, number('minLength') - 1),
      };
    if ('maxLength' in schema)
      yield { what: 'maxLength', sin: 'is too long', value: 'x'.repeat(number('maxLength') + 1) };
    if ('pattern' in schema)
      yield { what: 'pattern', sin: 'does not match the pattern', value: `${value}!` };
    const { format, contentEncoding } = schema;
    if (format !== undefined || contentEncoding !== undefined)
      yield {
        what: String(format ?? contentEncoding),
        sin: `is no ${String(format ?? contentEncoding)}`,
        value: '!?',
      };
    if (format === 'date-time' || format === 'date')
      yield {
        what: 'no-such-day',
        sin: 'is a day that no calendar has',
        value: value.replace(/^(\d{4})-\d\d-\d\d/, '$1-02-30'),
      };
    if ('not' in schema)
      yield {
        what: 'not',
        sin: 'is what it must not be',
        value: ((schema.not as Node).enum as unknown[] | undefined)?.[0] ?? value,
      };
  }
  if (Array.isArray(value)) yield* listRules(schema, value);
  if (isObject(value)) yield* memberRules(schema, value);
}

function* listRules(schema: Node, value: readonly unknown[]): Iterable<Spoiled> {
  if ('minItems' in schema)
    yield {
      what: 'minItems',
      sin: 'has too few elements',
      value: value.slice(0, (schema.minItems as number) - 1),
    };
  if ('maxItems' in schema)
    yield {
      what: 'maxItems',
      sin: 'has too many elements',
      value: Array.from({ length: (schema.maxItems as number) + 1 }, () => value[0]),
    };
  if ('uniqueItems' in schema)
    yield { what: 'uniqueItems', sin: 'has an element twice', value: [...value, value[0]] };
  if (schema.items === false || 'unevaluatedItems' in schema)
    yield { what: 'more-items', sin: 'has an element too many', value: [...value, value[0]] };
  if ('contains' in schema) {
    const counted = (schema.contains as Node).const;
    yield {
      what: 'contains',
      sin: 'lacks what it must contain',
      value: value.filter((element) => element !== counted),
    };
    if ('maxContains' in schema)
      yield {
        what: 'maxContains',
        sin: 'contains something too often',
        value: [...value, ...Array.from({ length: schema.maxContains as number }, () => counted)],
      };
  }
}

function* memberRules(schema: Node, value: Node): Iterable<Spoiled> {
  const closed = ['additionalProperties', 'unevaluatedProperties'].find(
    (keyword) => schema[keyword] === false,
  );
  if (closed)
    yield {
      what: closed,
      sin: 'has a member that is not allowed',
      value,
      change: (sent) => ({ ...sent, 'un-documented': 'value' }),
    };
  if ('propertyNames' in schema)
    yield {
      what: 'propertyNames',
      sin: 'has a member with a name that is not allowed',
      value,
      change: (sent) => ({ ...sent, 'A-1': Object.values(value)[0] }),
    };
  if ('minProperties' in schema)
    yield { what: 'minProperties', sin: 'has too few members', value: {} };
  if ('maxProperties' in schema) {
    const more = Array.from({ length: (schema.maxProperties as number) + 1 }, (_, index) => [
      `m${index}`,
      Object.values(value)[0],
    ]);
    yield { what: 'maxProperties', sin: 'has too many members', value: Object.fromEntries(more) };
  }
  for (const [name, needed] of Object.entries(
    (schema.dependentRequired as Node | undefined) ?? {},
  )) {
    if (name in value)
      yield {
        what: `dependentRequired/${name}`,
        sin: `leaves out what ${name} needs`,
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
        sin: `leaves out what ${name} needs`,
        value,
        change: (sent) => needed.reduce((rest: unknown, other) => without(rest, [other]), sent),
      };
  }
  for (const [name, member] of Object.entries((schema.properties as Node | undefined) ?? {})) {
    if ((member as Node).writeOnly === true)
      yield {
        what: `${name}/write-only`,
        sin: `tells ${name}, which is only ever written`,
        value,
        change: (sent) => ({ ...sent, [name]: 'told-secret' }),
      };
  }
}

/** A value without the member in a place. */
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
