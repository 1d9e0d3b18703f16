import type { Report } from '../report.ts';
import { aligned, placeOf, rowsOf } from './finding.ts';
import { groupedOf, type Grouped } from './grouped.ts';
import type { Reporter } from './reporter.ts';
import { baselineNotes, coveredKinds, notJudged, sumOf, tooLittle, unjudgedApis } from './sum.ts';
import { visible } from '../../core/visible.ts';
import { numberOf } from '../number-of.ts';

const levels = ['error', 'warning', 'notice'] as const;
type Level = (typeof levels)[number];
type Annotation = {
  readonly level: Level;
  readonly title: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
};

/** How many annotations of one level GitHub shows for one step. */
const annotationsAtMost = 10;
/** The longest curl line in an annotation: GitHub cuts long messages, and half a line is useless. */
const curlAtMost = 2000;

/** @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
export const github: Reporter = {
  id: 'github',
  summary: 'The findings as annotations of a GitHub workflow.',
  render(report) {
    const annotations = Map.groupBy(annotationsOf(report), ({ level }) => level);
    const { verdict, counts } = sumOf(report);
    const kinds = coveredKinds(report);
    return [
      ...levels.flatMap((level) => limited(level, annotations.get(level) ?? []).map(command)),
      ...(kinds ? [`${report.coverage.percent} % of the contract is covered: ${kinds}`] : []),
      `${verdict} ${counts}\n`,
    ].join('\n');
  },
};

function annotationsOf(report: Report): readonly Annotation[] {
  const little = tooLittle(report);
  const groups = Map.groupBy(groupedOf(report), ({ standing }) => standing);
  return [
    ...unjudgedApis(report).map(
      ({ name, error }): Annotation => ({
        level: 'error',
        title: `${name} could not be judged`,
        message: error,
      }),
    ),
    ...(little
      ? [{ level: 'error', title: 'Too little is covered', message: `${little}.` } as const]
      : []),
    ...(groups.get('failing') ?? []).map(annotationOf),
    ...notJudged(report, 'error').map(
      ({ operation: { api, id, source }, reason, cases }): Annotation => ({
        level: 'error',
        title: `${api} ${id}: ${numberOf(cases.length, 'case')} could not be judged`,
        message: `${reason}\nThe first is ${cases[0]}.`,
        ...placeOf(source),
      }),
    ),
    ...(groups.get('lesser') ?? []).map(annotationOf),
    ...baselineNotes(report).map(
      ({ kind, id, file, advice }): Annotation => ({
        level: 'warning',
        title: `Baseline entry is ${kind}`,
        message: `${id}: ${advice}.`,
        file,
      }),
    ),
    ...(groups.get('known') ?? []).map(annotationOf),
  ];
}

/** One for each cause, because GitHub shows few: that of its first finding stands for all. */
function annotationOf({ group, lead, others }: Grouped): Annotation {
  const { api, operations } = group;
  const { check, known, severity, source } = lead;
  const curl =
    lead.curl.length > curlAtMost
      ? `the line is too long for this report; --case ${lead.case} sends it again`
      : lead.curl;
  const where =
    operations.length > 1 ? numberOf(operations.length, 'operation') : operations.join();
  return {
    level: known ? 'notice' : severity,
    title: `${known ? 'known: ' : ''}${api} ${where}: ${check}`,
    message: [
      group.message,
      ...(group.message === lead.message ? [] : [`For example: ${lead.message}`]),
      aligned(rowsOf({ ...lead, curl })),
      ...(others.length > 0
        ? [`And ${numberOf(others.length, 'more finding')} of this cause, in the other reports.`]
        : []),
    ].join('\n'),
    ...placeOf(source),
  };
}

function limited(level: Level, annotations: readonly Annotation[]): readonly Annotation[] {
  if (annotations.length <= annotationsAtMost) return annotations;
  const shown = annotations.slice(0, annotationsAtMost - 1);
  const more = annotations.length - shown.length;
  const message = `There are ${more} more of this level (${level}), which GitHub does not show. The other reports have all of them.`;
  return [...shown, { level, title: `${more} more`, message }];
}

function command({ level, title, message, file, line, column }: Annotation): string {
  const properties = Object.entries({ file, line, col: column, title }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapeProperty(String(value))}`],
  );
  return `::${level} ${properties.join(',')}::${escapeText(message)}`;
}

// escaped as by @actions/core: a line can't end early, so no text can begin a command
const escapeText = (value: string): string =>
  visible(value).replaceAll('%', '%25').replaceAll('\n', '%0A');
const escapeProperty = (value: string): string =>
  escapeText(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
