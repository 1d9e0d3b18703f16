import { writeFileSync } from 'node:fs';
import { certifyStateful, isCertified, type Row } from './certify.ts';
import type { Became, StatefulJudgement, StatefulOptions } from './judge-stateful.ts';
import type { Foreign } from './list.ts';

type StatefulRow = Row<StatefulJudgement>;

/** Judges the mocks with state of descriptions and prints what comes of it; gives the exit code. */
export async function runStateful(
  wanted: readonly Foreign[],
  options: StatefulOptions,
  file: string | undefined,
): Promise<number> {
  const rows: StatefulRow[] = [];
  process.stdout.write(head);
  for (const one of wanted) {
    const row = await certifyStateful(one, options);
    rows.push(row);
    process.stdout.write(textOf(row));
  }
  if (file !== undefined) writeFileSync(file, `${JSON.stringify(rows, null, 2)}\n`);
  const right = rows.filter(isRight);
  process.stdout.write(`\n${right.length} of ${rows.length} mocks with state are certified.\n`);
  return right.length === rows.length ? 0 : 1;
}

/** Whether nothing is wrong, and each operation had a success that was sent a request which must have one. */
const isRight = (row: StatefulRow): boolean =>
  isCertified(row) && row.judgement!.unserved.every(({ became }) => became !== 'refused');

const widths = [22, 10, 7, 7, 7, 7, 8, 7, 7, 7, 6] as const;

const lined = (cells: readonly (string | number)[]): string =>
  cells
    .map(String)
    .map((cell, index) =>
      index === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[index] ?? 0),
    )
    .join(' ');

/** Why an operation has no success, in the order of the columns. */
const becoming: readonly Became[] = ['refused', 'open', 'unsent'];

const named = ['description', 'operations', 'judged', 'sent', 'steps', 'errors'];
const head = `${lined([...named, 'refused', 'open', 'unsent', 'CPU s', 'MB'])}\n`;

function textOf({ name, judgement, failed, unexpected, expected }: StatefulRow): string {
  if (!judgement) return `${lined([name])}  not judged: ${failed}\n`;
  const { operations, judged, sent, steps, unserved, seconds, megabytes, isCut } = judgement;
  const of = [operations, judged, sent, steps];
  const counts = becoming.map((each) => unserved.filter(({ became }) => became === each).length);
  const cells = [...of, unexpected.length, ...counts];
  const notes = [
    ...(expected.length > 0 ? [`${expected.length} named exceptions`] : []),
    ...(isCut ? ['the time was over'] : []),
  ].join(', ');
  return [
    `${lined([name, ...cells, seconds.toFixed(1), megabytes])}  ${notes}`.trimEnd(),
    ...unexpected.map(({ check, operation, message }) => `  ${check}: ${operation}: ${message}`),
    ...[...Map.groupBy(unserved, ({ became, reason }) => `${became}: ${reason}`)].map(
      ([what, those]) => `  ${what}: ${those.map(({ operation }) => operation).join(', ')}`,
    ),
    '',
  ].join('\n');
}
