import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { cached } from './memoize.ts';
import { orNearest } from './nearest.ts';
import { isObject, tokensOf, valueAt } from './pointer.ts';
import { UserError } from './user-error.ts';
import type { YamlFile } from './yaml-file.ts';
import type { Json } from './json.ts';

/** The types of JSON Schema as messages name them. */
const types: { readonly [type: string]: string } = {
  object: 'a map',
  array: 'a list',
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

/**
 * Validates a YAML file by the JSON Schema at a path, and returns its value. Throws a `UserError`
 * with file, line and the way out; messages use the `description` of the failed schema.
 */
export function readBySchema({ value: read, file, at }: YamlFile, schema: string): unknown {
  const value: unknown = read() ?? {};
  const problem = problemBySchema(value, schema);
  if (!problem) return value;
  const isWhole = problem.at.length === 0 && !isObject(value);
  throw new UserError(`${isWhole ? `${file}:1` : at(problem.at)}: ${problem.text}.`);
}

const validators = new Map<string, ValidateFunction>();

function compile(schema: string, allErrors: boolean): ValidateFunction {
  const ajv = formats.default(new Ajv2020({ strict: false, verbose: true, allErrors }));
  return ajv.compile(JSON.parse(readFileSync(schema, 'utf8')) as object);
}

/** The most values of which all errors are looked for: each error takes memory. */
const mostJudged = 10_000;

function isLarge(value: unknown): boolean {
  let left = mostJudged;
  const waiting = [value];
  while (waiting.length > 0) {
    const one = waiting.pop();
    if (typeof one !== 'object' || one === null) continue;
    const inner: unknown[] = Array.isArray(one) ? one : Object.values(one);
    left -= inner.length;
    if (left < 0) return true;
    waiting.push(...inner);
  }
  return false;
}

/** Why a value breaks the JSON Schema at a path, and the path in the value; `undefined` if not. */
export function problemBySchema(
  value: unknown,
  schema: string,
): { readonly at: readonly string[]; readonly text: string } | undefined {
  const allErrors = !isLarge(value);
  const validate = cached(validators, `${schema} ${allErrors}`, () => compile(schema, allErrors));
  if (validate(value)) return undefined;
  const error = mostSpecific(validate.errors ?? []);
  const path = tokensOf(error.instancePath);
  const { text, member } = messageOf(error, value as Json);
  return { at: member === undefined ? path : [...path, member], text };
}

/** The deepest error; of several there, an unknown name: it may be a known one, misspelt. */
function mostSpecific(errors: readonly ErrorObject[]): ErrorObject {
  const rankOf = ({ instancePath, keyword }: ErrorObject) =>
    2 * tokensOf(instancePath).length + (keyword === 'additionalProperties' ? 1 : 0);
  return errors
    .filter(({ keyword }) => keyword !== 'propertyNames')
    .reduce((one, other) => (rankOf(other) > rankOf(one) ? other : one));
}

/** A message about an error, and the member it is about if it is not about the whole value. */
function messageOf(error: ErrorObject, value: Json): { text: string; member?: string } {
  const { keyword, params, instancePath, propertyName } = error;
  const { properties = {}, description, enum: words = [] } = error.parentSchema as Parent;
  const found = String(instancePath === '' ? value : valueAt(value, instancePath));
  if (propertyName !== undefined)
    return { text: `"${propertyName}" is not ${description}`, member: propertyName };
  switch (keyword) {
    case 'additionalProperties': {
      const member = String(params.additionalProperty);
      const known = Object.keys(properties);
      const text = `there is no "${member}" here${orNearest(member, known)} It may hold ${known.join(', ')}`;
      return { text, member };
    }
    case 'required': {
      const member = String(params.missingProperty);
      const meaning = properties[member]?.description;
      return { text: `"${member}" is missing here${meaning === undefined ? '' : `: ${meaning}`}` };
    }
    case 'enum':
      return {
        text: `"${found}" is not ${description}${orNearest(found, words)} There are ${words.join(', ')}`,
      };
    default:
      return { text: `${nameOf(instancePath)} must be ${description ?? typesOf(error)}` };
  }
}

/** What messages use of the failed schema. */
type Parent = {
  readonly properties?: { readonly [name: string]: { readonly description?: string } };
  readonly description?: string;
  readonly enum?: readonly string[];
};

const typesOf = ({ params, message }: ErrorObject): string =>
  [params.type]
    .flat()
    .flatMap((type) => types[String(type)] ?? [])
    .join(' or ') || String(message);

/** A member by its name, an element by its list and its number, counted from 1. */
function nameOf(pointer: string): string {
  const [last = 'the file', list] = tokensOf(pointer).toReversed();
  return list !== undefined && /^\d+$/.test(last)
    ? `element ${Number(last) + 1} of "${list}"`
    : `"${last}"`;
}
