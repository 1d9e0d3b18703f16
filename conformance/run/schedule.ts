import { createHash } from 'node:crypto';
import type { KnownValues } from '../cases/base.ts';
import type { Case, Contract, Operation, Shard } from '../model.ts';
import { planOperation, type Plan, type PlanOptions } from '../plan.ts';
import { UserError } from '../user-error.ts';

/** An operation and what is planned for it, or why nothing can be. */
export type Planned = { readonly operation: Operation; readonly plan: Plan; readonly cases: readonly Case[] } | { readonly operation: Operation; readonly unusable: string };

/** What is to be sent for one API. */
export type Schedule = {
  readonly cases: number;
  readonly operations: number;
  /** Operation by operation; those of large descriptions are planned anew, because all plans together would not fit into memory. */
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

/** How many operations' plans are kept in memory. */
const few = 60;

/** Plans what is to be sent for each API, in order; with a digest of the whole plan where only a shard of it is. */
export function scheduleAll(apis: readonly Planning[], { operations: named, plan: options, shard }: ScheduleOptions): { readonly schedules: readonly Schedule[]; readonly shard?: Shard } {
  const digest = createHash('sha256');
  let position = 0;
  const schedules = apis.map(({ contract, values }): Schedule => {
    const operations = wantedOperations(contract, named);
    const first = position;
    const kept: Planned[] = [];
    let cases = 0;
    let usable = 0;
    function* planAll(from: number): Iterable<Planned> {
      let at = from;
      for (const operation of operations) {
        const plan = planOperation(operation, { ...options, known: values.get(operation.id) ?? new Map() });
        const unusable = 'unusable' in plan ? plan.unusable : unusableAnswers(operation);
        if ('unusable' in plan || unusable !== undefined) {
          yield { operation, unusable: unusable! };
          continue;
        }
        const start = at;
        at += plan.cases.length;
        yield { operation, plan, cases: shard ? plan.cases.filter((_, index) => (start + index) % shard.of === shard.index - 1) : plan.cases };
      }
    }
    for (const planned of planAll(first)) {
      if (operations.length <= few) kept.push(planned);
      if ('unusable' in planned) continue;
      usable += 1;
      cases += planned.cases.length;
      position += planned.plan.cases.length;
      if (shard) for (const { id } of planned.plan.cases) digest.update(`${contract.api} ${id}\n`);
    }
    return { cases, operations: usable, planned: () => (operations.length <= few ? kept : planAll(first)) };
  });
  return { schedules, ...(shard ? { shard: { ...shard, plan: digest.digest('hex').slice(0, 16) } } : {}) };
}

/** The operations of an API that are to be checked: those that are named, or all where none is. */
export const wantedOperations = ({ operations }: Contract, named: readonly string[]): readonly Operation[] =>
  operations.filter(({ id }) => named.length === 0 || named.includes(id));

/** Why the answers of an operation can't be judged; found before anything is sent, and not in the middle of the run. */
function unusableAnswers({ id, responses }: Operation): string | undefined {
  try {
    for (const { content } of responses) for (const { schema } of content) schema?.validate(null);
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `${id}: ${error.message}`;
  }
}
