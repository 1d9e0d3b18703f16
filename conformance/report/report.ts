import type { Severity } from '../checks/severity.ts';
import type {
  ApiReport,
  CheckReport,
  CaseOutcome,
  CoverageItem,
  OperationReport,
  Shard,
  RecordedObservation,
} from './record.ts';

/** One departure from the contract, however often it was seen. */
export type Finding = Omit<RecordedObservation, 'defect'> & {
  /** The same from run to run, as long as the contract names the rule in the same way. */
  readonly id: string;
  readonly api: string;
  readonly operation: string;
  /** The id of the case with the clearest request that shows it. */
  readonly case: string;
  readonly occurrences: number;
  /** The ids of all cases that show it. */
  readonly cases: readonly string[];
  /** Where a baseline knows of it: then it fails no run until the date is over. */
  readonly known?: Known;
};

/** Why a finding is put up with, and until when: the last day, as `2026-12-31`. */
export type Known = { readonly reason: string; readonly expires: string };

/** Only `fail` accuses the implementation. `error` means that this run could not judge. */
export type Verdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'fail'; readonly checks: readonly string[] }
  | { readonly kind: 'error'; readonly reason: string }
  | { readonly kind: 'skip'; readonly reason: string };

/** What came of one case, and the verdict on it. */
export type CaseResult = CaseOutcome & { readonly verdict: Verdict };

/** What all items of one kind, or of all, come to. */
export type CoverageSum = { readonly reached: number; readonly total: number };

/** What a run came to: the input of every reporter. */
export type Report = {
  /**
   * `fail` where a finding is as severe as `failOn` says and not known, or where less is covered
   * than was asked for.
   */
  readonly verdict: 'pass' | 'fail' | 'error';
  readonly apis: readonly ApiReport[];
  readonly cases: {
    readonly planned: number;
    readonly passed: number;
    readonly failed: number;
    readonly errors: number;
    readonly skipped: number;
  };
  readonly findings: readonly Finding[];
  readonly failOn: Severity | 'never';
  readonly coverage: {
    /** Of the items that count, rounded down; 100 where nothing counts. */
    readonly percent: number;
    /** The least that was asked for. */
    readonly minimum?: number;
    /** By kind, of the items that count. */
    readonly kinds: { readonly [kind in CoverageItem['kind']]: CoverageSum };
  };
  /** What a baseline has to say beyond the findings that it knows. */
  readonly baseline?: {
    readonly file: string;
    readonly known: number;
    readonly stale: readonly string[];
    readonly expired: readonly string[];
  };
  readonly checks: readonly CheckReport[];
  readonly operations: readonly OperationReport[];
  readonly results: readonly CaseResult[];
  readonly started: string;
  readonly milliseconds: number;
  readonly shard?: Shard;
};
