import { oneLine, visible } from '../../core/visible.ts';
import type { Report } from '../report.ts';

/**
 * The report for a terminal: no text in it moves the cursor, hides, or ends a line. Only what a
 * target answered keeps its lines, which are indented.
 */
export const printable = (report: Report): Report => printableOf(report, '') as Report;

function printableOf(value: unknown, name: string): unknown {
  if (typeof value === 'string') return name === 'actual' ? visible(value) : oneLine(value);
  if (Array.isArray(value)) return value.map((item) => printableOf(item, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [oneLine(key), printableOf(member, key)]),
  );
}
