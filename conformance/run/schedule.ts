import { createHash } from 'node:crypto';
import type { KnownValues } from '../core/instances/plain-request.ts';
import type { Contract, Operation } from '../core/contract/model.ts';
import type { Case } from '../generators/case.ts';
import type { Shard } from '../report/record.ts';
import { planOperationInSteps, type Plan, type PlanOptions, type Unusable } from '../plan/plan.ts';

/** An operation and its plan, or why it has none. */
export type Planned =
  | { readonly operation: Operation; readonly plan: Plan; readonly cases: readonly Case[] }
  | ({ readonly operation: Operation } & Unusable);

/** The plan of one API. */
export type Schedule = {
  readonly operations: number;
  /** Absent for large descriptions, which are planned while the run goes on. */
  readonly cases?: number;
  /**
   * Operation by operation, in order; call it only once. `undefined` is a step of planning, after
   * which other work can go on.
   */
  readonly planned: () => Iterable<Planned | undefined>;
};

/** What is planned of one API. */
export type Planning = {
  readonly contract: Contract;
  /** By operationId. */
  readonly values: ReadonlyMap<string, KnownValues>;
  /** By operationId: why it is not planned. */
  readonly excluded?: ReadonlyMap<string, string>;
};

export type ScheduleOptions = {
  readonly operations: readonly string[];
  readonly plan?: Omit<PlanOptions, 'known'> | undefined;
  /** Only every `of`-th case, counted over all APIs. */
  readonly shard?: { readonly index: number; readonly of: number } | undefined;
};

/** The most operations whose plans are kept in memory; with more, each is planned in its turn. */
const few = 60;

/**
 * Plans the cases of each API, in order. `shard` may be called once all is planned: its digest of
 * the whole plan tells parts of different plans apart.
 */
export function scheduleAll(
  apis: readonly Planning[],
  { operations: named, plan: options, shard }: ScheduleOptions,
): { readonly schedules: readonly Schedule[]; readonly shard: () => Shard | undefined } {
  const digest = createHash('sha256');
  let position = 0;
  const isSmall = apis.reduce((sum, api) => sum + wantedOperations(api, named).length, 0) <= few;
  /** The cases of one operation that belong to the shard; all of them without one. */
  function shareOf(api: string, cases: readonly Case[]): readonly Case[] {
    if (!shard) return cases;
    const start = position;
    position += cases.length;
    for (const { id } of cases) digest.update(`${api} ${id}\n`);
    return cases.filter((_, index) => (start + index) % shard.of === shard.index - 1);
  }
  const schedules = apis.map((api): Schedule => {
    const { contract, values } = api;
    const operations = wantedOperations(api, named);
    function* planAll(): Iterable<Planned | undefined> {
      for (const operation of operations) {
        const plan = yield* planOperationInSteps(operation, {
          ...options,
          known: values.get(operation.id) ?? new Map(),
        });
        yield 'unusable' in plan
          ? { operation, ...plan }
          : { operation, plan, cases: shareOf(contract.api, plan.cases) };
      }
    }
    if (!isSmall) return { operations: operations.length, planned: planAll };
    const kept = [...planAll()].filter((planned) => planned !== undefined);
    const usable = kept.flatMap((planned) => ('unusable' in planned ? [] : [planned]));
    return {
      operations: usable.length,
      cases: usable.reduce((sum, { cases }) => sum + cases.length, 0),
      planned: () => kept,
    };
  });
  return {
    schedules,
    shard: () => shard && { ...shard, plan: digest.copy().digest('hex').slice(0, 16) },
  };
}

/** The named operations of an API, or all if none is named, without those that are excluded. */
export const wantedOperations = (
  { contract: { operations }, excluded }: Pick<Planning, 'contract' | 'excluded'>,
  named: readonly string[],
): readonly Operation[] =>
  operations.filter(
    ({ id }) => (named.length === 0 || named.includes(id)) && excluded?.has(id) !== true,
  );
