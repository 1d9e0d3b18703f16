/**
 * AJV for the Schema Objects of OpenAPI 3.1: JSON Schema 2020-12 with the keywords of OpenAPI, and
 * formats under one of two readings. The four patches below change AJV's keyword definitions and
 * the code that it makes, because AJV has no option for them; no other file depends on its internals.
 * `ajv-openapi.test.ts` pins the version of AJV and tests each patch: an update of AJV fails there
 * first.
 */
import {
  Ajv2020,
  Name,
  type CodeKeywordDefinition,
  type KeywordCxt,
  type ValidateFunction,
} from 'ajv/dist/2020.js';
import { callRef } from 'ajv/dist/vocabularies/core/ref.js';
import type { Json } from '../json.ts';
import { patternOf } from '../pattern/pattern.ts';
import { isObject } from '../pointer.ts';
import { hasTag, type Tags } from './discriminator.ts';
import type { Format } from './formats/format.ts';
import { encodingReading, formatReading, unknownReading } from './formats/reading.ts';
import { isBeyondDoubles, isMultipleOf } from './multiple-of.ts';
import { areUnique } from './unique-items.ts';
import type { Reading } from './model.ts';

export type { ValidateFunction };

/** What AJV needs of the description. */
export type AjvContext = {
  /** The tags of a prepared schema with a discriminator. */
  readonly tagsOf: (schema: object) => Tags | undefined;
  /** The validate function of the target of a `$ref`. */
  readonly follow: (reference: string) => ValidateFunction;
  /** How wide `format` and `contentEncoding` are read. */
  readonly reading: Reading;
  /** Takes note of a pattern that can't judge a text: no text matches it strictly, and any loosely. */
  readonly onUnjudged: (pattern: string) => void;
};

/** Makes an AJV that reports every error. It expects schemas from `prepareSchemas`. */
export function openApiAjv(context: AjvContext): Ajv2020 {
  const matches = patternReading(context);
  const regExp = (pattern: string) => ({
    test: (name: string) => matches(pattern, name),
    // AJV tells patterns apart by their text
    toString: () => pattern,
  });
  const ajv = new Ajv2020({
    allErrors: true,
    // a member named `constructor` is there only if the instance has it
    ownProperties: true,
    verbose: true,
    // a keyword is valid JSON Schema also where no `type` is given for it
    strict: false,
    validateSchema: false,
    meta: false,
    logger: false,
    // most schemas validate few instances: optimizing their code costs more than it saves
    code: {
      regExp: Object.assign(regExp, { code: 'patternOf' }),
      process: collectFewErrors,
      optimize: false,
    },
  });
  addReadings(ajv, context.reading);
  addPattern(ajv, matches);
  addOpenApiKeywords(ajv, context.tagsOf, context.reading);
  followReferences(ajv, context.follow);
  for (const keyword of ['anyOf', 'oneOf', 'contains', 'propertyNames'])
    withoutInnerErrors(definitionOf(ajv, keyword));
  return ajv;
}

type Node = { readonly [keyword: string]: unknown };
/** The values that a schema documents itself; `prepareSchemas` collects them. */
const documentedIn = ({ documented }: Node): readonly Json[] =>
  Array.isArray(documented) ? documented : [];

/**
 * `format` and `contentEncoding` by their reading. What a schema documents as a value is strictly
 * valid if it is loosely so.
 */
function addReadings(ajv: Ajv2020, reading: Reading): void {
  for (const keyword of ['format', 'contentEncoding']) ajv.removeKeyword(keyword);
  const accepts = (format: Format, text: string, value: Json, schema: Node) =>
    format[reading](text) || (documentedIn(schema).includes(value) && format.loose(text));
  ajv.addKeyword({
    keyword: 'format',
    type: ['string', 'number'],
    validate: (name: unknown, value: string | number, schema: Node = {}) => {
      const format = formatReading(String(name));
      if (!format) return unknownReading(documentedIn(schema))[reading](value);
      if (typeof value === 'string') return format.numeric || accepts(format, value, value, schema);
      return !format.numeric || accepts(format, JSON.stringify(value), value, schema);
    },
  });
  ajv.addKeyword({
    keyword: 'contentEncoding',
    type: 'string',
    validate: (name: unknown, text: string, schema: Node = {}) => {
      const format = encodingReading(String(name));
      return !format || accepts(format, text, text, schema);
    },
  });
}

/** Whether a text matches a pattern, or counts as if: `isDocumented` if its schema names it. */
type Matches = (pattern: string, text: string, isDocumented?: () => boolean) => boolean;

function patternReading({ reading, onUnjudged }: AjvContext): Matches {
  return (pattern, text, isDocumented) => {
    const isMatch = patternOf(pattern).test(text);
    if (isMatch !== undefined) return isMatch;
    onUnjudged(pattern);
    return reading === 'loose' || isDocumented?.() === true;
  };
}

/** AJV's own `pattern` can't tell which texts a schema documents. */
function addPattern(ajv: Ajv2020, matches: Matches): void {
  ajv.removeKeyword('pattern');
  ajv.addKeyword({
    keyword: 'pattern',
    type: 'string',
    schemaType: 'string',
    validate: (pattern: string, text: string, schema: Node = {}) =>
      matches(pattern, text, () => documentedIn(schema).includes(text)),
  });
}

function addOpenApiKeywords(ajv: Ajv2020, tagsOf: AjvContext['tagsOf'], reading: Reading): void {
  // AJV declares the first as an annotation, and compares each element with each other
  for (const keyword of [
    'writeOnly',
    'multipleOf',
    'exclusiveMinimum',
    'exclusiveMaximum',
    'uniqueItems',
  ])
    ajv.removeKeyword(keyword);
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    validate: (isAsked: boolean, items: readonly Json[]) => !isAsked || areUnique(items),
  });
  // AJV divides doubles
  ajv.addKeyword({
    keyword: 'multipleOf',
    type: 'number',
    schemaType: 'number',
    validate: (step: number, value: number) => isMultipleOf(value, step),
  });
  // AJV takes a large number that lost digits for the bound itself
  for (const [keyword, sign] of Object.entries({ exclusiveMinimum: 1, exclusiveMaximum: -1 }))
    ajv.addKeyword({
      keyword,
      type: 'number',
      schemaType: 'number',
      validate: (bound: number, value: number) =>
        value === bound ? isBeyondDoubles(bound) : sign * (value - bound) > 0,
    });
  // `prepareSchemas` writes a schema `false` as `never: true`, because only objects have a position
  ajv.addKeyword({ keyword: 'never', validate: (never: unknown) => never !== true });
  // it must not change the outcome, but many servers select the branch by it
  ajv.addKeyword({
    keyword: 'discriminator',
    type: 'object',
    validate: (_: unknown, instance: unknown, schema?: object) =>
      reading === 'loose' || hasTag(instance, tagsOf(schema ?? {})),
  });
  // it applies to members only: a response can't leave out the whole instance
  ajv.addKeyword({
    keyword: 'writeOnly',
    validate: (is: unknown, _: unknown, __?: unknown, context?: { readonly parentData: unknown }) =>
      is !== true || !isObject(context?.parentData),
  });
}

const definitionOf = (ajv: Ajv2020, keyword: string) =>
  ajv.getKeyword(keyword) as CodeKeywordDefinition;

/**
 * Patch 1: `$ref` calls our function. AJV itself compiles all targets at once, and each again for
 * every schema that refers to it. Internals: `callRef`, which generates the call of a `$ref`.
 */
function followReferences(ajv: Ajv2020, follow: AjvContext['follow']): void {
  definitionOf(ajv, '$ref').code = (cxt) =>
    callRef(cxt, cxt.gen.scopeValue('validate', { ref: follow(String(cxt.schema)) }));
}

/**
 * Patch 2: a keyword reports itself alone, without the errors of the subschemas that it tries;
 * `violations.ts` validates the branches again if it needs their errors. Internals: `cxt.error`,
 * `cxt.reset`, and the `trackErrors` of AJV's definitions.
 */
export function withoutInnerErrors(definition: CodeKeywordDefinition): void {
  const { code } = definition;
  definition.code = (cxt: KeywordCxt) => {
    const error = cxt.error.bind(cxt);
    if (definition.keyword === 'propertyNames') countErrorsPerName(cxt);
    cxt.error = (...of) => {
      cxt.reset();
      error(...of);
    };
    code(cxt);
  };
}

/**
 * Patch 3: `propertyNames` tries the names in a loop. `reset` must go back to the start of the
 * round, so that errors of earlier names stay. Internals: `cxt.errsCount`, declared as read-only,
 * and `errors`, the variable in which the generated code counts errors.
 */
function countErrorsPerName(cxt: KeywordCxt): void {
  const subschema = cxt.subschema.bind(cxt);
  cxt.subschema = (...of) => {
    (cxt as { errsCount?: unknown }).errsCount = cxt.gen.const('_errs', new Name('errors'));
    return subschema(...of);
  };
}

/** The most errors of one schema that are kept: nobody reads more, and each is an object. */
export const mostErrors = 1000;

/**
 * Patch 4: the generated code counts all errors, and keeps the first ones only. Without it, an array
 * with a million wrong elements needs gigabytes, and the errors of each `$ref` are copied for the
 * next one. Internals: `vErrors` and `errors`, as AJV writes and resets them.
 */
const collectFewErrors = (code: string): string =>
  code
    .replaceAll(
      /vErrors = vErrors === null \? ([\w.]+) : vErrors\.concat\(\1\);(\s*)errors = vErrors\.length;/g,
      `vErrors = vErrors === null ? $1 : vErrors.length < ${mostErrors} ? vErrors.concat($1) : vErrors;$2errors += $1.length;`,
    )
    .replaceAll(/vErrors\.push\((\w+)\)/g, `(vErrors.length < ${mostErrors} && vErrors.push($1))`)
    .replaceAll(/vErrors\.length = (\w+)/g, 'vErrors.length = Math.min(vErrors.length, $1)');
