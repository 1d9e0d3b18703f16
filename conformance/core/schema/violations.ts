import type { Json } from '../json.ts';
import type { Violation } from './model.ts';
import type { Source } from '../source.ts';
import { escapeToken, isObject } from '../pointer.ts';
import type { PreparedSchemas } from './judged.ts';
import { wordingOf } from './wording.ts';

/** An error as the validator reports it: a keyword that an instance breaks at a place. */
export type BrokenKeyword = {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: { readonly [name: string]: unknown };
  readonly schema: unknown;
  readonly parentSchema: { readonly [keyword: string]: unknown };
  readonly data: Json;
};

/** How errors are read: the schemas that they are of, and a way to judge a part of an instance by one branch. */
export type Reading = PreparedSchemas & {
  readonly validate: (schema: object, instance: Json) => readonly Violation[];
};

/** Violations by which a branch says that it is meant for other instances: of a constant, or of an enum that holds one value. */
const telling = new WeakSet<Violation>();

/** The validator's errors as broken rules: one for each place and keyword, and none that only follows from another. */
export function violations(
  errors: readonly BrokenKeyword[],
  reading: Reading,
): readonly Violation[] {
  const wrongType = new Set(
    errors.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath),
  );
  const found = new Map<string, Violation>();
  const add = (list: readonly Violation[]) => {
    for (const violation of list) {
      const key = `${violation.pointer} ${violation.keyword}`;
      if (!found.has(key)) found.set(key, violation);
    }
  };
  const told = errors.filter(({ keyword }) => keyword === 'discriminator');
  for (const error of errors) {
    // a value of the wrong type breaks that one rule; that it is no member of an enum either says nothing new
    if (error.keyword !== 'type' && wrongType.has(error.instancePath)) continue;
    // `if` only announces what its `then` or `else` reports
    if (error.keyword === 'if' || error.keyword === 'discriminator' || isUnevaluated(error))
      continue;
    const untold = told.find(
      ({ instancePath, parentSchema }) =>
        instancePath === error.instancePath && parentSchema === error.parentSchema,
    );
    if (isComposite(error))
      add(untold ? missingTag(untold, error, reading) : ofComposite(error, reading));
    else add([violationOf(error, reading)]);
  }
  for (const error of told) {
    const pointer = placeOf(error, reading);
    if (!wrongType.has(error.instancePath) && !found.has(`${pointer} required`))
      add([violationOf(error, reading)]);
  }
  for (const error of errors.filter(isUnevaluated)) {
    // what a schema that failed would have looked at counts as not looked at
    const isConsequence = [...found.values()].some(
      ({ pointer, keyword }) =>
        !keyword.startsWith('unevaluated') && isWithin(pointer, error.instancePath),
    );
    if (!isConsequence && !wrongType.has(error.instancePath)) add([violationOf(error, reading)]);
  }
  return [...found.values()];
}

const isComposite = ({ keyword }: BrokenKeyword): boolean =>
  keyword === 'anyOf' || keyword === 'oneOf';
const isUnevaluated = ({ keyword }: BrokenKeyword): boolean => keyword.startsWith('unevaluated');
const isWithin = (pointer: string, place: string): boolean =>
  pointer === place || pointer.startsWith(`${place}/`);

/** Of an instance whose branch can't be told: that the tag is missing, where a branch asks for it. */
function missingTag(
  untold: BrokenKeyword,
  composite: BrokenKeyword,
  reading: Reading,
): readonly Violation[] {
  const pointer = placeOf(untold, reading);
  return branchesOf(composite, reading)
    .flat()
    .filter((violation) => violation.pointer === pointer && violation.keyword === 'required')
    .slice(0, 1);
}

/** Of an instance that no branch takes: what the one branch says that is meant for it, else that there is none. */
function ofComposite(error: BrokenKeyword, reading: Reading): readonly Violation[] {
  const self = [violationOf(error, reading)];
  if (Array.isArray(error.params.passingSchemas)) return self;
  const branches = branchesOf(error, reading);
  if (branches.some(({ length }) => length === 0)) return self;
  const tags = reading.tagsOf(error.parentSchema);
  const tag = tags && isObject(error.data) ? error.data[tags.member] : undefined;
  const named = typeof tag === 'string' ? tags?.branches.get(tag) : undefined;
  if (named !== undefined) return branches[named] ?? self;
  for (const isMeant of [isMeantByConstants, isMeantByEnums]) {
    const relevant = branches.filter((list) => isMeant(list, error.instancePath));
    if (relevant.length === 1) return relevant[0]!;
  }
  return self;
}

const branchesOf = (
  { schema, data, instancePath }: BrokenKeyword,
  { validate }: Reading,
): readonly (readonly Violation[])[] =>
  (schema as readonly object[]).map((branch) =>
    validate(branch, data).map((violation) => within(instancePath, violation)),
  );

function within(place: string, violation: Violation): Violation {
  if (place === '') return violation;
  const moved = { ...violation, pointer: `${place}${violation.pointer}` };
  if (telling.has(violation)) telling.add(moved);
  return moved;
}

/** Whether a branch may be the one for an instance: its type is right, and so is what tells it from others. */
const isMeantByConstants = (broken: readonly Violation[], place: string): boolean =>
  !broken.some(
    (violation) =>
      isOfAnother(violation, place) ||
      (telling.has(violation) && isMember(violation.pointer, place)),
  );
const isMeantByEnums = (broken: readonly Violation[], place: string): boolean =>
  isMeantByConstants(broken, place) &&
  !broken.some(({ keyword, pointer }) => keyword === 'enum' && isMember(pointer, place));

const isOfAnother = ({ pointer, keyword }: Violation, place: string): boolean =>
  pointer === place && ['type', 'const', 'enum', 'false schema'].includes(keyword);
const isMember = (pointer: string, place: string): boolean =>
  pointer.startsWith(`${place}/`) && !pointer.slice(place.length + 1).includes('/');

function violationOf(error: BrokenKeyword, reading: Reading): Violation {
  const keyword = keywordOf(error, reading);
  const rule = reading.sourceOf(error.parentSchema) ?? { file: '', pointer: '' };
  const violation: Violation = {
    pointer: placeOf(error, reading),
    keyword,
    message:
      keyword === 'discriminator'
        ? wordingOfTag(error, reading)
        : wordingOf(keyword, error.parentSchema),
    source: sourceOf(rule, keyword),
  };
  if (keyword === 'const' || (keyword === 'enum' && (error.schema as readonly Json[]).length === 1))
    telling.add(violation);
  return violation;
}

/** `false` forbids without a keyword. */
const sourceOf = ({ file, pointer }: Source, keyword: string): Source => ({
  file,
  pointer: keyword === 'false schema' ? pointer : `${pointer}/${keyword}`,
});

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

/** Where a rule is broken: at the member, where the validator reports it at the object that holds it. */
function placeOf(
  { instancePath, keyword, params, parentSchema }: BrokenKeyword,
  { tagsOf }: Reading,
): string {
  const named: { readonly [keyword: string]: unknown } = {
    required: params.missingProperty,
    dependentRequired: params.missingProperty,
    additionalProperties: params.additionalProperty,
    unevaluatedProperties: params.unevaluatedProperty,
    propertyNames: params.propertyName,
    discriminator: tagsOf(parentSchema)?.member,
  };
  const member = named[keyword];
  return typeof member === 'string' ? `${instancePath}/${escapeToken(member)}` : instancePath;
}

function wordingOfTag({ parentSchema }: BrokenKeyword, { tagsOf }: Reading): string {
  const names = [...(tagsOf(parentSchema)?.branches.keys() ?? [])];
  return `must name one of the documented alternatives: ${names.map((name) => JSON.stringify(name)).join(', ')}`;
}
