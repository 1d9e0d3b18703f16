import type { CaseOutcome } from '../report/record.ts';

/** So many operations are named. */
const namedAtMost = 20;

/**
 * What was not sent because the time was over, for the report of an API.
 * @param reason that of each case that was not sent
 * @param unplanned the number of operations that were not even planned
 */
export function unsentBecause(
  reason: string,
  outcomes: readonly CaseOutcome[],
  unplanned: number,
): string {
  const unsent = outcomes.filter(({ unjudged }) => unjudged?.reason === reason);
  const byOperation = [...Map.groupBy(unsent, ({ operation }) => operation)];
  const named = byOperation.slice(0, namedAtMost).map(([id, of]) => `${of.length} of ${id}`);
  const others = byOperation.slice(namedAtMost);
  const more = others.reduce((sum, [, of]) => sum + of.length, 0);
  const parts = [
    ...named,
    ...(others.length > 0 ? [`${more} of ${others.length} other operations`] : []),
    ...(unplanned > 0 ? [`all of ${unplanned} operations that were not planned yet`] : []),
  ];
  const why = reason.replace(/^not sent: /, '');
  return parts.length === 0 ? why : `${why}. Cases that were not sent: ${parts.join(', ')}`;
}
