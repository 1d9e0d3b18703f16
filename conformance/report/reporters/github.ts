import type { Report } from '../report.ts';
import { aligned, placeOf, rowsOf } from './finding.ts';
import { groupedOf, type Grouped } from './grouped.ts';
import type { Reporter } from './reporter.ts';
import { baselineNotes, coveredKinds, notJudged, sumOf, tooLittle, unjudgedApis } from './sum.ts';
import { workflowCommands, type Annotation } from '../../core/workflow-commands.ts';
import { numberOf } from '../number-of.ts';

/** The longest curl line in an annotation: GitHub cuts long messages, and half a line is useless. */
const curlAtMost = 2000;

/** @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
export const github: Reporter = {
  id: 'github',
  summary: 'The findings as annotations of a GitHub workflow.',
  render(report) {
    const { verdict, counts } = sumOf(report);
    const kinds = coveredKinds(report);
    return [
      ...workflowCommands(annotationsOf(report)),
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
