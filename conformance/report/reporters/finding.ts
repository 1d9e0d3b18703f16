import type { Finding, Report } from '../report.ts';
import { failingFrom, isAsSevereAs, severities } from '../../checks/severity.ts';
import { visible } from './visible.ts';

/** The effect of a finding on its run: it fails the run, is below `--fail-on`, or is known. */
export type Standing = 'failing' | 'lesser' | 'known';

/** The effect of a finding. With `--fail-on never`, errors still fail their cases. */
export function standingOf({ failOn }: Report, { severity, known }: Finding): Standing {
  if (known) return 'known';
  return isAsSevereAs(severity, failingFrom(failOn)) ? 'failing' : 'lesser';
}

/** The findings of one standing, the most severe first. */
export const findingsThat = (report: Report, standing: Standing): readonly Finding[] =>
  report.findings
    .filter((finding) => standingOf(report, finding) === standing)
    .toSorted(
      (one, other) => severities.indexOf(other.severity) - severities.indexOf(one.severity),
    );

type Row = readonly [name: string, value: string];

/** The facts of a finding, always in this order; reports show its message before them. */
export const rowsOf = (finding: Finding): readonly Row[] => [
  ['rule', `${finding.source}  #${visible(finding.pointer)}`],
  ['expected', visible(finding.expected)],
  ...(finding.evidence ? [['evidence', visible(finding.evidence)] as const] : []),
  ['actual', visible(finding.actual)],
  ['reproduce', visible(finding.curl)],
  ['occurrences', `${timesOf(finding)}, as in ${finding.case}`],
  ['finding', visible(finding.id)],
  ...(finding.known
    ? [['known', `until ${finding.known.expires}: ${visible(finding.known.reason)}`] as const]
    : []),
];

export const timesOf = ({ occurrences }: Finding): string =>
  occurrences === 1 ? 'once' : `${occurrences} times`;

/** Rows as plain text in two columns. */
export const aligned = (rows: readonly Row[]): string =>
  rows
    .map(([name, value]) => `${name.padEnd(11)}  ${value.replaceAll('\n', `\n${' '.repeat(13)}`)}`)
    .join('\n');

/** A finding as plain text: the check and its message, then the rows. */
export const plainOf = (finding: Finding): string =>
  `${finding.check}: ${visible(finding.message)}\n${aligned(rowsOf(finding))}`;

/** Splits `file:line`. */
export function placeOf(source: string): { readonly file: string; readonly line?: number } {
  const [, file, line] = /^(.*):(\d+)$/s.exec(source) ?? [];
  return file === undefined ? { file: source } : { file, line: Number(line) };
}
