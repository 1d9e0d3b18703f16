import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Json, Schema, Source, Violation } from '../model.ts';
import { escapeToken } from '../pointer.ts';
import { UserError } from '../user-error.ts';
import type { Documents } from './documents.ts';
import { shapeOf } from './shape.ts';

/** Turns the schemas of a description into judges of instances. JSON Schema 2020-12, formats on, every error kept. */
export function schemaReader(documents: Documents): (node: unknown) => Schema {
  // strict is off because OpenAPI's own keywords (`discriminator`, `xml`, `example`, `x-…`) stand in its schemas
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false, validateSchema: false, validateFormats: true, logger: false });
  formats.default(ajv);
  // JSON Schema 2020-12 has no keyword `id`; AJV takes one for a mistake of draft 4
  ajv.removeKeyword('id');
  strictFormats(ajv);
  for (const [uri, content] of documents.byUri) usable(() => ajv.addSchema(content as object, uri), documents.sourceOf(content as object));

  function usable<Made>(make: () => Made, { file, pointer }: Source): Made {
    try {
      return make();
    } catch (error) {
      throw new UserError(`${file}:${documents.line({ file, pointer })}: this schema can't be used: ${(error as Error).message}.`);
    }
  }

  return (node) => {
    const source = documents.sourceOf(node as object);
    let compiled: ValidateFunction | undefined;
    return {
      source,
      shape: () => shapeOf([node], documents),
      validate: (instance) => {
        // compiled on first use: a description of a thousand operations needs few of its schemas at once
        compiled ??= usable(() => ajv.compile(node as object), source);
        return compiled(instance) ? [] : violations(compiled.errors ?? [], documents, source);
      },
    };
  };
}

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
  ajv.addFormat('uuid', /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i);
}

/** AJV's errors as broken rules, one per instance place and keyword. */
function violations(errors: readonly ErrorObject[], documents: Documents, fallback: Source): Violation[] {
  const wrongType = new Set(errors.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath));
  const found = new Map<string, Violation>();
  for (const error of errors) {
    // a value of the wrong type breaks that one rule; that it is no member of an enum either says nothing new
    if (error.keyword !== 'type' && wrongType.has(error.instancePath)) continue;
    // `if` only announces what its `then` or `else` reports
    if (error.keyword === 'if') continue;
    const member = memberNamed(error);
    const pointer = member === undefined ? error.instancePath : `${error.instancePath}/${escapeToken(member)}`;
    const key = `${pointer} ${error.keyword}`;
    if (found.has(key)) continue;
    const rule = error.parentSchema ? documents.sourceOf(error.parentSchema) : fallback;
    found.set(key, {
      pointer,
      keyword: error.keyword,
      message: wording(error),
      // `false` forbids without a keyword
      source: { file: rule.file, pointer: error.keyword === 'false schema' ? rule.pointer : `${rule.pointer}/${error.keyword}` },
    });
  }
  return [...found.values()];
}

/** The member that an error is about, where AJV reports it at the object that holds it. */
function memberNamed({ keyword, params }: ErrorObject): string | undefined {
  const named = params as { missingProperty?: string; additionalProperty?: string; unevaluatedProperty?: string };
  if (keyword === 'required' || keyword === 'dependentRequired') return named.missingProperty;
  if (keyword === 'additionalProperties') return named.additionalProperty;
  if (keyword === 'unevaluatedProperties') return named.unevaluatedProperty;
  return undefined;
}

function wording({ keyword, params, message }: ErrorObject): string {
  const { allowedValues, allowedValue } = params as { allowedValues?: Json[]; allowedValue?: Json };
  if (keyword === 'enum' && allowedValues) return `must be one of ${allowedValues.map((value) => JSON.stringify(value)).join(', ')}`;
  if (keyword === 'const') return `must be ${JSON.stringify(allowedValue)}`;
  if (keyword === 'required') return 'must be present';
  const { limit } = params as { limit?: number };
  if (keyword === 'minLength') return `must have at least ${limit} ${limit === 1 ? 'character' : 'characters'}`;
  if (keyword === 'maxLength') return `must have at most ${limit} ${limit === 1 ? 'character' : 'characters'}`;
  return message ?? `breaks ${keyword}`;
}
