import { createHash } from 'node:crypto';
import type { KnownValues } from '../core/instances/plain-request.ts';
import type { Contract, Operation } from '../core/contract/model.ts';
import type { Case } from '../generators/case.ts';
import type { Shard } from '../report/record.ts';
import { planOperation, type Plan, type PlanOptions } from '../plan/plan.ts';
import { reasonOf } from '../core/program-error.ts';
import { UserError } from '../core/user-error.ts';

/** An operation and what is planned for it, or why nothing can be. */
export type Planned =
  | { readonly operation: Operation; readonly plan: Plan; readonly cases: readonly Case[] }
  | ({ readonly operation: Operation } & Unusable);

/** Why nothing can be planned, and whether that is a mistake in this program. */
type Unusable = { readonly unusable: string; readonly isOurs?: true };

/** What is to be sent for one API. */
export type Schedule = {
  /**
   * How many operations there are, and how many cases; these only where that can be told before
   * anything is sent.
   */
  readonly operations: number;
  readonly cases?: number;
  /** Operation by operation, in order; to be asked for once. */
  readonly planned: () => Iterable<Planned>;
};

type Planning = {
  readonly contract: Contract;
  /** By operationId. */
  readonly values: ReadonlyMap<string, KnownValues>;
};

export type ScheduleOptions = {
  readonly operations: readonly string[];
  readonly plan?: Omit<PlanOptions, 'known'> | undefined;
  /** Only every so many-th case, counted over all APIs. */
  readonly shard?: { readonly index: number; readonly of: number } | undefined;
};

/**
 * How many operations' plans are kept in memory; those of larger descriptions would not fit, and
 * are made when their turn comes.
 */
const few = 60;

/**
 * Plans what is to be sent for each API, in order. `shard` is known once all is planned: with a
 * digest of the whole plan,
 * so that parts of different plans can be told from one another.
 */
export function scheduleAll(
  apis: readonly Planning[],
  { operations: named, plan: options, shard }: ScheduleOptions,
): { readonly schedules: readonly Schedule[]; readonly shard: () => Shard | undefined } {
  const digest = createHash('sha256');
  let position = 0;
  const isSmall =
    apis.reduce((sum, { contract }) => sum + wantedOperations(contract, named).length, 0) <= few;
  /** The cases of one operation that belong to the shard; all of them without one. */
  function shareOf(api: string, cases: readonly Case[]): readonly Case[] {
    if (!shard) return cases;
    const start = position;
    position += cases.length;
    for (const { id } of cases) digest.update(`${api} ${id}\n`);
    return cases.filter((_, index) => (start + index) % shard.of === shard.index - 1);
  }
  const schedules = apis.map(({ contract, values }): Schedule => {
    const operations = wantedOperations(contract, named);
    function* planAll(): Iterable<Planned> {
      for (const operation of operations) {
        const plan = planOperation(operation, {
          ...options,
          known: values.get(operation.id) ?? new Map(),
        });
        const unusable = 'unusable' in plan ? plan : unusableAnswers(operation);
        if ('unusable' in plan || unusable !== undefined) {
          yield { operation, ...unusable! };
          continue;
        }
        yield { operation, plan, cases: shareOf(contract.api, plan.cases) };
      }
    }
    if (!isSmall) return { operations: operations.length, planned: planAll };
    const kept = [...planAll()];
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

/** The operations of an API that are to be checked: those that are named, or all where none is. */
export const wantedOperations = (
  { operations }: Contract,
  named: readonly string[],
): readonly Operation[] => operations.filter(({ id }) => named.length === 0 || named.includes(id));

/**
 * Why the answers of an operation can't be judged; found before anything is sent, and not in the
 * middle of the run.
 */
function unusableAnswers({ id, responses }: Operation): Unusable | undefined {
  try {
    for (const { content } of responses) for (const { schema } of content) schema?.validate(null);
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError))
      return {
        unusable: `${id}: ${reasonOf('reading the schemas of its answers', error)}`,
        isOurs: true,
      };
    return { unusable: `${id}: ${error.message}` };
  }
}
