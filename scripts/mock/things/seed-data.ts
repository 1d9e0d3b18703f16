import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { matchPath } from '../../../conformance/core/http/path.ts';
import { nearestFirst } from '../../../conformance/core/nearest.ts';
import { isObject } from '../../../conformance/core/pointer.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { fieldSchemasOf } from '../../../conformance/core/resources/fields.ts';
import type { Resource } from '../../../conformance/core/resources/model.ts';
import type { FlatSchema } from '../../../conformance/core/schema/model.ts';
import type { Kind } from './kind.ts';
import { misfitIn } from './misfit.ts';
import { worksOf } from './places.ts';
import type { Members } from './thing.ts';

/** The things that are there from the start, by the path that lists them. */
export type SeedData = ReadonlyMap<string, readonly Members[]>;

/** What is wrong with seed data, and where. */
export type Mistake = { readonly problem: string; readonly at: readonly (string | number)[] };

/**
 * Reads seed data: an object with a list of things for each path that lists them, and one thing for a
 * path of what there is only once.
 */
export function readSeedData(
  value: unknown,
  contracts: readonly Contract[],
): { readonly seedData: SeedData } | Mistake {
  if (!isObject(value))
    return { problem: 'seed data is an object with a list of things for each path', at: [] };
  const places = contracts.flatMap(placesIn);
  const read = new Map<string, readonly Members[]>();
  for (const [path, given] of Object.entries(value)) {
    const kinds = places.flatMap((place) => (matchPath(place.template, path) ? [place.kind] : []));
    if (kinds.length === 0)
      return {
        problem: unknownPath(
          path,
          places.map(({ template }) => template),
        ),
        at: [path],
      };
    const things: readonly unknown[] = Array.isArray(given) ? given : [given];
    for (const [index, thing] of things.entries()) {
      const found = mistakeIn(thing, kinds);
      const at = Array.isArray(given) ? [path, index] : [path];
      if (found) return { problem: found.problem, at: [...at, ...found.at] };
    }
    read.set(path, things as readonly Members[]);
  }
  return { seedData: read };
}

/** What is wrong with a thing, if it is wrong for each kind that it may be of. */
function mistakeIn(thing: unknown, kinds: readonly (Kind | undefined)[]): Mistake | undefined {
  if (!isObject(thing)) return { problem: 'a thing is an object', at: [] };
  const mistakes = kinds.map((kind) =>
    kind ? misfitIn(thing as Json, [...kind.flats, ...writtenTo(kind.resource)]) : undefined,
  );
  return mistakes.includes(undefined) ? undefined : mistakes[0];
}

/** The schemas of a thing in requests, which may have more members than answers show. */
const writtenTo = ({ roles, names }: Resource): readonly FlatSchema[] =>
  roles.flatMap(({ operation, effect }) =>
    ['create', 'replace', 'change', 'set'].includes(effect)
      ? fieldSchemasOf(operation, names).filter(({ properties }) => properties.size > 0)
      : [],
  );

/** The paths of a description whose things live, and of what kind they are. */
function placesIn(
  contract: Contract,
): readonly { readonly template: string; readonly kind: Kind | undefined }[] {
  const workOf = worksOf(contract, 1);
  const works = mockedOperations(contract).flatMap((operation) => workOf(operation) ?? []);
  const levels = works.flatMap(({ isAbout, level }) => (isAbout ? [level] : []));
  const byTemplate = new Map(levels.map((level) => [level.template, level]));
  return [...byTemplate.values()].map(({ template, kind }) => ({ template, kind: kind() }));
}

const unknownPath = (path: string, places: readonly string[]): string =>
  `no operation lists things at ${path}. There are ${nearestFirst(path, places).join(', ') || 'none'}`;
