/**
 * AJV for the Schema Objects of OpenAPI 3.1: JSON Schema 2020-12 with the keywords of OpenAPI, and
 * formats under one of two readings. The three patches below change AJV's keyword definitions,
 * because AJV has no option for them; no other file depends on its internals.
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
import { isObject } from '../pointer.ts';
import { hasTag, type Tags } from './discriminator.ts';
import type { Format } from './formats/format.ts';
import { encodingReading, formatReading, unknownReading } from './formats/reading.ts';
import { isBeyondDoubles, isMultipleOf } from './multiple-of.ts';
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
};

/** Makes an AJV that reports every error. It expects schemas from `prepareSchemas`. */
export function openApiAjv({ tagsOf, follow, reading }: AjvContext): Ajv2020 {
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
    code: { regExp, optimize: false },
  });
  addReadings(ajv, reading);
  addOpenApiKeywords(ajv, tagsOf, reading);
  followReferences(ajv, follow);
  for (const keyword of ['anyOf', 'oneOf', 'contains', 'propertyNames'])
    withoutInnerErrors(definitionOf(ajv, keyword));
  return ajv;
}

/**
 * `format` and `contentEncoding` by their reading. What a schema documents as a value is strictly
 * valid if it is loosely so.
 */
function addReadings(ajv: Ajv2020, reading: Reading): void {
  type Node = { readonly [keyword: string]: unknown };
  for (const keyword of ['format', 'contentEncoding']) ajv.removeKeyword(keyword);
  const documentedIn = ({ documented }: Node): readonly Json[] =>
    Array.isArray(documented) ? documented : [];
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

function addOpenApiKeywords(ajv: Ajv2020, tagsOf: AjvContext['tagsOf'], reading: Reading): void {
  // AJV declares the first as an annotation
  for (const keyword of ['writeOnly', 'multipleOf', 'exclusiveMinimum', 'exclusiveMaximum'])
    ajv.removeKeyword(keyword);
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
function withoutInnerErrors(definition: CodeKeywordDefinition): void {
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

/** Compiles a pattern with the flag `u`, as JSON Schema says; without it if that is invalid. */
const regExp = Object.assign(
  (pattern: string, flags: string): RegExp => {
    try {
      return new RegExp(pattern, flags);
    } catch {
      return new RegExp(pattern);
    }
  },
  { code: 'new RegExp' },
);
