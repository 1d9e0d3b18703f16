import type { Strength } from '../../core/contract/evidence.ts';
import type { Finding, Report } from '../report.ts';
import { failingFrom, isAsSevereAs } from '../../checks/severity.ts';
import { visible } from '../../core/visible.ts';

/** The effect of a finding on its run: it fails the run, is below `--fail-on`, or is known. */
export type Standing = 'failing' | 'lesser' | 'known';

/** The effect of a finding. With `--fail-on never`, errors still fail their cases. */
export function standingOf({ failOn }: Report, { severity, known }: Finding): Standing {
  if (known) return 'known';
  return isAsSevereAs(severity, failingFrom(failOn)) ? 'failing' : 'lesser';
}

export type Row = readonly [name: string, value: string];

/**
 * The facts of a finding, always in this order; reports show its message before them.
 * @param cause what is wrong, where the finding is one of several of it and is shown alone
 */
export const rowsOf = (finding: Finding, cause?: string): readonly Row[] => [
  ...(cause === undefined ? [] : [['cause', visible(cause)] as const]),
  ...(specialOf(finding) ? [['request', visible(specialOf(finding)!)] as const] : []),
  ['rule', `${finding.source}  #${visible(finding.pointer)}`],
  ['expected', visible(finding.expected)],
  ...(evidenceOf(finding) ? [['evidence', visible(evidenceOf(finding))] as const] : []),
  ['actual', visible(finding.actual)],
  ['reproduce', visible(finding.curl)],
  ['occurrences', `${timesOf(finding)}, as in ${finding.case}`],
  ['finding', visible(finding.id)],
  ...(finding.known
    ? [['known', `until ${finding.known.expires}: ${visible(finding.known.reason)}`] as const]
    : []),
];

/** What is special about the request, unless the message of the finding says it. */
export function specialOf({ message, reason, occurrences }: Finding): string | undefined {
  if (message.includes(reason)) return undefined;
  // other requests show it too, which nothing of this kind need be special about
  return occurrences > 1 ? `${reason} (in the case shown)` : reason;
}

const weaknesses: { readonly [strength in Strength]?: string } = {
  observed: 'only the examples show it',
  vendor: 'only another page of the vendor says it',
};

/** The evidence, and what it means where it is weak. */
export function evidenceOf({ evidence, strength, severity }: Finding): string {
  const weakness = strength && weaknesses[strength];
  return weakness
    ? `${evidence}: ${weakness}, so it is a ${severity}; --evidence ${strength} makes it an error`
    : evidence;
}

export const timesOf = ({ occurrences }: Finding): string =>
  occurrences === 1 ? 'once' : `${occurrences} times`;

/** Rows as plain text in two columns. */
export const aligned = (rows: readonly Row[]): string =>
  rows
    .map(([name, value]) => `${name.padEnd(11)}  ${value.replaceAll('\n', `\n${' '.repeat(13)}`)}`)
    .join('\n');

/** A finding as plain text: the check and its message, then the rows. */
export const plainOf = (finding: Finding, cause?: string): string =>
  `${finding.check}: ${visible(finding.message)}\n${aligned(rowsOf(finding, cause))}`;

/** Splits `file:line` and `file:line:column`. */
export function placeOf(source: string): {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
} {
  const [, file, line, column] = /^(.*?):(\d+)(?::(\d+))?$/s.exec(source) ?? [];
  if (file === undefined) return { file: source };
  return { file, line: Number(line), ...(column === undefined ? {} : { column: Number(column) }) };
}
