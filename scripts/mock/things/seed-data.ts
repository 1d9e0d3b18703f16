import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { matchPath } from '../../../conformance/core/http/path.ts';
import { percentDecode } from '../../../conformance/core/http/percent.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { nearestFirst } from '../../../conformance/core/nearest.ts';
import { isObject } from '../../../conformance/core/pointer.ts';
import { fieldSchemasOf } from '../../../conformance/core/resources/fields.ts';
import type { Resource } from '../../../conformance/core/resources/model.ts';
import type { FlatSchema } from '../../../conformance/core/schema/model.ts';
import type { Kind } from './kind.ts';
import { misfitIn } from './misfit.ts';
import { worksOf, type Level, type Values } from './places.ts';
import type { Mistake } from './saved.ts';
import type { Members } from './thing.ts';

/** The things that are there from the start, by the path that lists them. */
export type SeedData = ReadonlyMap<string, readonly Members[]>;

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
  const levels = contracts.flatMap((contract) => levelsIn(worksOf(contract, 1), contract));
  const read = new Map<string, readonly Members[]>();
  for (const [path, given] of Object.entries(value)) {
    const kinds = levels.flatMap(({ template, kind }) =>
      matchPath(template, path) ? [kind()] : [],
    );
    if (kinds.length === 0) return { problem: unknownPath(path, levels), at: [path] };
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

/** The places of a description whose things live, those with fewer parameters first. */
export function levelsIn(workOf: ReturnType<typeof worksOf>, contract: Contract): readonly Level[] {
  const works = mockedOperations(contract).flatMap((operation) => workOf(operation) ?? []);
  const about = works.filter(({ isAbout }) => isAbout).map(({ level }) => level);
  const levels = [...about, ...works.flatMap(({ level }) => neededBy(level))]
    // of two for one path, the one that lists what is at home elsewhere
    .toSorted((one, other) => Number(other.home !== undefined) - Number(one.home !== undefined));
  return levels
    .filter(({ template }, index) => levels.findIndex((one) => one.template === template) === index)
    .toSorted((one, other) => one.parameters.length - other.parameters.length);
}

/** What has to be there for the things of a level. */
const neededBy = ({ owner, home }: Level): readonly Level[] =>
  [owner, home].flatMap((level) => (level ? [level, ...neededBy(level)] : []));

/** The place that a path is of, and the values of its parameters. */
export function levelAt(
  path: string,
  levels: readonly Level[],
): { readonly level: Level; readonly values: Values } | undefined {
  for (const level of levels) {
    const texts = matchPath(level.template, path);
    if (texts)
      return {
        level,
        values: Object.fromEntries([...texts].map(([name, text]) => [name, percentDecode(text)])),
      };
  }
  return undefined;
}

export const unknownPath = (path: string, levels: readonly Pick<Level, 'template'>[]): string => {
  const known = [...new Set(levels.map(({ template }) => template))];
  return `no operation lists things at ${path}. There are ${nearestFirst(path, known).join(', ') || 'none'}`;
};
