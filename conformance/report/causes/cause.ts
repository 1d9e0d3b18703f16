import type { CaseOutcome, OperationReport } from '../record.ts';
import type { Finding } from '../report.ts';

/** What a run of one API showed, as far as no earlier cause explains it. */
export type Evidence = {
  readonly findings: readonly Finding[];
  readonly operations: readonly OperationReport[];
  /** The findings of one operation. */
  readonly findingsIn: (operation: string) => readonly Finding[];
  /** The cases of one operation that were answered. */
  readonly answeredIn: (operation: string) => readonly Answered[];
  /** The outcome of the case that shows a finding. */
  readonly outcomeOf: (finding: Finding) => CaseOutcome | undefined;
};

/** The outcome of a case with a response. */
export type Answered = CaseOutcome & { readonly answer: NonNullable<CaseOutcome['answer']> };

/** Findings with one cause. */
export type Explained = {
  /** What tells it from others of the same cause in the same API: an operation, a status, … */
  readonly place: string;
  /** Whole sentences about the cause. */
  readonly message: string;
  /** The one that shows the cause best first. */
  readonly findings: readonly Finding[];
};

/** A cause that several findings may have. */
export type Cause = {
  /** Part of the ids of groups. */
  readonly id: string;
  /** The groups of findings that it explains. Pure; one finding may be in one group only. */
  readonly explain: (evidence: Evidence) => Iterable<Explained>;
};
