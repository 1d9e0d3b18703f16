import type { Parameter } from '../contract/model.ts';
import type { Json } from '../json.ts';
import { memberSchemas } from './deserialization.ts';
import { formDecode } from './percent.ts';

/** The members of an object in the style `deepObject`, as sent. */
export type DeepMembers = {
  /** Names and texts of the members that are scalars. */
  readonly flat: readonly (readonly [name: string, text: string])[];
  /** Names of the members that are sent in a form for objects or lists, which OpenAPI leaves open. */
  readonly open: ReadonlySet<string>;
};

/**
 * Finds the members of a `deepObject` in the pairs of a query. How an object or a list inside is
 * written is undefined, so that every form is one: `a[b][c]`, `a[b][]`, `a[b]` twice, or as JSON.
 * @see https://spec.openapis.org/oas/v3.1.1.html#style-values
 */
export function deepMembersOf(
  { name, schema }: Pick<Parameter, 'name' | 'schema'>,
  pairs: readonly (readonly [name: string, text: string])[],
): DeepMembers {
  const prefix = `${name}[`;
  const sent = pairs.flatMap(([written, text]) => {
    const whole = formDecode(written);
    return whole.startsWith(prefix) && whole.endsWith(']')
      ? [{ path: whole.slice(prefix.length, -1).split(']['), text }]
      : [];
  });
  const isStructure = (member: string) => {
    const types = schema
      .alternatives()
      .flatMap((flat) => memberSchemas(flat, member) ?? [])
      .flatMap((flat) => flat.types);
    return types.length > 0 && types.every((type) => type === 'object' || type === 'array');
  };
  const byMember = Map.groupBy(sent, ({ path: [member = ''] }) => member);
  const flat: [string, string][] = [];
  const open = new Set<string>();
  for (const [member, [first, ...more]] of byMember)
    if (!first || more.length > 0 || first.path.length > 1 || isStructure(member)) open.add(member);
    else flat.push([member, first.text]);
  return { flat, open };
}

/** The first member, or element, of a value that `deepObject` has no form for. */
export const formlessMember = (
  { style }: Pick<Parameter, 'style'>,
  value: Json,
): string | undefined =>
  style === 'deepObject' && isFormless(value)
    ? Object.entries(value as object).find(([, member]) => isFormless(member))?.[0]
    : undefined;

/** Whether `deepObject` has no form for a value inside of its object. */
export const isFormless = (value: unknown): boolean => typeof value === 'object' && value !== null;
