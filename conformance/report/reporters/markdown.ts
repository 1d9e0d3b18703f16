import type { CaseResult, Report, Verdict } from '../report.ts';
import { coverageKinds, coveredOf, itemsOf } from '../coverage/covered.ts';
import { evidenceOf, specialOf, timesOf, type Standing } from './finding.ts';
import { findingsThat, groupedOf, type Grouped } from './grouped.ts';
import type { Reporter } from './reporter.ts';
import {
  baselineNotes,
  countOf,
  findingsIn,
  notJudged,
  notTested,
  resultsOf,
  sumOf,
  tooLittle,
  unjudgedApis,
} from './sum.ts';
import { escapeMarkup, visible } from '../../core/visible.ts';
import { numberOf } from '../number-of.ts';

/** The bytes that GitHub accepts as a step summary, without 1 KiB for the notes about cuts. */
const bytesAtMost = 1024 * 1024 - 1024;
/** The bytes of the table and of each list, so that most of the summary is left for findings. */
const tableBytesAtMost = 300_000;
const listBytesAtMost = 100_000;
/** The characters of a text that is shown in one line. */
const charactersAtMost = 1000;

/** Text from implementations and descriptions is escaped, or in code that it can't end. */
export const markdown: Reporter = {
  id: 'markdown',
  summary: 'The report as Markdown, for the summary of a GitHub job.',
  render(report) {
    const { verdict, counts } = sumOf(report);
    const before = [
      `## ${verdict}`,
      counts,
      ...unjudgedLines(report),
      ...operationTable(report),
      ...notJudgedLines(report),
      ...questionLines(report),
    ];
    const after = [
      ...baselineLines(report),
      ...unreachedLines(report),
      ...coverageTable(report),
      ...listOf(
        'What is not tested',
        notTested(report).map((reason) => `- ${plain(reason)}`),
      ),
    ];
    const fits = fitter(bytesAtMost - sizeOf([...before, ...after]));
    const groups = Map.groupBy(groupedOf(report), ({ standing }) => standing);
    const section = (standing: Standing, one: string, after = '') =>
      details(
        `${findingsIn(report, findingsThat(report, standing), one)}${after}`,
        groups.get(standing) ?? [],
        fits,
      );
    const findings = [
      ...section('failing', 'finding'),
      ...section('lesser', 'finding', ' below --fail-on'),
      ...section('known', 'known finding'),
    ];
    return `${[...before, ...findings, ...after].join('\n\n')}\n`;
  },
};

function unjudgedLines(report: Report): string[] {
  const apis = unjudgedApis(report);
  return listOf(
    `${numberOf(apis.length, 'API')} could not be judged`,
    apis.map(
      ({ name, target, error }) => `- **${plain(name)}** at ${code(target)}: ${plain(error)}`,
    ),
  );
}

function operationTable(report: Report): string[] {
  const { operations } = report;
  const rows = operations
    .map((operation) => {
      const results = resultsOf(report, operation);
      const { percent, reached, total } = coveredOf(itemsOf(operation));
      const cells = [
        `${plain(operation.api)} **${plain(operation.id)}**`,
        // a pipe ends a cell even in code
        code(`${operation.method} ${operation.path}`).replaceAll('|', '\\|'),
        ...(['pass', 'fail', 'error', 'skip'] as const).map((kind) => countCell(results, kind)),
        `${percent} % (${reached}/${total})`,
      ];
      return `| ${cells.join(' | ')} |`;
    })
    .filter(fitter(tableBytesAtMost));
  if (rows.length === 0) return [];
  const head = [
    '| Operation | Request | Passed | Failed | Not judged | Skipped | Covered |',
    '|---|---|--:|--:|--:|--:|--:|',
  ];
  const cut = operations.length - rows.length;
  return [
    [...head, ...rows].join('\n'),
    ...(cut > 0
      ? [`**Cut: ${numberOf(cut, 'more operation')}.** The JSON report has them all.`]
      : []),
  ];
}

/** A number of cases: empty for none, bold for those that failed or could not be judged. */
function countCell(results: readonly CaseResult[], kind: Verdict['kind']): string {
  const count = countOf(results, kind);
  if (count === 0) return '';
  return kind === 'fail' || kind === 'error' ? `**${count}**` : String(count);
}

const notJudgedLines = (report: Report): string[] =>
  listOf(
    'Why cases were not judged',
    (['error', 'skip'] as const).flatMap((kind) =>
      notJudged(report, kind).map(({ operation: { api, id }, reason, cases }) => {
        const what = kind === 'error' ? 'could not be judged' : 'skipped';
        return `- ${plain(api)} **${plain(id)}**: ${numberOf(cases.length, 'case')} ${what}: ${plain(reason)}`;
      }),
    ),
  );

const unreachedLines = ({ unreached = [], apis }: Report): string[] => [
  ...listOf(
    'Operations without a success',
    unreached.map(
      ({ api, operation, reason }) => `- ${plain(api)} **${plain(operation)}**: ${plain(reason)}`,
    ),
  ),
  ...listOf(
    'What the run left in the target',
    apis.flatMap(({ name, leftBehind = [] }) =>
      leftBehind.map(({ place, reason }) => `- ${plain(name)} ${plain(place)}: ${plain(reason)}`),
    ),
  ),
];

const questionLines = ({ notJudged: asked = [] }: Report): string[] =>
  listOf(
    'What the run needs to know',
    asked.map(
      ({ api, operation, reason, question, cases }) =>
        `- ${plain(api)} **${plain(operation)}**: ${numberOf(cases, 'case')} not judged: ${prose(reason)}. ${prose(question)}`,
    ),
  );

function details(
  title: string,
  groups: readonly Grouped[],
  fits: (text: string) => boolean,
): string[] {
  if (groups.length === 0) return [];
  const shown = groups.map(detailsOf).filter(fits);
  const cut = groups.length - shown.length;
  const [verb, object] = cut === 1 ? ['does', 'it'] : ['do', 'them'];
  return [
    `### ${title}`,
    ...shown,
    ...(cut > 0
      ? [
          `**Cut: ${cut} of these ${verb} not fit into a job summary, which holds 1 MiB.** The other reports have ${object}.`,
        ]
      : []),
  ];
}

/** How many ids of the other findings of a cause are listed. */
const othersAtMost = 20;

/** One for each cause: its message, the facts of one finding, and the ids of the others. */
function detailsOf({ group, lead, others }: Grouped): string {
  const { check, severity, message, expected, known } = lead;
  const special = specialOf(lead);
  const evidence = evidenceOf(lead);
  const operations = group.operations.length;
  const where =
    operations > 1 ? numberOf(operations, 'operation') : `<b>${html(group.operations.join())}</b>`;
  return [
    `<details>\n<summary><b>${known ? 'known' : severity}</b> ${html(group.api)} ${where}: ${html(group.message)}</summary>`,
    ...(known ? [`**Known** until ${plain(known.expires)}: ${plain(known.reason)}`] : []),
    ...(group.message === message ? [] : [`**For example** ${prose(message)}`]),
    ...(special === undefined ? [] : [`**Request** ${prose(special)}`]),
    `**Rule** ${code(lead.source)} at ${code(`#${lead.pointer}`)}, judged by ${code(check)}`,
    `**Expected** ${code(expected)}${evidence ? `, evidence ${code(evidence)}` : ''}`,
    '**Actual**',
    fenced(lead.actual, 'text'),
    '**Reproduce**, with the credentials in the variables that the line names',
    fenced(lead.curl, 'sh'),
    `**Occurrences** ${timesOf(lead)}, as in ${code(lead.case)}. The finding is ${code(lead.id)}.`,
    ...othersOf(others.map(({ id }) => id)),
    '</details>',
  ].join('\n\n');
}

function othersOf(ids: readonly string[]): string[] {
  if (ids.length === 0) return [];
  const shown = ids.slice(0, othersAtMost).map((id) => `- ${code(id)}`);
  const more = ids.length - shown.length;
  return [
    `**And ${numberOf(ids.length, 'more finding')} of this cause**`,
    [...shown, ...(more > 0 ? [`- and ${more} more, which the JSON report has`] : [])].join('\n'),
  ];
}

const baselineLines = (report: Report): string[] =>
  listOf(
    `The baseline ${code(report.baseline?.file ?? '')}`,
    baselineNotes(report).map(({ kind, id, advice }) => `- ${kind}: ${code(id)}: ${plain(advice)}`),
  );

function coverageTable(report: Report): string[] {
  const rows = Object.entries(report.coverage.kinds)
    .filter(([, { total }]) => total > 0)
    .map(
      ([kind, { reached, total }]) =>
        `| ${coverageKinds[kind as keyof typeof coverageKinds]} | ${reached} | ${total} |`,
    );
  if (rows.length === 0) return [];
  const little = tooLittle(report);
  return [
    `### ${report.coverage.percent} % of the contract covered`,
    ...(little ? [`**Too little:** ${little}.`] : []),
    ['| Kind | Reached | Documented |', '|---|--:|--:|', ...rows].join('\n'),
  ];
}

/** A heading and its list, or nothing without lines. */
function listOf(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const shown = lines.filter(fitter(listBytesAtMost));
  const cut = lines.length - shown.length;
  const rest = cut > 0 ? [`- **Cut: ${cut} more.** The JSON report has them all.`] : [];
  return [`### ${title}`, [...shown, ...rest].join('\n')];
}

/** A filter that accepts texts as long as they fit into a number of bytes. */
function fitter(bytes: number): (text: string) => boolean {
  let left = bytes;
  return (text) => {
    const size = sizeOf([text]);
    if (size > left) return false;
    left -= size;
    return true;
  };
}

/** The bytes of texts with the blank lines between them. */
const sizeOf = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 2, 0);

/** The start of a text, on one line. */
const oneLine = (text: string): string => {
  const line = visible(text.slice(0, charactersAtMost)).replaceAll(/\s+/g, ' ').trim();
  return text.length > charactersAtMost ? `${line}…` : line;
};

/**
 * Text without a meaning in Markdown.
 * @see https://spec.commonmark.org/0.31.2/#backslash-escapes
 */
const plain = (text: string): string => escaped(oneLine(text));

const escaped = (line: string): string =>
  line
    .replaceAll(/[\\`*_[\]<>&~|#@$]/g, (character) => `\\${character}`)
    .replaceAll('://', '\\://');

/** Text without a meaning in Markdown, but text in backticks becomes code. */
const prose = (text: string): string =>
  oneLine(text)
    .split(/`([^`]+)`/)
    .map((piece, index) => (index % 2 === 0 ? escaped(piece) : code(piece)))
    .join('');

/** Text for an HTML element; text in backticks becomes code. */
const html = (text: string): string =>
  escapeMarkup(oneLine(text)).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

/** A run of backticks, longer than each one in a text and at least as long as `least`. */
const backticks = (text: string, least: number): string =>
  '`'.repeat(
    [...text.matchAll(/`+/g)].reduce((length, [run]) => Math.max(length, run.length + 1), least),
  );

/** A code span. @see https://spec.commonmark.org/0.31.2/#code-spans */
function code(text: string): string {
  const line = oneLine(text) || ' ';
  const edge = backticks(line, 1);
  // CommonMark removes one space from both ends
  return line.startsWith('`') || line.endsWith('`')
    ? `${edge} ${line} ${edge}`
    : `${edge}${line}${edge}`;
}

/** A code block. @see https://spec.commonmark.org/0.31.2/#fenced-code-blocks */
function fenced(text: string, language: string): string {
  const shown = visible(text);
  const fence = backticks(shown, 3);
  return `${fence}${language}\n${shown}\n${fence}`;
}
