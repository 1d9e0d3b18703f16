import type { Strength } from '../core/contract/evidence.ts';
import type { Meaning } from '../core/contract/responses.ts';
import type { Severity } from '../checks/severity.ts';
import type { Case } from '../generators/case.ts';

/** A defect that one check observed in one case, with everything that a report shows of it. */
export type RecordedObservation = {
  readonly check: string;
  readonly severity: Severity;
  /** Identifies the defect among those of the same check: a location and a keyword. */
  readonly defect: string;
  /** The variation of the request, where another one of the same rule may be another defect. */
  readonly variation?: string;
  /** How often the exchange shows the defect; absent for once. */
  readonly times?: number;
  /** How strong the evidence for the broken rule is, where that decides the severity. */
  readonly strength?: Strength;
  readonly message: string;
  /** JSON Pointer of the rule in the contract. */
  readonly pointer: string;
  /** `file:line` of the rule in the hand-written description. */
  readonly source: string;
  /** `x-source` as readable text; empty where the description says nothing. */
  readonly evidence: string;
  readonly expected: string;
  readonly actual: string;
  /** A shell line that reproduces it: curl, or one that starts the runner. */
  readonly curl: string;
};

/** Whether a line repeats a case with the runner, as if no single curl command can. */
export const isRunnerLine = (line: string): boolean =>
  /^(?:npm run conformance --|(?:npx --no -- )?contracts check|npx openapi-contract-suite check) /.test(
    line,
  );

/** What a response said, in short. Answers that agree in all of it have one cause. */
export type Answer = {
  readonly status: number;
  readonly meaning: Meaning;
  /** Whether the operation documents the status. */
  readonly isDocumented: boolean;
  /** The kind of `x-refusals` that it is; absent where they don't tell. */
  readonly refusal?: string;
  /**
   * The code, message or error of a body, without the request's own values, so that equal refusals
   * of different requests say the same. Empty for a success.
   */
  readonly says: string;
};

/** The outcome of one case, without conclusions. */
export type CaseOutcome = {
  readonly id: string;
  readonly api: string;
  readonly operation: string;
  /** Whether it is the plainest valid request of its operation. */
  readonly isPlain?: true;
  /** The rule that an invalid case breaks, such as `body/name maxLength`. */
  readonly breaks?: string;
  /** The first response to it; absent if none came. */
  readonly answer?: Answer;
  /** Its position in the operation's plan; components have that of their combined case. */
  readonly position?: number;
  readonly intent: Case['intent'];
  readonly reason: string;
  /** Why it was not judged or not sent; absent if it was judged. */
  readonly unjudged?: { readonly kind: 'error' | 'skip'; readonly reason: string };
  /** The time of all its responses; absent if nothing was sent. */
  readonly milliseconds?: number;
  readonly observations: readonly RecordedObservation[];
};

/** A documented item of the contract, and whether the run reached it. */
export type CoverageItem = {
  readonly kind: 'operation' | 'status' | 'example' | 'parameter' | 'member' | 'rule';
  readonly name: string;
  /** `file:line`. */
  readonly source: string;
  /** `exercised` by a request with a response, `seen` in a response, or `never` reached. */
  readonly state: 'exercised' | 'seen' | 'never';
  /** Whether it counts for the percentage. An item that no request can cause does not. */
  readonly counts: boolean;
};

/** The statistics of one operation in a run. */
export type OperationReport = {
  readonly api: string;
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** `file:line`. */
  readonly source: string;
  readonly isSecured: boolean;
  /** The number of responses by status. */
  readonly answers: { readonly [status: string]: number };
  /** The number of valid requests with a response. */
  readonly valid: number;
  /** The number of those whose credentials were rejected, by status. */
  readonly unauthorized: { readonly [status: string]: number };
  /** The number of responses that each check applied to. */
  readonly checks: { readonly [check: string]: number };
  readonly coverage: readonly CoverageItem[];
  /** Whether nothing can be said of it: a conclusion, which `merge` drops and concludes anew. */
  readonly isUnjudged?: true;
};

export type ApiReport = {
  readonly name: string;
  readonly target: string;
  /** Whether the target is the mock that the run started. */
  readonly isMock?: true;
  /** The ids of the operations that were planned. */
  readonly operations: readonly string[];
  /** Why this API could not be judged; absent when it was. */
  readonly error?: string;
  /** Whether `error` is a conclusion from all responses; `merge` drops it and concludes anew. */
  readonly isConcluded?: true;
  /** Parts of the description that are not tested, with the reason. */
  readonly unsupported: readonly string[];
  /** Security schemes with a credential, which operations that document no `security` don't get. */
  readonly credentials?: readonly string[];
  /** Operations that the user left out, with the reason, as `excluded by --exclude DELETE`. */
  readonly excluded?: readonly { readonly operation: string; readonly reason: string }[];
  /** Mistakes of the description that keep nothing from being tested. */
  readonly notes?: readonly string[];
  /** Case drafts that could not be used, with the reason. */
  readonly discarded: readonly { readonly id: string; readonly reason: string }[];
  /** The number of cases that were redundant, or left out by `--max-cases` or `--safe`. */
  readonly leftOut: number;
  /** How many of those `--max-cases` leaves out; absent for none. */
  readonly capped?: number;
  /** How many requests were sent only to make, find or delete things; absent for none. */
  readonly preparations?: number;
  /** Whether one of those succeeded, so that the API is there, whatever the judged ones got. */
  readonly isServed?: true;
  /** What the run made and is still in the target, because of `--keep` or for another reason; absent for none. */
  readonly leftBehind?: readonly LeftBehind[];
};

/** Something that a run made and that is still in the target. */
export type LeftBehind = {
  /** Its path, below the base URL. */
  readonly place: string;
  readonly reason: string;
};

/** A check of a run: its id, a short name, and its rule as a sentence. */
export type CheckReport = { readonly id: string; readonly label: string; readonly summary: string };

/** A part of a plan: number `index` of `of`, counted from 1; `plan` identifies the whole plan. */
export type Shard = { readonly index: number; readonly of: number; readonly plan: string };

/** Everything that a run observed, without conclusions. Records of several shards can be merged. */
export type RunRecord = {
  /** When it began, in RFC 3339. */
  readonly started: string;
  readonly milliseconds: number;
  readonly shard?: Shard;
  readonly checks: readonly CheckReport[];
  /** Without conclusions from all responses. */
  readonly apis: readonly ApiReport[];
  readonly operations: readonly OperationReport[];
  readonly outcomes: readonly CaseOutcome[];
};
