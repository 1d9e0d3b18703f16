import type { Strength } from '../core/contract/evidence.ts';
import type { Severity } from '../checks/severity.ts';
import type { NotJudged } from './not-judged.ts';
import type { Unreached } from './unreached.ts';
import type {
  ApiReport,
  CheckReport,
  CaseOutcome,
  CoverageItem,
  OperationReport,
  Shard,
  RecordedObservation,
} from './record.ts';

/** One deviation from the contract, with all its occurrences. */
export type Finding = Omit<RecordedObservation, 'defect' | 'variation' | 'strength' | 'times'> & {
  /** The same in every run, as long as the contract does not change. */
  readonly id: string;
  readonly api: string;
  readonly operation: string;
  /** The id of the case with the clearest request. */
  readonly case: string;
  /** What is special about its request, as a clause after "because". */
  readonly reason: string;
  /** How weak the evidence for the broken rule is, where only that makes it no error. */
  readonly strength?: Strength;
  readonly occurrences: number;
  /** The ids of all cases that show it. */
  readonly cases: readonly string[];
  /** Its entry in the baseline: it fails no run before that expires. */
  readonly known?: Known;
};

/**
 * Findings with one cause, for display: a reader sees one of them, and the others on demand. The
 * baseline and the verdicts know the findings alone.
 */
export type FindingGroup = {
  /** That of its first finding, or one of its own where it has several. */
  readonly id: string;
  /** The id of the cause, `single` for a finding on its own. */
  readonly cause: string;
  readonly api: string;
  readonly operations: readonly string[];
  /** That of its most severe finding. */
  readonly severity: Severity;
  /** Whole sentences about the cause. */
  readonly message: string;
  /** The ids of its findings, the one that shows the cause best first. */
  readonly findings: readonly string[];
};

/** Why a finding is tolerated, and the last day, as `2026-12-31`. */
export type Known = { readonly reason: string; readonly expires: string };

/** Only `fail` accuses the implementation. `error` means that this run could not judge. */
export type Verdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'fail'; readonly checks: readonly string[] }
  | { readonly kind: 'error'; readonly reason: string }
  | { readonly kind: 'skip'; readonly reason: string };

/** The outcome of one case and its verdict. */
export type CaseResult = CaseOutcome & { readonly verdict: Verdict };

/** Covered and documented items. */
export type CoverageSum = { readonly reached: number; readonly total: number };

/** The result of a run: the input of every reporter. */
export type Report = {
  /** `fail` if an unknown finding is as severe as `failOn`, or the coverage is below `minimum`. */
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
  /** Every finding is in one group; the most important group comes first. */
  readonly groups: readonly FindingGroup[];
  /** Operations that a missing value, user or feature of the target kept from being judged. */
  readonly notJudged: readonly NotJudged[];
  /** Operations without a success, and what became of their valid requests. */
  readonly unreached?: readonly Unreached[];
  readonly failOn: Severity | 'never';
  readonly coverage: {
    /** Of the items that count, rounded down; 100 without items. */
    readonly percent: number;
    /** The demanded percentage. */
    readonly minimum?: number;
    /** The items that count, by kind. */
    readonly kinds: { readonly [kind in CoverageItem['kind']]: CoverageSum };
  };
  /** The comparison with the baseline: the number of known findings, and ids of its entries. */
  readonly baseline?: {
    readonly file: string;
    readonly known: number;
    readonly stale: readonly string[];
    readonly expired: readonly string[];
    /** The number of its entries that have ids of an earlier version. */
    readonly old?: number;
  };
  readonly checks: readonly CheckReport[];
  readonly operations: readonly OperationReport[];
  readonly results: readonly CaseResult[];
  readonly started: string;
  readonly milliseconds: number;
  readonly shard?: Shard;
};
