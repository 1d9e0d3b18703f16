import type { CaseResult, Finding, Report, Verdict } from '../report.ts';
import { checkTable } from './check-table.ts';
import { aligned, findingsThat, rowsOf } from './finding.ts';
import { painter, type Paint } from './paint.ts';
import type { Reporter } from './reporter.ts';
import { coveredKinds, sumOf, tooLittle } from './sum.ts';
import { visible } from './visible.ts';

/**
 * The report for a person at a terminal: operations, findings, coverage, next steps, and the result
 * in the last line.
 */
export const text: Reporter = {
  id: 'text',
  summary: 'The report for a person at a terminal.',
  render(report, { colors, columns = 120 }) {
    const paint = painter(colors);
    const sections = [
      ...report.apis.map((api) => apiLines(report, api, paint, columns)),
      ...[...findingsThat(report, 'failing'), ...findingsThat(report, 'lesser')].map((finding) =>
        findingLines(finding, paint),
      ),
      findingsThat(report, 'known').map((finding) => knownLine(finding, paint)),
      baselineLines(report, paint),
      coverageLines(report, paint),
      nextLines(report),
      [sumLine(report, paint)],
    ];
    return `${sections
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n')}\n`;
  },
};

function apiLines(
  report: Report,
  api: Report['apis'][number],
  paint: Paint,
  columns: number,
): string[] {
  const width = Math.max(0, ...api.operations.map(({ length }) => length));
  const table = checkTable(report, api.name, paint, columns);
  return [
    `${paint('bold', api.name)} at ${api.target}`,
    ...(api.error ? [`  ${paint('red', 'error')} ${visible(api.error)}`] : []),
    ...api.operations.flatMap((operation) => {
      const results = report.results.filter(
        (result) => result.api === api.name && result.operation === operation,
      );
      return [
        `  ${operationLine(operation.padEnd(width), results, paint)}`,
        ...reasonLines(results, api.error),
      ];
    }),
    ...api.unsupported.map((reason) => `  ${paint('yellow', 'skip')}  ${reason}`),
    ...(api.discarded.length > 0
      ? [
          `  ${paint('yellow', 'note')}  ${api.discarded.length} ${api.discarded.length === 1 ? 'case draft' : 'case drafts'} could not be used; --dry-run lists them`,
        ]
      : []),
    ...(table.length > 0 ? ['', ...table] : []),
  ];
}

function operationLine(operation: string, results: readonly CaseResult[], paint: Paint): string {
  const count = (kind: Verdict['kind']) =>
    results.filter(({ verdict }) => verdict.kind === kind).length;
  const parts = [
    `${count('pass')} passed`,
    ...(count('fail') > 0 ? [paint('red', `${count('fail')} failed`)] : []),
    ...(count('error') > 0 ? [paint('red', `${count('error')} could not be judged`)] : []),
    ...(count('skip') > 0 ? [paint('yellow', `${count('skip')} skipped`)] : []),
  ];
  const mark =
    count('fail') > 0
      ? paint('red', 'fail ')
      : count('error') > 0
        ? paint('red', 'error')
        : count('pass') > 0
          ? paint('green', 'pass ')
          : paint('yellow', 'skip ');
  return `${mark} ${operation}  ${parts.join(', ')}`;
}

/** Why cases were not judged: each reason once, without the one of the whole API. */
function reasonLines(results: readonly CaseResult[], known: string | undefined): string[] {
  const reasons = results.flatMap(({ verdict }) =>
    'reason' in verdict && verdict.reason !== known ? [verdict.reason] : [],
  );
  return [...new Set(reasons)].map(
    (reason) =>
      `        ${reasons.filter((other) => other === reason).length} not judged: ${visible(reason)}`,
  );
}

const marks = {
  error: ['red', 'fail'],
  warning: ['yellow', 'warn'],
  notice: ['yellow', 'note'],
} as const;

function findingLines(finding: Finding, paint: Paint): string[] {
  const [style, word] = marks[finding.severity];
  const rows = rowsOf(finding).map(([name, value]) =>
    paintedRow(aligned([[name, value]]), name, paint),
  );
  return [
    `${paint(style, word)}  ${paint('bold', `${finding.api} ${finding.operation}`)}  ${finding.check}`,
    `      ${visible(finding.message)}`,
    ...rows.map((row) => `        ${row.replaceAll('\n', '\n        ')}`),
  ];
}

const paintedRow = (row: string, name: string, paint: Paint): string =>
  `${paint('dim', name)}${row.slice(name.length)}`;

const knownLine = ({ id, known }: Finding, paint: Paint): string =>
  `${paint('dim', 'known')} ${visible(id)}\n        until ${known!.expires}: ${visible(known!.reason)}`;

function baselineLines({ baseline }: Report, paint: Paint): string[] {
  if (!baseline) return [];
  return [
    ...baseline.stale.map(
      (id) =>
        `${paint('yellow', 'stale')} ${id}\n        is in ${baseline.file} and no longer appears: --update-baseline removes it`,
    ),
    ...baseline.expired.map(
      (id) =>
        `${paint('red', 'expired')} ${id}\n        is in ${baseline.file}, and its last day has passed: fix it, or extend the day`,
    ),
  ];
}

/** How many items that are not covered the report names. */
const named = 8;

function coverageLines(report: Report, paint: Paint): string[] {
  const {
    coverage: { percent },
    operations,
  } = report;
  const kinds = coveredKinds(report);
  // without any response, the report says so already
  if (kinds === '' || report.coverage.percent === 0) return [];
  const never = operations.flatMap(({ id, coverage: items }) =>
    items
      .filter(({ counts, state }) => counts && state === 'never')
      .map((item) => `${item.kind === 'operation' ? '' : `${id} `}${item.kind} ${item.name}`),
  );
  const complaint = tooLittle(report);
  return [
    `${complaint === undefined ? paint('bold', `${percent} % of the contract is covered`) : paint('red', complaint)}: ${kinds}`,
    ...never.slice(0, named).map((item) => `  ${paint('yellow', 'not covered')} ${item}`),
    ...(never.length > named
      ? [
          `  ${paint('yellow', 'not covered')} … and ${never.length - named} more: see --report html=FILE`,
        ]
      : []),
  ];
}

/** What to do next, where there is something to do. */
function nextLines(report: Report): string[] {
  const { verdict, shard } = report;
  if (shard)
    return [
      `This is part ${shard.index} of ${shard.of}: npm run conformance -- merge FILE… combines the JSON reports of all parts.`,
    ];
  const [first] = findingsThat(report, 'failing');
  if (verdict !== 'fail' || !first) return [];
  return [
    'Next steps: paste a "reproduce" line into a shell, with the credentials in the variables that it names.',
    `  --case ${first.case} sends only that case.`,
    '  --report html=FILE writes a page to share. --baseline FILE --update-baseline records the known findings, so that',
    '  only new ones fail.',
  ];
}

function sumLine(report: Report, paint: Paint): string {
  const { verdict, counts } = sumOf(report);
  return `${paint(report.verdict === 'pass' ? 'green' : 'red', verdict)} ${counts}`;
}
