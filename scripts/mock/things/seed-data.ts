import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { matchPath } from '../../../conformance/core/http/path.ts';
import { nearestFirst } from '../../../conformance/core/nearest.ts';
import { isObject } from '../../../conformance/core/pointer.ts';
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
    if (!places.some((template) => matchPath(template, path)))
      return { problem: unknownPath(path, places), at: [path] };
    const things: readonly unknown[] = Array.isArray(given) ? given : [given];
    const wrong = things.findIndex((thing) => !isObject(thing));
    if (wrong >= 0) return { problem: 'a thing is an object', at: [path, wrong] };
    read.set(path, things as readonly Members[]);
  }
  return { seedData: read };
}

/** The paths of a description whose things live. */
function placesIn(contract: Contract): readonly string[] {
  const workOf = worksOf(contract, 1);
  const works = mockedOperations(contract).flatMap((operation) => workOf(operation) ?? []);
  return [...new Set(works.filter(({ isAbout }) => isAbout).map(({ level }) => level.template))];
}

const unknownPath = (path: string, places: readonly string[]): string =>
  `no operation lists things at ${path}. There are ${nearestFirst(path, places).join(', ') || 'none'}`;
