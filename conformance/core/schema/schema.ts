import {
  Ajv2020,
  Name,
  type CodeKeywordDefinition,
  type KeywordCxt,
  type ValidateFunction,
} from 'ajv/dist/2020.js';
import { callRef } from 'ajv/dist/vocabularies/core/ref.js';
import formats from 'ajv-formats';
import type { Json } from '../json.ts';
import type { Schema, Alternatives } from './model.ts';
import type { Source } from '../source.ts';
import { isObject } from '../pointer.ts';
import { UserError } from '../user-error.ts';
import { isBase64 } from './base64.ts';
import type { Direction } from './direction.ts';
import type { Documents } from '../contract/documents.ts';
import { prepareSchemas, type PreparedSchemas } from './judged.ts';
import { flatten } from './flat-schema.ts';
import { violations, type BrokenKeyword } from './violations.ts';

/** Turns the schemas of a description into judges of what is sent or of what is answered. JSON Schema 2020-12, formats on, every error kept. */
export function schemaReader(
  documents: Documents,
): (node: unknown, direction: Direction) => Schema {
  const judges: { [direction in Direction]?: ReturnType<typeof judge> } = {};
  return (node, direction) => {
    const source = documents.sourceOf(isObject(node) ? node : {});
    let alternatives: ReturnType<Alternatives> | undefined;
    let validate: Schema['validate'] | undefined;
    return {
      source,
      alternatives: () => (alternatives ??= flatten([node], documents)),
      validate: (instance) =>
        (validate ??= (judges[direction] ??= judge(documents, direction))(node))(instance),
    };
  };
}

/** The judge of one direction. Each schema is compiled once, when an instance first comes to it: a description of a thousand operations needs few at once. */
function judge(documents: Documents, direction: Direction): (node: unknown) => Schema['validate'] {
  const judged = prepareSchemas(documents, direction);
  const compiled = new WeakMap<object, ValidateFunction>();
  const byReference = new Map<string, ValidateFunction>();
  const ajv = validator(judged, (reference) => {
    const known =
      byReference.get(reference) ?? lazily(() => copyOf(documents.target(reference), reference));
    byReference.set(reference, known);
    return known;
  });

  function copyOf(schema: unknown, reference: string): object {
    const broken = documents.broken.get(reference);
    if (broken)
      throw new UserError(
        `${broken.source.file}:${documents.line(broken.source)}: ${broken.reason}`,
      );
    return copy(schema, documents.sourceOf({}));
  }

  const copies = new WeakMap<object, object>();
  function copy(schema: unknown, at: Source): object {
    if (!isObject(schema)) return judged.copy(schema, at);
    const made = copies.get(schema) ?? judged.copy(schema, at);
    copies.set(schema, made);
    return made;
  }

  function compile(copy: object): ValidateFunction {
    const known = compiled.get(copy);
    if (known) return known;
    try {
      const made = ajv.compile(copy);
      compiled.set(copy, made);
      return made;
    } catch (error) {
      if (error instanceof UserError) throw error;
      const source = judged.sourceOf(copy) ?? documents.sourceOf({});
      throw new UserError(
        `${source.file}:${documents.line(source)}: this schema can't be used: ${(error as Error).message}.`,
      );
    }
  }

  /** A validate function as AJV calls it from others, made when it is called: so that all who refer to a schema share it. */
  function lazily(make: () => object): ValidateFunction {
    let made: ValidateFunction | undefined;
    const call = ((data: unknown, context?: Parameters<ValidateFunction>[1]) => {
      made ??= compile(make());
      const isValid = made(data, context);
      call.errors = made.errors ?? null;
      if (made.evaluated) call.evaluated = made.evaluated;
      return isValid;
    }) as ValidateFunction;
    return call;
  }

  function validate(copy: object, instance: Json) {
    const check = compile(copy);
    if (check(instance)) return [];
    return violations((check.errors ?? []) as readonly BrokenKeyword[], { ...judged, validate });
  }

  return (node) => {
    // a schema that is but a reference is what it refers to
    const isReference =
      isObject(node) &&
      typeof node.$ref === 'string' &&
      Object.keys(node).length === 1 &&
      !documents.broken.has(node.$ref);
    const made = copy(
      isReference ? documents.deref(node) : node,
      documents.sourceOf(isObject(node) ? node : {}),
    );
    return (instance) => {
      try {
        return validate(made, instance);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        const source = documents.sourceOf(isObject(node) ? node : {});
        throw new UserError(
          `${source.file}:${documents.line(source)}: this schema can't be used: it refers to itself without end.`,
        );
      }
    };
  };
}

/** AJV with the keywords of OpenAPI; `follow` gives the validate function that a `$ref` leads to. */
function validator(
  judged: PreparedSchemas,
  follow: (reference: string) => ValidateFunction,
): Ajv2020 {
  // most schemas judge few instances, so that optimizing them takes longer than it saves; strict is off because a keyword may well stand where its type is not said
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: false,
    validateSchema: false,
    validateFormats: true,
    meta: false,
    logger: false,
    code: { regExp, optimize: false },
  });
  formats.default(ajv);
  strictFormats(ajv);
  // AJV takes these for annotations
  for (const keyword of ['contentEncoding', 'writeOnly']) ajv.removeKeyword(keyword);
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
      const tags = judged.tagsOf(schema ?? {});
      if (!tags) return true;
      const tag = Object.hasOwn(instance, tags.member) ? instance[tags.member] : undefined;
      return tag !== undefined && (typeof tag !== 'string' || tags.branches.has(tag));
    },
  });
  // it speaks of members only: what is write-only as a whole could not be answered at all
  ajv.addKeyword({
    keyword: 'writeOnly',
    validate: (is: unknown, _: unknown, __?: unknown, context?: { readonly parentData: unknown }) =>
      is !== true || !isObject(context?.parentData),
  });
  // AJV compiles what a `$ref` leads to anew for each schema that comes to it
  definitionOf(ajv, '$ref').code = (cxt) =>
    callRef(cxt, cxt.gen.scopeValue('validate', { ref: follow(String(cxt.schema)) }));
  for (const keyword of ['anyOf', 'oneOf', 'contains', 'propertyNames'])
    withoutInnerErrors(definitionOf(ajv, keyword));
  return ajv;
}

/** The variable in which AJV's code counts errors. */
const errorCount = new Name('errors');
const definitionOf = (ajv: Ajv2020, keyword: string) =>
  ajv.getKeyword(keyword) as CodeKeywordDefinition;

/** Makes a keyword report itself alone: the errors of what it tried are judged again where they matter, each branch by itself. */
function withoutInnerErrors(definition: CodeKeywordDefinition): void {
  const { code } = definition;
  definition.trackErrors = true;
  definition.code = (cxt: KeywordCxt) => {
    const [error, subschema] = [cxt.error.bind(cxt), cxt.subschema.bind(cxt)];
    // each name is tried by itself, so that the errors of one go and those of another stay
    if (definition.keyword === 'propertyNames') {
      cxt.subschema = (...of) => {
        (cxt as { errsCount?: unknown }).errsCount = cxt.gen.const('_errs', errorCount);
        return subschema(...of);
      };
    }
    cxt.error = (...of) => {
      cxt.reset();
      error(...of);
    };
    code(cxt);
  };
}

/** A pattern as JSON Schema has it, with Unicode; many are written for engines without, and escape what needs none. */
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
 * Makes three formats as strict as their specifications: ajv-formats takes a blank for the `T`, an offset without its
 * colon, and a UUID as a URN. @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6 https://www.rfc-editor.org/rfc/rfc9562#section-4
 */
function strictFormats(ajv: Ajv2020): void {
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
  // a local part in quotes is rare and right: RFC 5321, section 4.1.2
  const isEmail = formats.default(new Ajv2020()).formats.email as RegExp;
  ajv.addFormat('email', (text: string) =>
    isEmail.test(text.replace(/^"(?:[^"\\]|\\.)+"@/, 'quoted@')),
  );
  ajv.addFormat('uuid', /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i);
}
