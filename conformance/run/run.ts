import type { KnownValues } from '../core/instances/plain-request.ts';
import type { Check } from '../checks/check.ts';
import * as checks from '../checks/index.ts';
import type { Credentials } from '../core/auth/credentials.ts';
import { redactor } from '../core/auth/redact.ts';
import type { Contract } from '../core/contract/model.ts';
import type { RunRecord } from '../report/record.ts';
import type { Report } from '../report/report.ts';
import type { PlanOptions } from '../plan/plan.ts';
import { runApi, type ApiRecord } from './api.ts';
import type { Invocation } from './reproduce.ts';
import { scheduleAll } from './schedule.ts';
import { conclude, type ConcludeOptions } from '../report/conclude.ts';

/** One API to check, and where. */
export type Assignment = {
  readonly contract: Contract;
  /** The API's base URL. */
  readonly target: string;
  /** Whether that is the mock, started for this run. */
  readonly isMock?: true;
  readonly credentials: Credentials;
  /** By operationId. */
  readonly values: ReadonlyMap<string, KnownValues>;
  /** Values that came from the environment, by the variable's name: they appear in no report. */
  readonly secrets?: ReadonlyMap<string, string>;
  /** By default, the API's name and no configuration file. */
  readonly invocation?: Invocation;
};

export type RunOptions = ConcludeOptions & {
  /** How long one exchange may take, in milliseconds. */
  readonly timeout: number;
  /** Only these operations, where any are named. */
  readonly operations: readonly string[];
  readonly plan?: Omit<PlanOptions, 'known'>;
  /** Ids of checks that are not asked. */
  readonly exclude?: readonly string[];
  /** How many random requests to send for each operation, beyond the plan, and where their randomness starts. */
  readonly fuzz?: { readonly count: number; readonly seed: number };
  /** Only a part of the plan: the `index`-th of `of`, counted from 1. */
  readonly shard?: { readonly index: number; readonly of: number } | undefined;
  /** How many cases are under way at once; one where nothing is said. */
  readonly concurrency?: number | undefined;
  /** How many requests are begun in a second at the most. */
  readonly rate?: number | undefined;
  /** How often a request is tried again when no connection could be made. */
  readonly retries?: number | undefined;
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
};

/** Who wants to know how a run gets on. */
export type Progress = {
  /** Before the first request: what will be sent where. */
  readonly begin?: (
    apis: readonly {
      readonly api: string;
      readonly target: string;
      readonly operations: number;
      readonly cases: number | undefined;
    }[],
  ) => void;
  /** After each case. */
  readonly advance?: (at: {
    readonly api: string;
    readonly operation: string;
    readonly case: string;
    readonly fails: boolean;
  }) => void;
  /** After each operation. */
  readonly end?: (at: {
    readonly api: string;
    readonly operation: string;
    readonly cases: number;
  }) => void;
  /** Whenever a target asks to wait. */
  readonly wait?: (at: {
    readonly target: string;
    readonly status: number;
    readonly milliseconds: number;
  }) => void;
};

/** Checks implementations against their contracts: plan, send, judge, conclude. */
export async function run(
  assignments: readonly Assignment[],
  options: RunOptions,
): Promise<Report> {
  const started = new Date().toISOString();
  const begun = performance.now();
  const { schedules, shard: shardOf } = scheduleAll(assignments, options);
  options.progress?.begin?.(
    assignments.map(({ contract, target }, index) => ({
      api: contract.api,
      target,
      operations: schedules[index]!.operations,
      cases: schedules[index]!.cases,
    })),
  );
  const wanted = (Object.values(checks) as Check[]).filter(
    ({ id }) => !options.exclude?.includes(id),
  );
  // a server behind several APIs may repeat to one what it was told by another
  const redact = redactor(
    assignments.map(({ credentials }) => credentials),
    assignments.flatMap(({ secrets }) => [...(secrets?.values() ?? [])]),
  );
  const parts: ApiRecord[] = [];
  for (const [index, assignment] of assignments.entries())
    parts.push(await runApi(assignment, schedules[index]!, wanted, redact, options));
  const shard = shardOf();
  const record: RunRecord = {
    started,
    milliseconds: Math.round(performance.now() - begun),
    ...(shard ? { shard } : {}),
    checks: wanted.map(({ id, label, summary }) => ({ id, label, summary })),
    apis: parts.map(({ api }) => api),
    operations: parts.flatMap(({ operations }) => operations),
    outcomes: parts.flatMap(({ outcomes }) => outcomes),
  };
  return conclude(record, options);
}
