/**
 * AJV for the Schema Objects of OpenAPI 3.1: JSON Schema 2020-12 with the keywords of OpenAPI and
 * strict formats.
 *
 * AJV offers no option for what `followReferences` and `withoutInnerErrors` need, so this file
 * changes definitions of
 * its keywords and depends on its internals. No other file does. `ajv-openapi.test.ts` holds the
 * version of AJV and
 * the behaviour of each change: an update of AJV fails there first.
 */
import {
  Ajv2020,
  Name,
  type CodeKeywordDefinition,
  type KeywordCxt,
  type ValidateFunction,
} from 'ajv/dist/2020.js';
import { callRef } from 'ajv/dist/vocabularies/core/ref.js';
import formats from 'ajv-formats';
import { isObject } from '../pointer.ts';
import { isBase64 } from './base64.ts';
import type { Tags } from './discriminator.ts';

export type { ValidateFunction };

/** What AJV needs of the description. */
export type AjvContext = {
  /** The tags of a prepared schema with a discriminator. */
  readonly tagsOf: (schema: object) => Tags | undefined;
  /** The validate function of the target of a `$ref`. */
  readonly follow: (reference: string) => ValidateFunction;
};

/** Makes an AJV that reports every error. It expects schemas from `prepareSchemas`. */
export function openApiAjv({ tagsOf, follow }: AjvContext): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    // a keyword is valid JSON Schema also where no `type` is given for it
    strict: false,
    validateSchema: false,
    validateFormats: true,
    meta: false,
    logger: false,
    // most schemas validate few instances: to optimize their code takes longer than it saves
    code: { regExp, optimize: false },
  });
  formats.default(ajv);
  addStrictFormats(ajv);
  addOpenApiKeywords(ajv, tagsOf);
  followReferences(ajv, follow);
  for (const keyword of ['anyOf', 'oneOf', 'contains', 'propertyNames'])
    withoutInnerErrors(definitionOf(ajv, keyword));
  return ajv;
}

function addOpenApiKeywords(ajv: Ajv2020, tagsOf: AjvContext['tagsOf']): void {
  // AJV declares these as annotations
  for (const keyword of ['contentEncoding', 'writeOnly']) ajv.removeKeyword(keyword);
  // `prepareSchemas` writes a schema `false` as `never: true`, because only objects have a position
  ajv.addKeyword({ keyword: 'never', validate: (never: unknown) => never !== true });
  ajv.addKeyword({
    keyword: 'contentEncoding',
    type: 'string',
    validate: (encoding: unknown, text: string) =>
      !/^base64(url)?$/i.test(String(encoding)) || isBase64(text),
  });
  ajv.addKeyword({
    keyword: 'discriminator',
    type: 'object',
    validate: (_: unknown, instance: { readonly [member: string]: unknown }, schema?: object) => {
      const tags = tagsOf(schema ?? {});
      if (!tags) return true;
      const tag = Object.hasOwn(instance, tags.member) ? instance[tags.member] : undefined;
      return tag !== undefined && (typeof tag !== 'string' || tags.branches.has(tag));
    },
  });
  // it applies to members only: an instance that is write-only as a whole could never be answered
  ajv.addKeyword({
    keyword: 'writeOnly',
    validate: (is: unknown, _: unknown, __?: unknown, context?: { readonly parentData: unknown }) =>
      is !== true || !isObject(context?.parentData),
  });
}

const definitionOf = (ajv: Ajv2020, keyword: string) =>
  ajv.getKeyword(keyword) as CodeKeywordDefinition;

/**
 * Patch 1: `$ref` calls a function that we give. AJV itself compiles the target of a `$ref` again
 * for each schema that
 * refers to it, and all targets at once. Internals: `callRef`, the code by which AJV calls a
 * compiled `$ref`.
 */
function followReferences(ajv: Ajv2020, follow: AjvContext['follow']): void {
  definitionOf(ajv, '$ref').code = (cxt) =>
    callRef(cxt, cxt.gen.scopeValue('validate', { ref: follow(String(cxt.schema)) }));
}

/** The variable in which the code that AJV generates counts errors. */
const errorCount = new Name('errors');

/**
 * Patch 2: a keyword reports itself alone, without the errors of the subschemas that it tries.
 * `violations.ts`
 * validates each branch again where its errors matter. Internals: `cxt.error`, `cxt.reset`, and the
 * `trackErrors` of AJV's own definitions.
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
 * Patch 3: `propertyNames` tries each name in a loop, so `reset` must go back to the count of
 * errors at the start of
 * the round: the errors of earlier names stay. Internals: `cxt.errsCount`, which AJV declares as
 * read-only.
 */
function countErrorsPerName(cxt: KeywordCxt): void {
  const subschema = cxt.subschema.bind(cxt);
  cxt.subschema = (...of) => {
    (cxt as { errsCount?: unknown }).errsCount = cxt.gen.const('_errs', errorCount);
    return subschema(...of);
  };
}

/**
 * Compiles a pattern with Unicode, as JSON Schema says; without, where it escapes characters that
 * need no escape.
 */
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

/**
 * Replaces the formats that ajv-formats checks too loosely: it accepts a blank for the `T`, an
 * offset without a colon
 * and a UUID as a URN; and too strictly: it refuses a quoted local part of an address (RFC 5321,
 * section 4.1.2).
 * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6 https://www.rfc-editor.org/rfc/rfc9562#section-4
 */
function addStrictFormats(ajv: Ajv2020): void {
  const date = /^\d{4}-\d{2}-\d{2}$/;
  const time = /^\d{2}:\d{2}:\d{2}(\.\d+)?(z|[+-]\d{2}:\d{2})$/i;
  const isDate = formats.default.get('date') as { validate: (text: string) => boolean };
  const isTime = formats.default.get('time') as { validate: (text: string) => boolean };
  const isStrictTime = (text: string) => time.test(text) && isTime.validate(text);
  ajv.addFormat('time', isStrictTime);
  ajv.addFormat('date-time', (text: string) => {
    const [day = '', hours = '', ...more] = text.split(/t/i);
    return more.length === 0 && date.test(day) && isDate.validate(day) && isStrictTime(hours);
  });
  const isEmail = formats.default(new Ajv2020()).formats.email as RegExp;
  ajv.addFormat('email', (text: string) =>
    isEmail.test(text.replace(/^"(?:[^"\\]|\\.)+"@/, 'quoted@')),
  );
  ajv.addFormat('uuid', /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i);
}
