import { stripVTControlCharacters } from 'node:util';
import type { CheckReport, OperationReport } from '../record.ts';
import type { Finding, Report } from '../report.ts';
import type { Paint } from './paint.ts';

/**
 * The operation × check table of an API, in as many blocks of columns as it takes to stay within a
 * width.
 */
export function checkTable(report: Report, api: string, paint: Paint, width: number): string[] {
  const operations = report.operations.filter((operation) => operation.api === api);
  // a check that nothing gave cause to ask has no column
  const applied = report.checks.filter(({ id }) => operations.some(({ checks }) => checks[id]));
  if (applied.length === 0) return [];
  const nameWidth = Math.max(...operations.map(({ id }) => id.length));
  return blocksOf(applied, width - nameWidth).flatMap((block) =>
    [
      ['', ...block.map(({ label }) => paint('dim', label))],
      ...operations.map((operation) => [
        operation.id,
        ...block.map((check) => cell(operation, check, report.findings, paint)),
      ]),
    ].map(
      (row) =>
        `  ${row
          .map((text, index) =>
            padded(text, index === 0 ? nameWidth : block[index - 1]!.label.length),
          )
          .join('  ')
          .trimEnd()}`,
    ),
  );
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

/** All well, so many findings, or not asked. */
function cell(
  operation: OperationReport,
  { id }: CheckReport,
  findings: readonly Finding[],
  paint: Paint,
): string {
  const own = findings.filter(
    (finding) =>
      finding.check === id && finding.operation === operation.id && finding.api === operation.api,
  );
  const accusing = own.filter(({ severity, known }) => severity === 'error' && !known).length;
  if (accusing > 0) return paint('red', `✗ ${accusing}`);
  if (own.length > 0) return paint('yellow', `! ${own.length}`);
  return operation.checks[id] ? paint('green', '✓') : paint('dim', '-');
}

const padded = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - stripVTControlCharacters(text).length));
