import type { Documents } from '../contract/documents.ts';
import { cached, once } from '../memoize.ts';
import type { Json } from '../json.ts';
import { isObject } from '../pointer.ts';
import type { Source } from '../source.ts';
import { UserError } from '../user-error.ts';
import { openApiAjv, type ValidateFunction } from './ajv-openapi.ts';
import type { Direction } from './direction.ts';
import { flatten } from './flat-schema.ts';
import type { Reading, Schema, Violation } from './model.ts';
import { prepareSchemas, type PreparedSchemas } from './prepare-schemas.ts';
import { readingsDiffer } from './readings-differ.ts';
import { violations, type BrokenKeyword, type ErrorContext } from './violations.ts';

/**
 * Reads the schemas of a description for one direction. A schema is compiled when it first
 * validates; then one that can't be used throws a `UserError` with file and line.
 */
export function schemaReader(
  documents: Documents,
): (node: unknown, direction: Direction) => Schema {
  const read = (direction: Direction) => {
    const schemas = new Map<unknown, Schema>();
    const validatorOf = once(() => directionValidator(documents, direction));
    return (node: unknown): Schema =>
      cached(schemas, node, () => {
        const validate = once(() => validatorOf()(node));
        return {
          source: documents.sourceOf(isObject(node) ? node : {}),
          alternatives: once(() => flatten([node], documents)),
          validate: (instance) => validate()(instance),
        };
      });
  };
  const readers = { request: read('request'), response: read('response') };
  return (node, direction) => readers[direction](node);
}

/** Validates the instances of one direction. */
function directionValidator(
  documents: Documents,
  direction: Direction,
): (node: unknown) => Schema['validate'] {
  const prepared = prepareSchemas(documents, direction);
  const byReading = (reading: Reading) => {
    const { prepare, compile } = schemaCompiler(documents, prepared, reading);
    const validate: ErrorContext['validate'] = (schema, instance) => {
      const isValid = compile(schema);
      if (isValid(instance)) return [];
      const errors = (isValid.errors ?? []) as readonly BrokenKeyword[];
      return violations(errors, { ...prepared, validate });
    };
    return { prepare, validate };
  };
  const strict = byReading('strict');
  // most schemas read the same in both ways
  const loose = once(() => byReading('loose'));
  const differs = once(() => readingsDiffer(documents));

  return (node) => {
    const source = documents.sourceOf(isObject(node) ? node : {});
    // a schema that only refers to another shares its code
    const isReference =
      isObject(node) &&
      typeof node.$ref === 'string' &&
      Object.keys(node).length === 1 &&
      !documents.broken.has(node.$ref);
    const schema = isReference ? documents.deref(node) : node;
    const validateBy = ({ prepare, validate }: ReturnType<typeof byReading>) => {
      const prepared = once(() => prepare(schema, source));
      return (instance: Json): readonly Violation[] =>
        validate(prepared(), instance).map(({ discriminates: _, ...violation }) => violation);
    };
    const strictly = validateBy(strict);
    const loosely = once(() => (differs()(schema) ? validateBy(loose()) : undefined));
    return (instance) => {
      try {
        const found = strictly(instance);
        const certain = loosely()?.(instance);
        return certain ? withReadings(found, certain) : found;
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        throw unusable(documents, source, 'it refers to itself without end');
      }
    };
  };
}

/**
 * The violations under the strict reading and those under the loose one as one list. What is broken
 * under one reading only is in doubt: under `not`, the loose reading may be the one that is broken.
 */
function withReadings(
  strict: readonly Violation[],
  loose: readonly Violation[],
): readonly Violation[] {
  const inDoubt = (violation: Violation): Violation => ({ ...violation, reading: 'strict' });
  const keyOf = ({ pointer, keyword }: Violation) => `${pointer} ${keyword}`;
  const both = new Set(strict.map(keyOf)).intersection(new Set(loose.map(keyOf)));
  // a value that no reading allows is wrong, whatever rule each of them names
  if (both.size === 0 && strict.length > 0 && loose.length > 0)
    return [...loose, ...strict.map(inDoubt)];
  const isInBoth = (violation: Violation) => both.has(keyOf(violation));
  const ofOne = [...strict, ...loose].filter((violation) => !isInBoth(violation));
  return [...strict.filter(isInBoth), ...ofOne.map(inDoubt)];
}

/** Compiles schemas when they first validate: a run needs few of a large description. */
function schemaCompiler(documents: Documents, prepared: PreparedSchemas, reading: Reading) {
  const copies = new WeakMap<object, object>();
  const compiled = new WeakMap<object, ValidateFunction>();
  const targets = new Map<string, ValidateFunction>();
  const ajv = openApiAjv({
    tagsOf: prepared.tagsOf,
    reading,
    follow: (reference) =>
      cached(targets, reference, () => compiledLater(() => compile(targetOf(reference)))),
  });

  /** The copy of a schema for AJV; `source` is the position of a schema that is no object. */
  function prepare(schema: unknown, source: Source): object {
    if (!isObject(schema)) return prepared.copy(schema, source);
    return cached(copies, schema, () => prepared.copy(schema, source));
  }

  function targetOf(reference: string): object {
    const broken = documents.broken.get(reference);
    if (!broken) return prepare(documents.target(reference), documents.sourceOf({}));
    const { source, reason } = broken;
    throw new UserError(`${documents.at(source)}: ${reason}`);
  }

  function compile(copy: object): ValidateFunction {
    return cached(compiled, copy, () => {
      try {
        return ajv.compile(copy);
      } catch (error) {
        if (error instanceof UserError) throw error;
        const source = prepared.sourceOf(copy) ?? documents.sourceOf({});
        throw unusable(documents, source, (error as Error).message);
      }
    });
  }

  return { prepare, compile };
}

/** A validate function, as AJV calls it for a `$ref`, that is compiled at its first call. */
function compiledLater(compile: () => ValidateFunction): ValidateFunction {
  const compiled = once(compile);
  const call = ((data: unknown, context?: Parameters<ValidateFunction>[1]) => {
    const validate = compiled();
    const isValid = validate(data, context);
    call.errors = validate.errors ?? null;
    if (validate.evaluated) call.evaluated = validate.evaluated;
    return isValid;
  }) as ValidateFunction;
  return call;
}

const unusable = (documents: Documents, source: Source, reason: string): UserError =>
  new UserError(`${documents.at(source)}: this schema can't be used: ${reason}.`);
