import { stripVTControlCharacters } from 'node:util';
import type { CheckReport, OperationReport } from '../record.ts';
import type { Finding, Report } from '../report.ts';
import type { Paint } from './paint.ts';

/** The table of operations and checks of an API, in blocks of columns that fit into a width. */
export function checkTable(report: Report, api: string, paint: Paint, width: number): string[] {
  const operations = report.operations.filter((operation) => operation.api === api);
  const applied = report.checks.filter(({ id }) => operations.some(({ checks }) => checks[id]));
  if (applied.length === 0) return [];
  const nameWidth = operations.reduce((most, { id }) => Math.max(most, id.length), 0);
  return blocksOf(applied, width - nameWidth).flatMap((block) => {
    const widths = [nameWidth, ...block.map(({ label }) => label.length)];
    const rows = [
      ['', ...block.map(({ label }) => paint('dim', label))],
      ...operations.map((operation) => [
        operation.id,
        ...block.map((check) => cell(operation, check, report.findings, paint)),
      ]),
    ];
    return rows.map((row) =>
      `  ${row.map((text, index) => padded(text, widths[index]!)).join('  ')}`.trimEnd(),
    );
  });
}

function blocksOf(checks: readonly CheckReport[], width: number): CheckReport[][] {
  const blocks: CheckReport[][] = [[]];
  let left = width;
  for (const check of checks) {
    if (check.label.length + 2 > left && blocks.at(-1)!.length > 0) {
      blocks.push([]);
      left = width;
    }
    blocks.at(-1)!.push(check);
    left -= check.label.length + 2;
  }
  return blocks;
}

/** The number of findings; without findings, whether the check applied and could judge. */
function cell(
  { id, api, checks, isUnjudged }: OperationReport,
  check: CheckReport,
  findings: readonly Finding[],
  paint: Paint,
): string {
  const own = findings.filter(
    (finding) => finding.check === check.id && finding.operation === id && finding.api === api,
  );
  const errors = own.filter(({ severity, known }) => severity === 'error' && !known).length;
  if (errors > 0) return paint('red', `✗ ${errors}`);
  if (own.length > 0) return paint('yellow', `! ${own.length}`);
  return checks[check.id] && !isUnjudged ? paint('green', '✓') : paint('dim', '-');
}

const padded = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - stripVTControlCharacters(text).length));
