import type { Change } from './changes-between.ts';
import type { Severity, Sides } from './difference.ts';

/** One description before and after. */
export type Comparison = {
  /** The files, URLs or names of git. */
  readonly files: Sides<string>;
  /** `info.version`. */
  readonly versions: Sides<string | undefined>;
  /** Whether a breaking change is announced by the version. */
  readonly majorRose: boolean;
  readonly changes: readonly Change[];
  /** Whether its changes fail the run. */
  readonly fails: boolean;
};

/** What a run found. */
export type DiffReport = {
  readonly verdict: 'pass' | 'fail';
  readonly comparisons: readonly Comparison[];
};

export const severities: readonly Severity[] = ['breaking', 'dangerous', 'safe'];

/** "1 breaking and 3 safe changes". */
export function countsOf(changes: readonly Change[]): string {
  if (changes.length === 0) return 'no changes';
  const counts = severities.flatMap((severity) => {
    const { length } = changes.filter((change) => change.severity === severity);
    return length === 0 ? [] : [`${length} ${severity}`];
  });
  return `${counts.join(', ')} ${changes.length === 1 ? 'change' : 'changes'}`;
}

/** What a run found, as a sentence. */
export function sentenceOf({ comparisons, verdict }: DiffReport): string {
  const found = new Set(
    comparisons.flatMap(({ changes }) => changes.map(({ severity }) => severity)),
  );
  const [worst] = severities.filter((severity) => found.has(severity));
  if (worst === undefined) return 'Nothing changed.';
  if (worst === 'safe') return 'Nothing breaks clients.';
  const what = worst === 'breaking' ? 'This breaks clients' : 'This may break some clients';
  const isAnnounced = verdict === 'pass' && comparisons.some(({ majorRose }) => majorRose);
  return `${what}${isAnnounced ? ', as the new version announces' : ''}.`;
}

/** What the versions say of the changes, as a sentence. */
export function versionLine({ versions: { old, new: fresh }, majorRose }: Comparison): string {
  if (old === undefined || fresh === undefined) return 'There is no version to compare.';
  if (majorRose)
    return `The version rose from ${old} to ${fresh}, which announces breaking changes.`;
  return old === fresh
    ? `The version stayed ${old}.`
    : `The version went from ${old} to ${fresh}, which announces no breaking changes.`;
}

/** The operations of a change in a line; of many, the first ones and how many more there are. */
export function operationsOf({ operations }: Change, most = 3): string {
  const more = operations.length - most;
  return more > 0
    ? `${operations.slice(0, most).join(', ')} and ${more} more`
    : operations.join(', ');
}
