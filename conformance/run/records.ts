import type { Check } from '../checks/check.ts';
import type { Redactor } from '../core/auth/redact.ts';
import type { ApiReport, CaseOutcome, OperationReport } from '../report/record.ts';
import type { Aside } from './asides.ts';
import type { Deadline } from './deadline.ts';
import type { OperationRun } from './judge-case.ts';
import type { OpenHooks } from './open-hooks.ts';
import type { RunOptions } from './options.ts';

export type ApiRecord = {
  readonly api: ApiReport;
  readonly operations: readonly OperationReport[];
  readonly outcomes: readonly CaseOutcome[];
};

/** What the APIs of a run share. */
export type RunContext = {
  readonly checks: readonly Check[];
  readonly redact: Redactor;
  readonly options: RunOptions;
  readonly deadline?: Deadline | undefined;
  /** The hooks of the API. */
  readonly hooks?: OpenHooks | undefined;
};

/** What a run keeps of one operation. */
export type OperationRecord = {
  readonly id: string;
  readonly outcomes: CaseOutcome[];
  /** Absent where the operation was not run to its end. */
  readonly run?: OperationRun;
  readonly discarded?: ApiReport['discarded'];
  readonly leftOut?: number;
  readonly capped?: number;
  /** Why no cases can be planned. */
  readonly unusable?: string;
  /** A mistake in this program that belongs to no single case: the API counts as not judged. */
  readonly mistake?: string | undefined;
  /** What is left of it, where the target asks to wait. */
  readonly aside?: Aside<OperationRecord>;
};
