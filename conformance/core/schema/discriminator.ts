import type { Documents } from '../contract/documents.ts';
import { meantBy } from './meant-schema.ts';
import { isObject, ownMember, unescapeToken, type Node } from '../pointer.ts';

/** A discriminator: the member that selects a branch, and the index of the branch for each tag. */
export type Tags = {
  readonly member: string;
  readonly branches: ReadonlyMap<string, number | undefined>;
};

/**
 * Reads the `discriminator` beside `oneOf` or `anyOf`; `undefined` if branches have no names, as
 * inline ones don't.
 * @see https://spec.openapis.org/oas/v3.1.1.html#discriminator-object
 */
export function tagsOf(schema: Node, documents: Documents): Tags | undefined {
  const { discriminator } = schema;
  const written = schema.oneOf ?? schema.anyOf;
  if (!isObject(discriminator) || !Array.isArray(written)) return undefined;
  const { propertyName, mapping } = discriminator;
  const names = written.map((branch) => schemaName(branch, documents));
  // the discriminator applies to objects: a branch for null needs no name
  const hasNames = written.every(
    (branch, index) => names[index] !== undefined || (isObject(branch) && branch.type === 'null'),
  );
  const named = names.flatMap((name, index) =>
    name === undefined ? [] : [[name, index] as const],
  );
  if (typeof propertyName !== 'string' || !hasNames || named.length === 0) return undefined;
  const branches = new Map<string, number | undefined>(
    named.flatMap(([name, index]) => {
      const own = ownTags(written[index], propertyName, documents);
      return (own.length === 0 || own.includes(name) ? [name] : own).map((tag) => [tag, index]);
    }),
  );
  for (const [tag, value] of Object.entries(isObject(mapping) ? mapping : {})) {
    const index = names.indexOf(lastSegment(String(value)));
    branches.set(tag, index === -1 ? undefined : index);
  }
  return { member: propertyName, branches };
}

/**
 * The texts that a branch itself allows for the tag, from `const` and `enum`; none if it allows any. A
 * branch that does not allow the name of its schema can't mean that name.
 */
function ownTags(
  branch: unknown,
  member: string,
  documents: Documents,
  seen = new Set<unknown>(),
): readonly string[] {
  if (!isObject(branch) || seen.has(branch)) return [];
  seen.add(branch);
  const parts = [
    ...(typeof branch.$ref === 'string' ? [documents.target(branch.$ref)] : []),
    ...(Array.isArray(branch.allOf) ? (branch.allOf as unknown[]) : []),
  ];
  const declared = isObject(branch.properties) ? ownMember(branch.properties, member) : undefined;
  return [
    ...valuesOf(declared, documents),
    ...parts.flatMap((part) => ownTags(part, member, documents, seen)),
  ];
}

function valuesOf(schema: unknown, documents: Documents): readonly string[] {
  const meant = meantBy(schema, documents);
  if (!isObject(meant)) return [];
  const values: unknown[] =
    'const' in meant ? [meant.const] : Array.isArray(meant.enum) ? meant.enum : [];
  return values.filter((value) => typeof value === 'string');
}

/** Whether an object names a branch; one with a tag of another type is left to the branches. */
export function hasTag(instance: unknown, tags: Tags | undefined): boolean {
  if (!tags || !isObject(instance)) return true;
  const tag = ownMember(instance, tags.member);
  return tag !== undefined && (typeof tag !== 'string' || tags.branches.has(tag));
}

/** The name of the schema that a branch refers to: in `components`, or that of its file. */
export function schemaName(branch: unknown, documents: Documents): string | undefined {
  if (!isObject(branch) || typeof branch.$ref !== 'string') return undefined;
  const target = documents.target(branch.$ref);
  if (!isObject(target)) return undefined;
  const { file, pointer } = documents.sourceOf(target);
  return lastSegment(pointer === '' ? file : pointer);
}

/** The last segment of a reference or a name, without a file extension. */
function lastSegment(text: string): string {
  const [last = ''] = text
    .replace(/#\/?$/, '')
    .split(/[/\\#]/)
    .slice(-1);
  return unescapeToken(last).replace(/\.(ya?ml|json)$/, '');
}
