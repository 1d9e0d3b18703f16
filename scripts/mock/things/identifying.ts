import type { Parameter } from '../../../conformance/core/contract/model.ts';
import { matchPath } from '../../../conformance/core/http/path.ts';
import { percentDecode } from '../../../conformance/core/http/percent.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { isObject, pointerOf } from '../../../conformance/core/pointer.ts';
import { identifyingMember } from '../../../conformance/core/resources/identifying-member.ts';
import type { Resource } from '../../../conformance/core/resources/model.ts';
import { plainName, subjectOf } from '../../../conformance/core/resources/names.ts';
import type { FlatSchema } from '../../../conformance/core/schema/model.ts';
import type { Members } from './thing.ts';

/** What is known of a resource whose things several parameters name. */
export type Described = {
  readonly resource: Pick<Resource, 'path' | 'parameters' | 'names'>;
  readonly flat: FlatSchema;
  /** A documented thing. */
  readonly like: Members;
  /** By parameter, how operations describe it. */
  readonly parametersOf: (name: string) => readonly Parameter[];
};

/**
 * The pointers to the members that several parameters name a thing by, in their order, as far as
 * a documented thing or the names of members show them: `/owner/login` and `/name` of what is at
 * `/repos/{owner}/{repo}`.
 */
export function pointersOf(described: Described): readonly (string | undefined)[] {
  const { resource } = described;
  const shown = shownIn(described);
  return resource.parameters.map((name, index) => shown?.[index] ?? byName(name, described));
}

/** Where a documented thing shows the values with which its own address, or its full name, names it. */
function shownIn({ resource, like, parametersOf }: Described): readonly string[] | undefined {
  const { parameters } = resource;
  const leaves = leavesOf(like);
  const examples = parameters.map((name) => parametersOf(name)[0]?.examples[0]?.value);
  const candidates: readonly string[][] = [
    examples.every((value) => value !== undefined) ? examples.map(String) : [],
    ...leaves.flatMap(({ value }) => [...namesIn(String(value), resource)]),
  ];
  for (const values of candidates) {
    const pointers = values.map((value, index) => pointerTo(value, parameters[index]!, leaves));
    const found = pointers.filter((pointer) => pointer !== undefined);
    if (found.length === parameters.length && new Set(found).size === found.length) return found;
  }
  return undefined;
}

/** The values that a text names a thing by: an address that ends with its path, or the values alone. */
function* namesIn(text: string, { path, parameters }: Described['resource']): Iterable<string[]> {
  const segments = text
    .split(/[?#]/)[0]!
    .split('/')
    .filter((each) => each !== '');
  if (segments.length < 2) return;
  const count = path.split('/').length - 1;
  const found = matchPath(path, `/${segments.slice(-count).join('/')}`);
  if (found) yield parameters.map((name) => percentDecode(found.get(name)!));
  if (segments.length === parameters.length) yield segments;
}

type Leaf = { readonly names: readonly string[]; readonly value: string | number };

/** The texts and numbers of a thing, and of the objects in it. */
const leavesOf = (thing: Members): readonly Leaf[] =>
  Object.entries(thing).flatMap(([name, value]) =>
    isObject(value)
      ? Object.entries(value).flatMap(([inner, each]) => leafOf([name, inner], each as Json))
      : leafOf([name], value),
  );

const leafOf = (names: readonly string[], value: Json): readonly Leaf[] =>
  typeof value === 'string' || typeof value === 'number' ? [{ names, value }] : [];

/** The likeliest member with a value: one that is named like the parameter, else the plainest name. */
function pointerTo(value: string, parameter: string, leaves: readonly Leaf[]): string | undefined {
  const rank = ({ names }: Leaf) =>
    names.some((name) => isNamedLike(name, parameter))
      ? 0
      : names.length * 100 + rankOf(names.at(-1)!);
  const [best] = leaves
    .filter((leaf) => String(leaf.value) === value)
    .toSorted((one, other) => rank(one) - rank(other));
  return best && pointerOf(best.names);
}

const isNamedLike = (name: string, parameter: string): boolean =>
  plainName(name) === plainName(parameter) || plainName(name) === subjectOf(parameter);

/** Names of members that identify, those first that people give. */
const identifying = [
  ...['login', 'username', 'handle', 'slug', 'key', 'name', 'id', 'uuid', 'code', 'number'],
];

const rankOf = (name: string): number => {
  const rank = identifying.indexOf(plainName(name));
  return rank < 0 ? identifying.length : rank;
};

/** The member that a parameter names by its name; the last one names a thing as an only one does. */
function byName(name: string, { resource, flat, parametersOf }: Described): string | undefined {
  const exact = identifyingMember(resource, name, flat);
  if (exact !== undefined) return exact;
  const isFitting = (member: FlatSchema | undefined) =>
    member !== undefined && fits(member, parametersOf(name));
  const memberIn = ({ properties }: FlatSchema) =>
    [...properties.keys()]
      .filter(
        (each) => identifying.includes(plainName(each)) && isFitting(properties.get(each)!()[0]),
      )
      .toSorted((one, other) => rankOf(one) - rankOf(other))[0];
  for (const [member, alternatives] of flat.properties) {
    const inner = isNamedLike(member, name) ? memberIn(alternatives()[0]) : undefined;
    if (inner !== undefined) return pointerOf([member, inner]);
  }
  const own = name === resource.parameters.at(-1) ? memberIn(flat) : undefined;
  return own === undefined ? undefined : pointerOf([own]);
}

/** Whether a member may hold what a parameter names: no number for a text. */
const fits = ({ types }: FlatSchema, parameters: readonly Parameter[]): boolean =>
  parameters.every(({ schema }) =>
    schema.alternatives().some((flat) => flat.types.some((type) => types.includes(type))),
  );
