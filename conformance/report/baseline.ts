import type { RunRecord } from './record.ts';
import type { Finding, Known, Report } from './report.ts';

/** A known finding. `shownBy` names the flag without which a run does not show it. */
export type BaselineEntry = Known & { readonly id: string; readonly shownBy?: 'fuzz' | 'thorough' };

export type Baseline = {
  /** The path as the user typed it. */
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
  /** Whether the run sends every case of the plan, so that a finding that is absent is gone. */
  readonly isComplete: boolean;
  /** Whether it also sends redundant cases. */
  readonly isThorough?: boolean | undefined;
};

/** Marks known findings, and lists the stale and the expired entries of the baseline. */
export function applyBaseline(
  { file, entries, isComplete, isThorough }: Baseline,
  findings: readonly Finding[],
  { apis, outcomes, started }: Pick<RunRecord, 'apis' | 'outcomes' | 'started'>,
): { findings: readonly Finding[]; notes: NonNullable<Report['baseline']> } {
  const today = started.slice(0, 10);
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const isOver = ({ expires }: Known) => expires < today;
  const marked = findings.map((finding): Finding => {
    const entry = byId.get(finding.id);
    return entry && !isOver(entry)
      ? { ...finding, known: { reason: entry.reason, expires: entry.expires } }
      : finding;
  });
  const seen = new Set(findings.map(({ id }) => id));
  // an operation that was not judged may still have the finding, and so may random requests
  const unjudged = new Set(
    outcomes
      .filter((outcome) => outcome.unjudged?.kind === 'error')
      .map(({ api, operation }) => `${api}/${operation}/`),
  );
  const wasTested = ({ id, shownBy }: BaselineEntry) =>
    apis.some(({ name, error }) => error === undefined && id.startsWith(`${name}/`)) &&
    ![...unjudged].some((operation) => id.startsWith(operation)) &&
    (shownBy === undefined || (shownBy === 'thorough' && isThorough === true));
  return {
    findings: marked,
    notes: {
      file,
      known: marked.filter(({ known }) => known).length,
      stale: isComplete
        ? entries.filter((entry) => !seen.has(entry.id) && wasTested(entry)).map(({ id }) => id)
        : [],
      expired: entries.filter((entry) => seen.has(entry.id) && isOver(entry)).map(({ id }) => id),
    },
  };
}
