import type { CoverageItem, OperationReport } from '../record.ts';
import type { CoverageSum } from '../report.ts';

/** The kinds of coverage items in the order of reports, with their plurals. */
export const coverageKinds: { readonly [kind in CoverageItem['kind']]: string } = {
  operation: 'operations',
  status: 'statuses',
  example: 'examples',
  parameter: 'parameters',
  member: 'members',
  rule: 'rules',
};

/** The items of an operation. What was sent to one without a verdict has tested nothing of it. */
export const itemsOf = ({
  coverage,
  isUnjudged,
}: Pick<OperationReport, 'coverage' | 'isUnjudged'>): readonly CoverageItem[] =>
  isUnjudged ? coverage.map((item) => ({ ...item, state: 'never' })) : coverage;

/** The coverage of the items that count; the percentage is rounded down, and 100 without items. */
export function coveredOf(
  items: readonly CoverageItem[],
): CoverageSum & { readonly percent: number } {
  const counted = items.filter(({ counts }) => counts);
  const reached = counted.filter(({ state }) => state !== 'never').length;
  const total = counted.length;
  return { reached, total, percent: total === 0 ? 100 : Math.floor((reached / total) * 100) };
}
