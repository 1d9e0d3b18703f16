import type { Credentials } from '../core/auth/credentials.ts';
import type { Contract } from '../core/contract/model.ts';
import type { FixedFields } from '../core/http/fixed-fields.ts';
import type { KnownValues } from '../core/instances/plain-request.ts';
import type { PlanOptions } from '../plan/plan.ts';
import type { ConcludeOptions } from '../report/conclude.ts';
import type { TimeLimit } from './deadline.ts';
import type { LoadedHooks } from './hooks.ts';
import type { Invocation } from './reproduce.ts';
import type { Pause } from './transport/throttle.ts';

/** One API to check, its target and its credentials. */
export type Assignment = {
  readonly contract: Contract;
  /** The API's base URL. */
  readonly target: string;
  /** What reports show in place of `target`, where that holds a secret. */
  readonly shown?: string | undefined;
  /** Whether the target is the mock that this run starts. */
  readonly isMock?: true;
  readonly credentials: Credentials;
  /** By operationId: all credentials of an operation that has others. */
  readonly credentialsFor?: ReadonlyMap<string, Credentials>;
  /** Those of another user, for checks of what one user may see of another. */
  readonly otherCredentials?: Credentials;
  /** Header fields for every request, beside what the description documents. */
  readonly headers?: FixedFields;
  /** By operationId. */
  readonly values: ReadonlyMap<string, KnownValues>;
  /** By id of operations that the contract has no more: why, as `excluded by --exclude DELETE`. */
  readonly excluded?: ReadonlyMap<string, string>;
  /** Code of the user around the requests. */
  readonly hooks?: LoadedHooks;
  /** Values that came from the environment, by the variable's name: no report shows them. */
  readonly secrets?: ReadonlyMap<string, string>;
  /** By default, the API's name and no configuration file. */
  readonly invocation?: Invocation;
};

export type RunOptions = ConcludeOptions & {
  /** How long one exchange may take, in milliseconds. */
  readonly timeout: number;
  /** Ids of the operations to check; all when empty. */
  readonly operations: readonly string[];
  readonly plan?: Omit<PlanOptions, 'known'>;
  /** Ids of checks to leave out. */
  readonly skipChecks?: readonly string[];
  /** How many random requests to send to each operation after its plan, and the seed. */
  readonly fuzz?: { readonly count: number; readonly seed: number };
  /** Only a part of the plan: the `index`-th of `of`, counted from 1. */
  readonly shard?: { readonly index: number; readonly of: number } | undefined;
  /** How many cases run at the same time; 1 by default. */
  readonly concurrency?: number | undefined;
  /** At most this many requests start per second. */
  readonly rate?: number | undefined;
  /** How often a request is sent again after a failed connection. */
  readonly retries?: number | undefined;
  /**
   * Whether things are made, used and deleted in sequences; by default, at every target but the mock
   * that this run starts, which keeps nothing.
   */
  readonly sequences?: boolean | undefined;
  /** How long a target may take to show a change everywhere, in milliseconds. */
  readonly settling?: number | undefined;
  /** How time passes while a run waits for a target; tests give a faster one. */
  readonly pause?: Pause | undefined;
  /** Whether what the run made stays in the target. */
  readonly keep?: boolean | undefined;
  readonly signal?: AbortSignal;
  /** How long the run may take. */
  readonly time?: TimeLimit | undefined;
  readonly progress?: Progress;
};

/** Callbacks for the progress of a run. */
export type Progress = {
  /** Before the first request: the targets, and how many cases each gets. */
  readonly begin?: (
    apis: readonly {
      readonly api: string;
      readonly target: string;
      readonly operations: number;
      readonly cases: number | undefined;
    }[],
  ) => void;
  /** Before the first case of each operation: its plan is made, and there will be something to save. */
  readonly send?: () => void;
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
  /** When a target asks the run to wait, or one operation, which is put aside. */
  readonly wait?: (at: {
    readonly target: string;
    readonly status: number;
    readonly milliseconds: number;
    readonly operation?: string;
  }) => void;
  /** When a server is down that answered before: it may be started again. */
  readonly down?: (at: { readonly target: string }) => void;
  /** When a run has ended before all was sent, and deletes what it made. */
  readonly deleting?: (at: { readonly target: string; readonly things: number }) => void;
};
