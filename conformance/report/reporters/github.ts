import type { Finding, Report } from '../report.ts';
import { aligned, findingsThat, placeOf, rowsOf } from './finding.ts';
import type { Reporter } from './reporter.ts';
import { coveredKinds, notJudged, numberOf, sumOf, tooLittle } from './sum.ts';
import { visible } from './visible.ts';

/** From the gravest to the lightest. */
const levels = ['error', 'warning', 'notice'] as const;
type Level = (typeof levels)[number];
type Annotation = {
  readonly level: Level;
  readonly title: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
};

/** How many annotations of one level GitHub shows for one step. */
const shown = 10;
/**
 * The longest curl line that an annotation holds; GitHub cuts long messages, and half a line
 * reproduces nothing.
 */
const longest = 2000;

/** @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
export const github: Reporter = {
  id: 'github',
  summary: 'The findings as annotations of a GitHub workflow.',
  render(report) {
    const annotations = annotationsOf(report);
    const lines = levels.flatMap((level) =>
      bounded(
        level,
        annotations.filter((annotation) => annotation.level === level),
      ).map(command),
    );
    const { verdict, counts } = sumOf(report);
    const kinds = coveredKinds(report);
    return `${[...lines, ...(kinds === '' ? [] : [`${report.coverage.percent} % of the contract is covered: ${kinds}`]), `${verdict} ${counts}`].join('\n')}\n`;
  },
};

function annotationsOf(report: Report): readonly Annotation[] {
  const { apis, baseline } = report;
  const little = tooLittle(report);
  return [
    ...apis.flatMap(({ name, error }): Annotation[] =>
      error === undefined
        ? []
        : [{ level: 'error', title: `${name} could not be judged`, message: error }],
    ),
    ...(little
      ? [{ level: 'error', title: 'Too little is covered', message: `${little}.` } as const]
      : []),
    ...findingsThat(report, 'failing').map(annotationOf),
    ...notJudged(report, 'error').map(
      ({ operation: { api, id, source }, reason, cases }): Annotation => ({
        level: 'error',
        title: `${api} ${id}: ${numberOf(cases.length, 'case')} could not be judged`,
        message: `${reason}\nThe first is ${cases[0]}.`,
        ...placeOf(source),
      }),
    ),
    ...findingsThat(report, 'lesser').map(annotationOf),
    ...(baseline?.expired ?? []).map(
      (id): Annotation => ({
        level: 'warning',
        title: 'An expired entry of the baseline',
        message: `${id} counts again, because its date is over: mend it, or write another date.`,
        file: baseline!.file,
      }),
    ),
    ...(baseline?.stale ?? []).map(
      (id): Annotation => ({
        level: 'warning',
        title: 'A stale entry of the baseline',
        message: `${id} no longer appears: --update-baseline removes it.`,
        file: baseline!.file,
      }),
    ),
    ...findingsThat(report, 'known').map(annotationOf),
  ];
}

function annotationOf(finding: Finding): Annotation {
  const { api, operation, check, known, severity, source, message, curl } = finding;
  const rows = rowsOf(
    curl.length > longest
      ? {
          ...finding,
          curl: `the line is too long for this report; --case ${finding.case} sends it again`,
        }
      : finding,
  );
  return {
    level: known ? 'notice' : severity,
    title: `${known ? 'known: ' : ''}${api} ${operation}: ${check}`,
    message: `${message}\n${aligned(rows)}`,
    ...placeOf(source),
  };
}

function bounded(level: Level, annotations: readonly Annotation[]): readonly Annotation[] {
  if (annotations.length <= shown) return annotations;
  const more = annotations.length - shown + 1;
  return [
    ...annotations.slice(0, shown - 1),
    {
      level,
      title: `${more} more`,
      message: `There are ${more} more of this level (${level}), which GitHub would not show. The other reports have them all.`,
    },
  ];
}

function command({ level, title, message, file, line }: Annotation): string {
  const properties = Object.entries({ file, line, title }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${property(String(value))}`],
  );
  return `::${level} ${properties.join(',')}::${text(message)}`;
}

// as @actions/core does it: an escaped line can't end, so nothing in it can begin a command
const text = (value: string): string =>
  visible(value).replaceAll('%', '%25').replaceAll('\n', '%0A');
const property = (value: string): string =>
  text(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
