import type { CaseResult, Finding, Report, Verdict } from '../report.ts';
import { findingsThat, timesOf } from './finding.ts';
import type { Reporter } from './reporter.ts';
import { coveredOf, notJudged, notTested, numberOf, plurals, sumOf, tooLittle } from './sum.ts';
import { visible } from './visible.ts';

/**
 * How many bytes GitHub takes as the summary of a step; a bit is kept for what says that something
 * was cut.
 */
const room = 1024 * 1024 - 1024;
/**
 * How many bytes the table and each list may have, so that the greater part of the room is left for
 * findings.
 */
const most = { table: 300_000, list: 100_000 } as const;
/** How much of a text stands in one line. */
const longest = 1000;

/**
 * Everything that may come from an implementation or a description is escaped, or stands in code
 * that it can't end.
 */
export const markdown: Reporter = {
  id: 'markdown',
  summary: 'The report as Markdown, for the summary of a GitHub job.',
  render(report) {
    const { verdict, counts } = sumOf(report);
    const [failing, lesser, known] = [
      findingsThat(report, 'failing'),
      findingsThat(report, 'lesser'),
      findingsThat(report, 'known'),
    ];
    const before = [
      `## ${verdict}`,
      counts,
      ...unjudgedApis(report),
      ...operationTable(report),
      ...notJudgedLines(report),
    ];
    const after = [...baselineLines(report), ...coverageTable(report), ...notTestedLines(report)];
    const fitting = fitter(room - sizeOf([...before, ...after]));
    const findings = [
      ...details(numberOf(failing.length, 'finding'), failing, fitting),
      ...details(`${numberOf(lesser.length, 'finding')} below what fails the run`, lesser, fitting),
      ...details(numberOf(known.length, 'known finding'), known, fitting),
    ];
    return `${[...before, ...findings, ...after].join('\n\n')}\n`;
  },
};

function unjudgedApis({ apis }: Report): string[] {
  const unjudged = apis.flatMap(({ name, target, error }) =>
    error === undefined ? [] : [`- **${plain(name)}** at ${code(target)}: ${plain(error)}`],
  );
  return unjudged.length === 0
    ? []
    : [`### ${numberOf(unjudged.length, 'API')} could not be judged`, list(unjudged)];
}

function operationTable({ operations, results }: Report): string[] {
  const fits = fitter(most.table);
  const rows = operations
    .map((operation) => {
      const own = results.filter(
        (result) => result.api === operation.api && result.operation === operation.id,
      );
      const { percent, reached, total } = coveredOf(operation);
      const numbers = (['pass', 'fail', 'error', 'skip'] as const).map((kind) =>
        countOf(own, kind),
      );
      return `| ${[`${plain(operation.api)} **${plain(operation.id)}**`, cellCode(`${operation.method} ${operation.path}`), ...numbers, `${percent} % (${reached}/${total})`].join(' | ')} |`;
    })
    .filter(fits);
  const cut = operations.length - rows.length;
  return rows.length === 0
    ? []
    : [
        [
          '| Operation | Request | Passed | Failed | Not judged | Skipped | Covered |',
          '|---|---|--:|--:|--:|--:|--:|',
          ...rows,
        ].join('\n'),
        ...(cut > 0
          ? [`**Cut: ${numberOf(cut, 'more operation')}.** The JSON report has them all.`]
          : []),
      ];
}

/** A number of cases, loud where it is bad and not there where it is none. */
function countOf(results: readonly CaseResult[], kind: Verdict['kind']): string {
  const count = results.filter(({ verdict }) => verdict.kind === kind).length;
  if (count === 0) return '';
  return kind === 'fail' || kind === 'error' ? `**${count}**` : String(count);
}

function notJudgedLines(report: Report): string[] {
  const lines = (['error', 'skip'] as const).flatMap((kind) =>
    notJudged(report, kind).map(
      ({ operation, reason, cases }) =>
        `- ${plain(operation.api)} **${plain(operation.id)}**: ${numberOf(cases.length, 'case')} ${kind === 'error' ? 'could not be judged' : 'skipped'}: ${plain(reason)}`,
    ),
  );
  return lines.length === 0 ? [] : ['### Why cases were not judged', list(lines)];
}

function details(
  title: string,
  findings: readonly Finding[],
  fits: (text: string) => boolean,
): string[] {
  if (findings.length === 0) return [];
  const shown = findings.map(detailsOf).filter(fits);
  const cut = findings.length - shown.length;
  return [
    `### ${title}`,
    ...shown,
    ...(cut > 0
      ? [
          `**Cut: ${numberOf(cut, 'finding')} of these ${cut === 1 ? 'does' : 'do'} not fit into a job summary, which holds 1 MiB.** The other reports have ${cut === 1 ? 'it' : 'them'}.`,
        ]
      : []),
  ];
}

/** The facts of a finding, always in this order. */
function detailsOf(finding: Finding): string {
  const {
    api,
    operation,
    check,
    severity,
    message,
    source,
    pointer,
    expected,
    evidence,
    actual,
    curl,
    id,
    known,
  } = finding;
  return [
    `<details>\n<summary><b>${known ? 'known' : severity}</b> ${html(api)} <b>${html(operation)}</b>: ${html(message)}</summary>`,
    ...(known ? [`**Known** until ${plain(known.expires)}: ${plain(known.reason)}`] : []),
    `**Rule** ${code(source)} at ${code(`#${pointer}`)}, judged by ${code(check)}`,
    `**Expected** ${code(expected)}${evidence ? `, evidence ${code(evidence)}` : ''}`,
    '**Actual**',
    fenced(actual, 'text'),
    '**Reproduce**, with the credentials in the variables that the line names',
    fenced(curl, 'sh'),
    `**Occurrences** ${timesOf(finding)}, as in ${code(finding.case)}. The finding is ${code(id)}.`,
    '</details>',
  ].join('\n\n');
}

function baselineLines({ baseline }: Report): string[] {
  if (!baseline || baseline.stale.length + baseline.expired.length === 0) return [];
  return [
    `### The baseline ${code(baseline.file)}`,
    list([
      ...baseline.expired.map(
        (id) => `- expired: ${code(id)} counts again. Fix it, or extend its last day.`,
      ),
      ...baseline.stale.map(
        (id) => `- stale: ${code(id)} no longer appears. \`--update-baseline\` removes it.`,
      ),
    ]),
  ];
}

function coverageTable(report: Report): string[] {
  const rows = Object.entries(report.coverage.kinds)
    .filter(([, { total }]) => total > 0)
    .map(
      ([kind, { reached, total }]) =>
        `| ${plurals[kind as keyof typeof plurals]} | ${reached} | ${total} |`,
    );
  if (rows.length === 0) return [];
  const little = tooLittle(report);
  return [
    `### ${report.coverage.percent} % of the contract covered`,
    ...(little ? [`**Too little:** ${little}.`] : []),
    ['| Kind | Reached | Documented |', '|---|--:|--:|', ...rows].join('\n'),
  ];
}

function notTestedLines(report: Report): string[] {
  const lines = notTested(report).map((reason) => `- ${plain(reason)}`);
  return lines.length === 0 ? [] : ['### What is not tested', list(lines)];
}

function list(lines: readonly string[]): string {
  const shown = lines.filter(fitter(most.list));
  const cut = lines.length - shown.length;
  return [
    ...shown,
    ...(cut > 0 ? [`- **Cut: ${cut} more.** The JSON report has them all.`] : []),
  ].join('\n');
}

/** Says of one text after the other whether it still fits into so many bytes. */
function fitter(bytes: number): (text: string) => boolean {
  let left = bytes;
  return (text) => {
    const size = sizeOf([text]);
    if (size > left) return false;
    left -= size;
    return true;
  };
}

/** With the blank lines that go between texts. */
const sizeOf = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 2, 0);

const oneLine = (text: string): string => {
  const line = visible(text.slice(0, longest)).replaceAll(/\s+/g, ' ').trim();
  return text.length > longest ? `${line}…` : line;
};

/**
 * Words that mean nothing to Markdown.
 * @see https://spec.commonmark.org/0.31.2/#backslash-escapes
 */
const plain = (text: string): string =>
  oneLine(text)
    .replaceAll(/[\\`*_[\]<>&~|#@$]/g, (character) => `\\${character}`)
    .replaceAll('://', '\\://');

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
/** Words that mean nothing to HTML; what stands in backticks becomes code. */
const html = (text: string): string =>
  oneLine(text)
    .replaceAll(/[&<>"]/g, (character) => entities[character]!)
    .replaceAll(/`([^`]+)`/g, '<code>$1</code>');

/** More backticks than stand together anywhere in a text, and at least so many. */
const backticks = (text: string, least: number): string =>
  '`'.repeat(
    [...text.matchAll(/`+/g)].reduce((length, [run]) => Math.max(length, run.length + 1), least),
  );

/** A code span. @see https://spec.commonmark.org/0.31.2/#code-spans */
function code(text: string): string {
  const line = oneLine(text) || ' ';
  const edge = backticks(line, 1);
  // a space at both ends is taken off again
  return line.startsWith('`') || line.endsWith('`')
    ? `${edge} ${line} ${edge}`
    : `${edge}${line}${edge}`;
}

// a pipe ends a cell even in code
const cellCode = (text: string): string => code(text).replaceAll('|', '\\|');

/** Code of several lines. @see https://spec.commonmark.org/0.31.2/#fenced-code-blocks */
function fenced(text: string, language: string): string {
  const shown = visible(text);
  const fence = backticks(shown, 3);
  return `${fence}${language}\n${shown}\n${fence}`;
}
