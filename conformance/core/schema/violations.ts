import type { Json } from '../json.ts';
import { escapeToken, isObject, ownMember, type Node } from '../pointer.ts';
import { hasTag } from './discriminator.ts';
import type { Reading, Violation } from './model.ts';
import type { PreparedSchemas } from './prepare-schemas.ts';
import { wordingOf } from './wording.ts';

/** An error as AJV reports it in verbose mode. */
export type BrokenKeyword = {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Node;
  readonly schema: unknown;
  readonly parentSchema: Node;
  readonly data: Json;
};

/** A violation, and whether it tells branches apart: of `const`, or of an `enum` of one value. */
export type RankedViolation = Violation & { readonly discriminates: boolean };
type Branch = readonly RankedViolation[];

/** The schemas that errors refer to, and a way to validate a part of an instance by one branch. */
export type ErrorContext = PreparedSchemas & {
  readonly reading: Reading;
  readonly validate: (schema: object, instance: Json) => Branch;
};

/** Turns AJV's errors into violations: one for each position and keyword, the causes only. */
export function violations(errors: readonly BrokenKeyword[], context: ErrorContext): Branch {
  // a value of the wrong type breaks other rules only because of its type
  const wrongType = new Set(
    errors.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath),
  );
  const relevant = errors.filter(
    ({ keyword, instancePath }) => keyword === 'type' || !wrongType.has(instancePath),
  );
  const untagged = relevant.filter(({ keyword }) => keyword === 'discriminator');
  const found = new Map<string, RankedViolation>();
  const add = (violation: RankedViolation) => {
    const key = `${violation.pointer} ${violation.keyword}`;
    if (!found.has(key)) found.set(key, violation);
  };
  for (const error of relevant) {
    if (error.keyword === 'anyOf' || error.keyword === 'oneOf')
      compositeViolations(error, context).forEach(add);
    else if (!isReportedElsewhere(error)) add(violationOf(error, context));
  }
  for (const error of untagged)
    if (!found.has(`${pointerOf(error, context)} required`)) add(violationOf(error, context));
  // a subschema that fails evaluates nothing, so that its members count as unevaluated
  const unevaluated = relevant.filter(isUnevaluated);
  const causes = [
    ...[...found.values()].map(({ pointer }) => `${pointer}/`),
    // a member of an inner object is broken, and not the object itself
    ...unevaluated.map(({ instancePath }) => instancePath),
  ];
  for (const error of unevaluated)
    if (!causes.some((pointer) => pointer.startsWith(`${error.instancePath}/`)))
      add(violationOf(error, context));
  return [...found.values()];
}

const isUnevaluated = ({ keyword }: { readonly keyword: string }): boolean =>
  keyword.startsWith('unevaluated');
/** `then` and `else` report for `if`; the other two are read after the others. */
const isReportedElsewhere = (error: BrokenKeyword): boolean =>
  error.keyword === 'if' || error.keyword === 'discriminator' || isUnevaluated(error);

/** The violations of an instance that matches no branch, or too many. */
function compositeViolations(error: BrokenKeyword, context: ErrorContext): Branch {
  const { schema, parentSchema, instancePath, data } = error;
  const self = [violationOf(error, context)];
  const isTagged = hasTag(data, context.tagsOf(parentSchema));
  const isAmbiguous = Array.isArray(error.params.passingSchemas);
  if (isTagged && isAmbiguous) return isSelected(error, context) ? [] : self;
  const branches = (schema as readonly object[]).map((branch) =>
    context
      .validate(branch, data)
      .map((violation) => ({ ...violation, pointer: `${instancePath}${violation.pointer}` })),
  );
  if (!isTagged) {
    // the tag is reported as missing if a branch requires it
    const untagged = violationOf({ ...error, keyword: 'discriminator' }, context);
    const isTag = ({ pointer, keyword }: Violation) =>
      pointer === untagged.pointer && keyword === 'required';
    return [branches.flat().find(isTag) ?? untagged];
  }
  const matching = branches.filter(({ length }) => length === 0).length;
  // a branch may match although AJV says that it doesn't: see `isSelected`
  if (matching > 0) return !isAmbiguous && context.reading === 'loose' ? [] : self;
  return intendedBranch(error, branches, context) ?? self;
}

/**
 * Whether the instance matches the branch that its tag names, where it matches others too. OpenAPI lets
 * a reader select the branch by the tag, so that the others don't count under the loose reading.
 * @see https://spec.openapis.org/oas/v3.1.1.html#discriminator-object
 */
function isSelected({ schema, parentSchema, data }: BrokenKeyword, context: ErrorContext): boolean {
  const tags = context.tagsOf(parentSchema);
  if (context.reading === 'strict' || !tags || !isObject(data)) return false;
  const tag = ownMember(data, tags.member);
  const named = typeof tag === 'string' ? tags.branches.get(tag) : undefined;
  const branch = named === undefined ? undefined : (schema as readonly object[])[named];
  return branch !== undefined && context.validate(branch, data).length === 0;
}

/** The one branch that the instance is meant for: by its tag, else by constants, else by enums. */
function intendedBranch(
  { parentSchema, data, instancePath }: BrokenKeyword,
  branches: readonly Branch[],
  { tagsOf }: ErrorContext,
): Branch | undefined {
  const tags = tagsOf(parentSchema);
  const tag = tags && isObject(data) ? ownMember(data, tags.member) : undefined;
  const named = typeof tag === 'string' ? tags?.branches.get(tag) : undefined;
  if (named !== undefined) return branches[named];
  for (const isMeant of [isMeantByConstants, isMeantByEnums]) {
    const [first, ...others] = branches.filter((branch) => isMeant(branch, instancePath));
    if (first && others.length === 0) return first;
  }
  return undefined;
}

/** Whether an instance has the type of a branch, and the constants that tell it from others. */
const isMeantByConstants = (branch: Branch, position: string): boolean =>
  !branch.some(
    ({ pointer, keyword, discriminates }) =>
      (pointer === position && ['type', 'const', 'enum', 'false schema'].includes(keyword)) ||
      (discriminates && isMember(pointer, position)),
  );
const isMeantByEnums = (branch: Branch, position: string): boolean =>
  isMeantByConstants(branch, position) &&
  !branch.some(({ keyword, pointer }) => keyword === 'enum' && isMember(pointer, position));

const isMember = (pointer: string, position: string): boolean =>
  pointer.startsWith(`${position}/`) && !pointer.slice(position.length + 1).includes('/');

function violationOf(error: BrokenKeyword, context: ErrorContext): RankedViolation {
  const { parentSchema, schema } = error;
  const keyword = keywordOf(error, context);
  const { file, pointer } = context.sourceOf(parentSchema) ?? { file: '', pointer: '' };
  const tags = [...(context.tagsOf(parentSchema)?.branches.keys() ?? [])];
  return {
    pointer: pointerOf(error, context),
    keyword,
    message:
      keyword === 'discriminator'
        ? `must name one of the documented alternatives: ${tags.map((tag) => JSON.stringify(tag)).join(', ')}`
        : wordingOf(keyword, parentSchema),
    // a schema `false` has no keyword
    source: {
      file,
      pointer: keyword === 'false schema' ? pointer : `${pointer}/${keyword}`,
      ...(keyword === 'required' ? { member: String(error.params.missingProperty) } : {}),
    },
    reading: 'loose',
    discriminates:
      keyword === 'const' || (keyword === 'enum' && (schema as readonly Json[]).length === 1),
  };
}

/** The keyword that is broken: AJV reports `minContains` and `maxContains` as `contains`. */
function keywordOf(
  { keyword, parentSchema, schema, data }: BrokenKeyword,
  { validate }: ErrorContext,
): string {
  if (keyword === 'never') return 'false schema';
  if (keyword !== 'contains' || !Array.isArray(data)) return keyword;
  const { maxContains } = parentSchema;
  const count = data.filter((item: Json) => validate(schema as object, item).length === 0).length;
  if (typeof maxContains === 'number' && count > maxContains) return 'maxContains';
  return 'minContains' in parentSchema ? 'minContains' : 'contains';
}

/** The position that a rule is broken at: the member, where AJV reports the object around it. */
function pointerOf(
  { instancePath, keyword, params, parentSchema }: BrokenKeyword,
  { tagsOf }: ErrorContext,
): string {
  const members: Node = {
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
