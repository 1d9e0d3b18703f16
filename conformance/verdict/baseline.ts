import type { ApiReport, Finding, Known, Report } from '../model.ts';

/** A finding that is known, by its id. */
export type BaselineEntry = Known & { readonly id: string };

export type Baseline = {
  /** As the user named it. */
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
  /** Whether the run asks everything that could show a finding again, so that one which is not seen is gone. */
  readonly isComplete: boolean;
};

/**
 * Marks the findings that a baseline knows, and says which of its entries were not seen any more (stale) or are over.
 * @param today the day of the run, as `2026-12-31`
 */
export function applyBaseline({ file, entries, isComplete }: Baseline, findings: readonly Finding[], apis: readonly ApiReport[], today: string): { findings: readonly Finding[]; notes: NonNullable<Report['baseline']> } {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const isOver = ({ expires }: Known) => expires < today;
  const marked = findings.map((finding): Finding => {
    const entry = byId.get(finding.id);
    return entry && !isOver(entry) ? { ...finding, known: { reason: entry.reason, expires: entry.expires } } : finding;
  });
  const seen = new Set(findings.map(({ id }) => id));
  const wasAsked = ({ id }: BaselineEntry) => apis.some(({ name, error }) => error === undefined && id.startsWith(`${name}/`));
  return {
    findings: marked,
    notes: {
      file,
      known: marked.filter(({ known }) => known).length,
      stale: isComplete ? entries.filter((entry) => !seen.has(entry.id) && wasAsked(entry)).map(({ id }) => id) : [],
      expired: entries.filter((entry) => seen.has(entry.id) && isOver(entry)).map(({ id }) => id),
    },
  };
}
