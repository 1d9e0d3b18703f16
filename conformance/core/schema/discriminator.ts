import { isObject } from '../pointer.ts';
import type { Documents } from '../contract/documents.ts';

/**
 * A discriminator: the member that selects a branch, and the index of the branch for each of its
 * values.
 */
export type Tags = {
  readonly member: string;
  readonly branches: ReadonlyMap<string, number | undefined>;
};

/**
 * Reads the `discriminator` beside `oneOf` or `anyOf`; `undefined` if branches have no names, as
 * inline ones don't.
 * @see https://spec.openapis.org/oas/v3.1.1.html#discriminator-object
 */
export function tagsOf(
  schema: { readonly [keyword: string]: unknown },
  documents: Documents,
): Tags | undefined {
  const discriminator = schema.discriminator;
  const written = schema.oneOf ?? schema.anyOf;
  if (
    !isObject(discriminator) ||
    typeof discriminator.propertyName !== 'string' ||
    !Array.isArray(written)
  )
    return undefined;
  const names = written.map((branch) =>
    isObject(branch) && typeof branch.$ref === 'string'
      ? schemaName(branch.$ref, documents)
      : undefined,
  );
  // the discriminator applies to objects: a branch for null needs no name
  const hasNames = written.every(
    (branch, index) => names[index] !== undefined || (isObject(branch) && branch.type === 'null'),
  );
  if (!hasNames || names.every((name) => name === undefined)) return undefined;
  const branches = new Map<string, number | undefined>(
    names.flatMap((name, index) => (name === undefined ? [] : [[name, index] as const])),
  );
  for (const [tag, value] of Object.entries(
    isObject(discriminator.mapping) ? discriminator.mapping : {},
  )) {
    const index = names.indexOf(lastSegment(String(value)));
    branches.set(tag, index === -1 ? undefined : index);
  }
  return { member: discriminator.propertyName, branches };
}

/**
 * The name of the schema that a rewritten `$ref` points to: its name in `components`, or that of
 * its file.
 */
export function schemaName(reference: string, documents: Documents): string | undefined {
  const target = documents.target(reference);
  if (!isObject(target)) return undefined;
  const { file, pointer } = documents.sourceOf(target);
  return lastSegment(pointer === '' ? file : pointer);
}

/** The last segment of a reference or a name, without a file extension. */
const lastSegment = (text: string): string =>
  (
    text
      .replace(/#\/?$/, '')
      .split(/[/\\#]/)
      .at(-1) ?? ''
  )
    .replaceAll('~1', '/')
    .replaceAll('~0', '~')
    .replace(/\.(ya?ml|json)$/, '');
