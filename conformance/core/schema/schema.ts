import type { Documents } from '../contract/documents.ts';
import { cached, once } from '../memoize.ts';
import type { Json } from '../json.ts';
import { isObject } from '../pointer.ts';
import type { Source } from '../source.ts';
import { UserError } from '../user-error.ts';
import { openApiAjv, type AjvContext, type ValidateFunction } from './ajv-openapi.ts';
import type { Direction } from './direction.ts';
import { flatten } from './flat-schema.ts';
import { meantBy } from './meant-schema.ts';
import type { Reading, Schema, Violation } from './model.ts';
import { prepareSchemas, type PreparedSchemas } from './prepare-schemas.ts';
import { readingsDiffer, readingsMayCross } from './readings-differ.ts';
import { violations, type BrokenKeyword, type ErrorContext } from './violations.ts';

/**
 * Reads the schemas of a description for one direction. A schema is compiled when it first
 * validates; then one that can't be used throws a `UserError` with file and line.
 * @param onUnjudged told of a pattern each time that it can't judge a text
 */
export function schemaReader(
  documents: Documents,
  onUnjudged: (pattern: string) => void = () => {},
): (node: unknown, direction: Direction) => Schema {
  const read = (direction: Direction) => {
    const schemas = new Map<unknown, Schema>();
    const validatorOf = once(() => directionValidator(documents, direction, onUnjudged));
    return (node: unknown): Schema =>
      cached(schemas, node, () => {
        const validate = once(() => validatorOf()(node));
        return {
          ...{ source: documents.sourceOf(isObject(node) ? node : {}), node },
          alternatives: once(() => flatten([node], documents)),
          validate: (instance) => validate()(instance),
        };
      });
  };
  const readers = { request: read('request'), response: read('response') };
  return (node, direction) => readers[direction](node);
}

type Branch = ReturnType<ErrorContext['validate']>;
/** What is known of the parts of one instance, by branch. */
type KnownBranches = Map<object, Map<Json, Branch>>;

/** Validates the instances of one direction. */
function directionValidator(
  documents: Documents,
  direction: Direction,
  note: (pattern: string) => void,
): (node: unknown) => Schema['validate'] {
  const prepared = prepareSchemas(documents, direction);
  // whether a pattern could not judge a text since this was last set
  let isUnjudged = false;
  const onUnjudged = (pattern: string) => {
    isUnjudged = true;
    note(pattern);
  };
  const byReading = (reading: Reading) => {
    const { prepare, compile, begin } = schemaCompiler(documents, prepared, {
      reading,
      onUnjudged,
    });
    const judge = (schema: object, instance: Json, known?: KnownBranches): Branch => {
      const isValid = compile(schema);
      begin();
      if (isValid(instance)) return [];
      const errors = (isValid.errors ?? []) as readonly BrokenKeyword[];
      // branches that share schemas have few different parts, and many ways to them
      const branches = known ?? new Map<object, Map<Json, Branch>>();
      const validate: ErrorContext['validate'] = (branch, part) => {
        const ofBranch = cached(branches, branch, () => new Map<Json, Branch>());
        return cached(ofBranch, part, () => judge(branch, part, branches));
      };
      return violations(errors, { ...prepared, reading, validate });
    };
    return { prepare, validate: (schema: object, instance: Json) => judge(schema, instance) };
  };
  const strict = byReading('strict');
  // most schemas read the same in both ways
  const loose = once(() => byReading('loose'));
  const differs = once(() => readingsDiffer(documents));
  const mayCross = once(() => readingsMayCross(documents));

  return (node) => {
    const source = documents.sourceOf(isObject(node) ? node : {});
    // a schema that only refers to another shares its code
    const schema = meantBy(node, documents);
    const validateBy = ({ prepare, validate }: ReturnType<typeof byReading>) => {
      const prepared = once(() => prepare(schema, source));
      return (instance: Json): readonly Violation[] =>
        validate(prepared(), instance).map(({ discriminates: _, ...violation }) => violation);
    };
    const strictly = validateBy(strict);
    const loosely = once(() => validateBy(loose()));
    const isCertain = ({ length }: readonly Violation[]): boolean =>
      !differs()(schema) || (length === 0 && !mayCross()(schema));
    return (instance) => {
      try {
        isUnjudged = false;
        const found = strictly(instance);
        if (isUnjudged) return withUnjudged(found, loosely()(instance), direction);
        return isCertain(found) ? found : withReadings(found, loosely()(instance));
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        throw unusable(documents, source, 'it, or the value, is nested too deep');
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
  const { both, ofOne } = compared(strict, loose);
  // a value that no reading allows is wrong, whatever rule each of them names
  if (both.length === 0 && strict.length > 0 && loose.length > 0)
    return [...loose, ...strict.map(inDoubt)];
  return [...both, ...ofOne.map(inDoubt)];
}

/**
 * The same where a pattern could not judge a text: it counts as broken under one reading only. That
 * puts a request in doubt, and says nothing about a response.
 */
function withUnjudged(
  strict: readonly Violation[],
  loose: readonly Violation[],
  direction: Direction,
): readonly Violation[] {
  const { both, ofOne } = compared(strict, loose);
  return direction === 'response' ? both : [...both, ...ofOne.map(inDoubt)];
}

const inDoubt = (violation: Violation): Violation => ({ ...violation, reading: 'strict' });
const keyOf = ({ pointer, keyword }: Violation) => `${pointer} ${keyword}`;

/** The violations that both readings report, and those of one alone. */
function compared(strict: readonly Violation[], loose: readonly Violation[]) {
  const strictKeys = new Set(strict.map(keyOf));
  const looseKeys = new Set(loose.map(keyOf));
  const both = strict.filter((violation) => looseKeys.has(keyOf(violation)));
  const onlyStrict = strict.filter((violation) => !looseKeys.has(keyOf(violation)));
  const onlyLoose = loose.filter((violation) => !strictKeys.has(keyOf(violation)));
  return { both, ofOne: [...onlyStrict, ...onlyLoose] };
}

/** Compiles schemas when they first validate: a run needs few of a large description. */
function schemaCompiler(
  documents: Documents,
  prepared: PreparedSchemas,
  how: Pick<AjvContext, 'reading' | 'onUnjudged'>,
) {
  const copies = new WeakMap<object, object>();
  const compiled = new WeakMap<object, ValidateFunction>();
  const targets = new Map<string, ValidateFunction>();
  const run = { number: 0 };
  const ajv = openApiAjv({
    tagsOf: prepared.tagsOf,
    ...how,
    follow: (reference) =>
      cached(targets, reference, () => compiledLater(() => compile(targetOf(reference)), run)),
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

  const begin = () => {
    run.number += 1;
  };
  return { prepare, compile, begin };
}

/** The most errors of one schema that are reported again where it is applied once more. */
const mostErrors = 100;

/**
 * A validate function, as AJV calls it for a `$ref`, that is compiled at its first call. The last
 * result of one validation is kept: schemas that refer to each other twice would be applied 2^n times at n levels.
 */
function compiledLater(
  compile: () => ValidateFunction,
  run: { readonly number: number },
): ValidateFunction {
  const compiled = once(compile);
  type Last = { readonly data: unknown; readonly path: string | undefined; readonly of: number };
  let last: (Last & { isValid: boolean; errors: ValidateFunction['errors'] }) | undefined;
  const call = ((data: unknown, context?: Parameters<ValidateFunction>[1]) => {
    const validate = compiled();
    const path = context?.instancePath;
    if (last && last.of === run.number && last.data === data && last.path === path) {
      // AJV adds to the list
      call.errors = last.errors?.slice(0, last.errors.length > mostErrors ? 1 : mostErrors) ?? null;
      return last.isValid;
    }
    const isValid = validate(data, context) as boolean;
    const errors = validate.errors ?? null;
    call.errors = errors;
    last = { data, path, of: run.number, isValid, errors: errors && [...errors] };
    if (validate.evaluated) call.evaluated = validate.evaluated;
    return isValid;
  }) as ValidateFunction;
  return call;
}

const unusable = (documents: Documents, source: Source, reason: string): UserError =>
  new UserError(`${documents.at(source)}: this schema can't be used: ${reason}.`);
