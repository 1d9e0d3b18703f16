import type { Severity } from '../checks/severity.ts';
import type { Case } from '../generators/case.ts';

/** What one check saw in the answers to one case, with all that a report says of it. */
export type RecordedObservation = {
  readonly check: string;
  readonly severity: Severity;
  /** What tells this defect from others that the same check finds: a place and a keyword. */
  readonly defect: string;
  readonly message: string;
  /** JSON Pointer of the rule in the contract. */
  readonly pointer: string;
  /** `file:line` of the rule in the hand-written description. */
  readonly source: string;
  /** `x-source` as readable text; empty where the description says nothing. */
  readonly evidence: string;
  readonly expected: string;
  readonly actual: string;
  /**
   * One line for a shell that shows it again: curl, or a command line that begins with
   * `runnerCommand`.
   */
  readonly curl: string;
};

/** The beginning of a line that lets the runner repeat a case, where one curl command can't. */
export const runnerCommand = 'npm run conformance -- ';

/** What came of one case, before anybody concludes anything from it. */
export type CaseOutcome = {
  readonly id: string;
  readonly api: string;
  readonly operation: string;
  /**
   * Its place in the operation's plan, which the parts of a case share with it; absent where it was
   * not in it.
   */
  readonly position?: number;
  readonly intent: Case['intent'];
  readonly reason: string;
  /** Why it could not be judged, or was not sent; absent where it was judged. */
  readonly unjudged?: { readonly kind: 'error' | 'skip'; readonly reason: string };
  /** How long its answers took in all; absent where nothing was sent. */
  readonly milliseconds?: number;
  readonly observations: readonly RecordedObservation[];
};

/** One thing that a contract documents, and whether the run came by it. */
export type CoverageItem = {
  readonly kind: 'operation' | 'status' | 'example' | 'parameter' | 'member' | 'rule';
  readonly name: string;
  /** `file:line`. */
  readonly source: string;
  /** `exercised` by a request that was answered, `seen` in an answer, or `never` reached. */
  readonly state: 'exercised' | 'seen' | 'never';
  /**
   * Whether it counts for the percentage: what no request can bring about, such as a server error,
   * does not.
   */
  readonly counts: boolean;
};

/** What a run did with one operation. */
export type OperationReport = {
  readonly api: string;
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** `file:line`. */
  readonly source: string;
  readonly isSecured: boolean;
  /** How many answers had each status. */
  readonly answers: { readonly [status: string]: number };
  /**
   * How many valid requests were answered, and how many of those as if their credentials were
   * wrong, by status.
   */
  readonly valid: number;
  readonly unauthorized: { readonly [status: string]: number };
  /** How many answers each check had something to judge in. */
  readonly checks: { readonly [check: string]: number };
  readonly coverage: readonly CoverageItem[];
};

export type ApiReport = {
  readonly name: string;
  readonly target: string;
  /** Whether the target is the mock that the run started itself, at another address each time. */
  readonly isMock?: true;
  /** The ids of the operations that were planned. */
  readonly operations: readonly string[];
  /** Why this API could not be judged; absent when it was. */
  readonly error?: string;
  /** Whether `error` is a conclusion from all responses; `merge` drops it and concludes anew. */
  readonly isConcluded?: true;
  /** What is not tested of its description, and why. */
  readonly unsupported: readonly string[];
  /** Ideas for cases that were not tried, or that did not come out as they were meant. */
  readonly discarded: readonly { readonly id: string; readonly reason: string }[];
  /** Cases that were not sent because another says nearly the same, or because of `--max-cases`. */
  readonly leftOut: number;
};

/**
 * A check that a run asked: its id, what it is called where there is little room, and its rule as a
 * sentence.
 */
export type CheckReport = { readonly id: string; readonly label: string; readonly summary: string };

/**
 * A part of a plan: the `index`-th of `of`, counted from 1; `plan` is the same for all parts of one
 * plan.
 */
export type Shard = { readonly index: number; readonly of: number; readonly plan: string };

/**
 * What a run saw and did, before anybody concludes anything from it. Those of several shards can be
 * put together.
 */
export type RunRecord = {
  /** When it began, in RFC 3339. */
  readonly started: string;
  readonly milliseconds: number;
  readonly shard?: Shard;
  readonly checks: readonly CheckReport[];
  /** Without what only all exchanges together can tell. */
  readonly apis: readonly ApiReport[];
  readonly operations: readonly OperationReport[];
  readonly outcomes: readonly CaseOutcome[];
};
