import type { Finding, Report } from '../report.ts';
import { aligned, rowsOf, type Row } from './finding.ts';
import { groupedOf, type Grouped } from './grouped.ts';
import type { Paint } from './paint.ts';
import { numberOf } from '../number-of.ts';

const marks = {
  error: ['red', 'fail'],
  warning: ['yellow', 'warn'],
  notice: ['yellow', 'note'],
} as const;

/** How many causes that fail no run are shown: whoever reads the failing ones must find them. */
const lesserAtMost = 20;
/** How many ids of other findings a block names. */
const othersAtMost = 5;
const operationsAtMost = 3;

/** A block for each cause: all that fail the run, then some of the others. */
export function groupSections(report: Report, paint: Paint): string[][] {
  const groups = groupedOf(report);
  const lesser = groups.filter(({ standing }) => standing === 'lesser');
  const more = lesser.slice(lesserAtMost).flatMap(({ lead, others }) => [lead, ...others]);
  return [
    ...[
      ...groups.filter(({ standing }) => standing === 'failing'),
      ...lesser.slice(0, lesserAtMost),
    ].map((grouped) => groupLines(grouped, paint)),
    ...(more.length > 0
      ? [
          [
            `${paint('yellow', 'more')}  ${numberOf(more.length, 'more finding that fails', 'more findings that fail')} no run: see --report html=FILE`,
          ],
        ]
      : []),
  ];
}

/** What stands for the cause, in full, and the ids of the other findings. */
function groupLines({ group, lead, others }: Grouped, paint: Paint): string[] {
  const [style, word] = marks[lead.severity];
  // known findings have lines of their own
  const open = others.filter(({ known }) => !known);
  const example: readonly Row[] =
    group.message === lead.message ? [] : [['for example', lead.message]];
  return [
    `${paint(style, word)}  ${paint('bold', `${group.api} ${namesOf(group.operations)}`)}  ${lead.check}`,
    `      ${group.message}`,
    ...[...example, ...rowsOf(lead), ...otherRows(lead, open)].map(([name, value]) => {
      const row = aligned([[name, value]]).slice(name.length);
      return `        ${paint('dim', name)}${row.replaceAll('\n', '\n        ')}`;
    }),
  ];
}

/** `makeThing`, `makeThing, listThings and 38 more operations`. */
function namesOf(operations: readonly string[]): string {
  if (operations.length <= operationsAtMost) return operations.join(', ');
  const shown = operations.slice(0, operationsAtMost - 1);
  return `${shown.join(', ')} and ${operations.length - shown.length} more operations`;
}

/** The ids of other findings, without the name of the API. */
function otherRows({ api }: Finding, others: readonly Finding[]): readonly Row[] {
  if (others.length === 0) return [];
  const ids = others.map(({ id }) => id.slice(api.length + 1));
  const shown = ids.slice(0, ids.length > othersAtMost + 1 ? othersAtMost : ids.length);
  const more = ids.length - shown.length;
  return [
    [
      'and',
      [
        `${numberOf(ids.length, 'more finding')} of this cause:`,
        ...shown,
        ...(more > 0 ? [`… and ${more} more: see --report html=FILE`] : []),
      ].join('\n'),
    ],
  ];
}

export const knownLine = ({ id, known }: Finding, paint: Paint): string =>
  `${paint('dim', 'known')} ${id}\n        until ${known!.expires}: ${known!.reason}`;

/** The operations that could not be judged for want of a value, each with the question to answer. */
export const notJudgedSections = ({ notJudged = [] }: Report, paint: Paint): string[][] =>
  notJudged.map(({ api, operation, reason, question, cases }) => [
    `${paint('yellow', 'ask ')}  ${paint('bold', `${api} ${operation}`)}  ${numberOf(cases, 'case')} not judged: ${reason}`,
    `      ${question}`,
  ]);
