import type { RunRecord } from './record.ts';
import type { Finding, Known, Report } from './report.ts';

/**
 * A finding that is known, by its id; `shownBy` says what a run must do beyond the usual to show it
 * again.
 */
export type BaselineEntry = Known & { readonly id: string; readonly shownBy?: 'fuzz' | 'thorough' };

export type Baseline = {
  /** As the user named it. */
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
  /**
   * Whether the run asks everything that could show a finding again, so that one which is not seen
   * is gone.
   */
  readonly isComplete: boolean;
  /** Whether it also asks what says nearly the same as something else. */
  readonly isThorough?: boolean | undefined;
};

/**
 * Marks the findings that a baseline knows, and lists its stale and its expired entries.
 */
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
  // what could not be judged, or was asked at random, may still be there
  const unjudged = new Set(
    outcomes
      .filter((outcome) => outcome.unjudged?.kind === 'error')
      .map(({ api, operation }) => `${api}/${operation}/`),
  );
  const wasAsked = ({ id, shownBy }: BaselineEntry) =>
    apis.some(({ name, error }) => error === undefined && id.startsWith(`${name}/`)) &&
    ![...unjudged].some((operation) => id.startsWith(operation)) &&
    (shownBy === undefined || (shownBy === 'thorough' && isThorough === true));
  return {
    findings: marked,
    notes: {
      file,
      known: marked.filter(({ known }) => known).length,
      stale: isComplete
        ? entries.filter((entry) => !seen.has(entry.id) && wasAsked(entry)).map(({ id }) => id)
        : [],
      expired: entries.filter((entry) => seen.has(entry.id) && isOver(entry)).map(({ id }) => id),
    },
  };
}
