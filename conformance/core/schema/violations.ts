import { escapeToken, isObject } from '../pointer.ts';
import type { Json } from '../json.ts';
import type { Source } from '../source.ts';
import type { Violation } from './model.ts';
import type { PreparedSchemas } from './prepare-schemas.ts';
import { wordingOf } from './wording.ts';

/** An error as AJV reports it in verbose mode. */
export type BrokenKeyword = {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: { readonly [name: string]: unknown };
  readonly schema: unknown;
  readonly parentSchema: { readonly [keyword: string]: unknown };
  readonly data: Json;
};

/**
 * A violation, and whether it tells the branches of a composite apart: of `const`, or of an `enum`
 * with one value.
 */
export type RankedViolation = Violation & { readonly discriminates: boolean };

/**
 * The prepared schemas that errors refer to, and a way to validate a part of an instance by one
 * branch.
 */
export type Reading = PreparedSchemas & {
  readonly validate: (schema: object, instance: Json) => readonly RankedViolation[];
};

/**
 * Turns AJV's errors into violations: one for each position and keyword, without those that follow
 * from another.
 */
export function violations(
  errors: readonly BrokenKeyword[],
  reading: Reading,
): readonly RankedViolation[] {
  // a value of the wrong type breaks that rule only; that it is not in an `enum` either adds
  // nothing
  const wrongType = new Set(errors.filter(isOf('type')).map(({ instancePath }) => instancePath));
  const relevant = errors.filter(
    ({ keyword, instancePath }) => keyword === 'type' || !wrongType.has(instancePath),
  );
  const untagged = relevant.filter(isOf('discriminator'));
  const found = new Map<string, RankedViolation>();
  const add = (violation: RankedViolation) => {
    const key = `${violation.pointer} ${violation.keyword}`;
    if (!found.has(key)) found.set(key, violation);
  };
  for (const error of relevant) {
    if (isComposite(error)) compositeViolations(error, untagged, reading).forEach(add);
    else if (!isReportedElsewhere(error)) add(violationOf(error, reading));
  }
  for (const error of untagged)
    if (!found.has(`${pointerOf(error, reading)} required`)) add(violationOf(error, reading));
  // a subschema that fails evaluates nothing, so that its members count as unevaluated
  const others = [...found.values()].filter((violation) => !isUnevaluated(violation));
  for (const error of relevant.filter(isUnevaluated))
    if (!others.some(({ pointer }) => isWithin(pointer, error.instancePath)))
      add(violationOf(error, reading));
  return [...found.values()];
}

const isOf =
  (keyword: string) =>
  (error: BrokenKeyword): boolean =>
    error.keyword === keyword;
const isComposite = ({ keyword }: BrokenKeyword): boolean =>
  keyword === 'anyOf' || keyword === 'oneOf';
const isUnevaluated = ({ keyword }: { readonly keyword: string }): boolean =>
  keyword.startsWith('unevaluated');
/**
 * `then` and `else` report for `if`; `discriminator` and the unevaluated keywords are read after
 * the others.
 */
const isReportedElsewhere = (error: BrokenKeyword): boolean =>
  error.keyword === 'if' || error.keyword === 'discriminator' || isUnevaluated(error);
const isWithin = (pointer: string, place: string): boolean =>
  pointer === place || pointer.startsWith(`${place}/`);

/** The violations of an instance that matches no branch, or too many. */
function compositeViolations(
  error: BrokenKeyword,
  untagged: readonly BrokenKeyword[],
  reading: Reading,
): readonly RankedViolation[] {
  const missing = untagged.find(
    ({ instancePath, parentSchema }) =>
      instancePath === error.instancePath && parentSchema === error.parentSchema,
  );
  if (missing) return missingTag(missing, error, reading);
  const self = [violationOf(error, reading)];
  if (Array.isArray(error.params.passingSchemas)) return self;
  const branches = branchesOf(error, reading);
  if (branches.some(({ length }) => length === 0)) return self;
  return intendedBranch(error, branches, reading) ?? self;
}

/** Reports that the tag is missing, if a branch requires it. */
function missingTag(
  missing: BrokenKeyword,
  composite: BrokenKeyword,
  reading: Reading,
): readonly RankedViolation[] {
  const pointer = pointerOf(missing, reading);
  return branchesOf(composite, reading)
    .flat()
    .filter((violation) => violation.pointer === pointer && violation.keyword === 'required')
    .slice(0, 1);
}

/** The violations of each branch, at their positions in the whole instance. */
const branchesOf = (
  { schema, data, instancePath }: BrokenKeyword,
  { validate }: Reading,
): readonly (readonly RankedViolation[])[] =>
  (schema as readonly object[]).map((branch) =>
    validate(branch, data).map((violation) => ({
      ...violation,
      pointer: `${instancePath}${violation.pointer}`,
    })),
  );

/**
 * The violations of the one branch that the instance is meant for: by its tag, else by constants,
 * else by enums.
 */
function intendedBranch(
  { parentSchema, data, instancePath }: BrokenKeyword,
  branches: readonly (readonly RankedViolation[])[],
  reading: Reading,
): readonly RankedViolation[] | undefined {
  const tags = reading.tagsOf(parentSchema);
  const tag = tags && isObject(data) ? data[tags.member] : undefined;
  const named = typeof tag === 'string' ? tags?.branches.get(tag) : undefined;
  if (named !== undefined) return branches[named];
  for (const isMeant of [isMeantByConstants, isMeantByEnums]) {
    const [first, ...others] = branches.filter((branch) => isMeant(branch, instancePath));
    if (first && others.length === 0) return first;
  }
  return undefined;
}

/**
 * Whether an instance has the type of a branch, and the constants that tell the branch from others.
 */
const isMeantByConstants = (branch: readonly RankedViolation[], place: string): boolean =>
  !branch.some(
    ({ pointer, keyword, discriminates }) =>
      (pointer === place && ['type', 'const', 'enum', 'false schema'].includes(keyword)) ||
      (discriminates && isMember(pointer, place)),
  );
const isMeantByEnums = (branch: readonly RankedViolation[], place: string): boolean =>
  isMeantByConstants(branch, place) &&
  !branch.some(({ keyword, pointer }) => keyword === 'enum' && isMember(pointer, place));

const isMember = (pointer: string, place: string): boolean =>
  pointer.startsWith(`${place}/`) && !pointer.slice(place.length + 1).includes('/');

function violationOf(error: BrokenKeyword, reading: Reading): RankedViolation {
  const keyword = keywordOf(error, reading);
  const rule = reading.sourceOf(error.parentSchema) ?? { file: '', pointer: '' };
  return {
    pointer: pointerOf(error, reading),
    keyword,
    message:
      keyword === 'discriminator'
        ? wordingOfTag(error, reading)
        : wordingOf(keyword, error.parentSchema),
    source: sourceOf(rule, keyword),
    discriminates:
      keyword === 'const' || (keyword === 'enum' && (error.schema as readonly Json[]).length === 1),
  };
}

/** The position of the keyword; a schema `false` has none. */
const sourceOf = ({ file, pointer }: Source, keyword: string): Source => ({
  file,
  pointer: keyword === 'false schema' ? pointer : `${pointer}/${keyword}`,
});

/** The keyword that is broken: AJV reports `minContains` and `maxContains` as `contains`. */
function keywordOf(
  { keyword, parentSchema, schema, data }: BrokenKeyword,
  { validate }: Reading,
): string {
  if (keyword === 'never') return 'false schema';
  if (keyword !== 'contains' || !Array.isArray(data)) return keyword;
  const { maxContains } = parentSchema;
  const count = data.filter((item: Json) => validate(schema as object, item).length === 0).length;
  if (typeof maxContains === 'number' && count > maxContains) return 'maxContains';
  return 'minContains' in parentSchema ? 'minContains' : 'contains';
}

/** Where a rule is broken: at the member, where AJV reports the object that holds it. */
function pointerOf(
  { instancePath, keyword, params, parentSchema }: BrokenKeyword,
  { tagsOf }: Reading,
): string {
  const members: { readonly [keyword: string]: unknown } = {
    required: params.missingProperty,
    dependentRequired: params.missingProperty,
    additionalProperties: params.additionalProperty,
    unevaluatedProperties: params.unevaluatedProperty,
    propertyNames: params.propertyName,
    discriminator: tagsOf(parentSchema)?.member,
  };
  const member = members[keyword];
  return typeof member === 'string' ? `${instancePath}/${escapeToken(member)}` : instancePath;
}

function wordingOfTag({ parentSchema }: BrokenKeyword, { tagsOf }: Reading): string {
  const names = [...(tagsOf(parentSchema)?.branches.keys() ?? [])];
  return `must name one of the documented alternatives: ${names.map((name) => JSON.stringify(name)).join(', ')}`;
}
