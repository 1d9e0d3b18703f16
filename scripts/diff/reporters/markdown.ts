import { oneLine } from '../../../conformance/core/visible.ts';
import type { Change } from '../changes-between.ts';
import { countsOf, operationsOf, severities, versionLine, type Comparison } from '../report.ts';
import type { Reporter } from './reporter.ts';

/** The most rows of one table: GitHub takes no more than a megabyte. */
const rowsAtMost = 500;

export const markdown: Reporter = {
  id: 'markdown',
  summary: 'What changed as tables, for the summary of a job or a changelog.',
  render: ({ comparisons }) => `${comparisons.flatMap(sectionOf).join('\n\n')}\n`,
};

function sectionOf(comparison: Comparison): string[] {
  const { files, changes } = comparison;
  const groups = Map.groupBy(changes, ({ severity }) => severity);
  return [
    `## ${plain(`${files.old} → ${files.new}`)}`,
    `${countsOf(changes)}. ${plain(versionLine(comparison))}`,
    ...severities.flatMap((severity) => tableOf(severity, groups.get(severity) ?? [])),
  ];
}

function tableOf(severity: string, changes: readonly Change[]): string[] {
  if (changes.length === 0) return [];
  const rows = changes
    .slice(0, rowsAtMost)
    .map(
      (change) =>
        `| ${plain(operationsOf(change))} | ${plain(change.reason)} | ${plain(`${change.source.file}:${change.source.line}`)} | ${change.rule} |`,
    );
  const more = changes.length - rows.length;
  return [
    `### ${severity.charAt(0).toUpperCase()}${severity.slice(1)}`,
    ['| Operations | What changed | Where | Rule |', '|---|---|---|---|', ...rows].join('\n'),
    ...(more > 0 ? [`And ${more} more.`] : []),
  ];
}

/** Text that is no markup, but for the code in backticks. */
const plain = (text: string): string =>
  oneLine(text)
    .split(/(`[^`]*`)/)
    .map((part, index) =>
      index % 2 === 1 ? part.replaceAll('|', '\\|') : part.replaceAll(/[\\<>&*_|[\]#~`]/g, '\\$&'),
    )
    .join('');
