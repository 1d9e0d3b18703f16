import { idsWithoutVariation, inPresentWords } from './former-ids.ts';
import type { RunRecord } from './record.ts';
import type { Finding, Known, Report } from './report.ts';

/** A known finding. `shownBy` names the flag without which a run does not show it. */
export type BaselineEntry = Known & {
  readonly id: string;
  readonly shownBy?: 'fuzz' | 'thorough';
  /** Whether an earlier version wrote the id: it covers every finding that had it. */
  readonly isOld?: true;
};

export type Baseline = {
  /** The path as the user typed it. */
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
  /** Whether the run sends every case of the plan, so that a finding that is absent is gone. */
  readonly isComplete: boolean;
  /** Whether it also sends redundant cases. */
  readonly isThorough?: boolean | undefined;
};

type Concluded = Pick<RunRecord, 'apis' | 'outcomes' | 'started'> &
  Partial<Pick<Report, 'notJudged'>>;

/** Marks known findings, and lists the stale and the expired entries of the baseline. */
export function applyBaseline(
  { file, entries, isComplete, isThorough }: Baseline,
  findings: readonly Finding[],
  { apis, outcomes, started, notJudged = [] }: Concluded,
): { findings: readonly Finding[]; notes: NonNullable<Report['baseline']> } {
  const today = started.slice(0, 10);
  const entryOf = entriesFor(entries, outcomes);
  const isOver = ({ expires }: Known) => expires < today;
  const marked = findings.map((finding): Finding => {
    const entry = entryOf(finding);
    return entry && !isOver(entry)
      ? { ...finding, known: { reason: entry.reason, expires: entry.expires } }
      : finding;
  });
  const seen = new Set(findings.map((finding) => entryOf(finding)));
  // an operation that was left out or not judged may still have the finding, and so may random requests
  const excluded = apis.flatMap(({ name: api, excluded: left = [] }) =>
    left.map(({ operation }) => ({ api, operation })),
  );
  const unjudged = new Set(
    [
      ...outcomes.filter((outcome) => outcome.unjudged?.kind === 'error'),
      ...notJudged,
      ...excluded,
    ].map(({ api, operation }) => `${api}/${operation}/`),
  );
  const wasTested = ({ id, shownBy }: BaselineEntry) =>
    // a case that the limit leaves out may still show it
    apis.some(
      ({ name, error, capped }) =>
        error === undefined && capped === undefined && id.startsWith(`${name}/`),
    ) &&
    ![...unjudged].some((operation) => id.startsWith(operation)) &&
    (shownBy === undefined || (shownBy === 'thorough' && isThorough === true));
  const old = entries.filter(({ isOld }) => isOld).length;
  return {
    findings: marked,
    notes: {
      file,
      known: marked.filter(({ known }) => known).length,
      stale: isComplete
        ? entries.filter((entry) => !seen.has(entry) && wasTested(entry)).map(({ id }) => id)
        : [],
      expired: entries.filter((entry) => seen.has(entry) && isOver(entry)).map(({ id }) => id),
      ...(old > 0 ? { old } : {}),
    },
  };
}

/** Finds the entry for a finding: its own, else that of an earlier version that covers it. */
export function entriesFor(
  entries: readonly BaselineEntry[],
  outcomes: RunRecord['outcomes'],
): (finding: Pick<Finding, 'id'>) => BaselineEntry | undefined {
  const own = new Map(entries.map((entry) => [entry.id, entry]));
  const old = new Map(
    entries.filter(({ isOld }) => isOld).map((entry) => [inPresentWords(entry.id), entry]),
  );
  const former = old.size > 0 ? idsWithoutVariation(outcomes) : new Map<string, string>();
  return ({ id }) => own.get(id) ?? old.get(former.get(id) ?? id);
}
