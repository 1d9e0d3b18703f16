import type { Severity } from '../../../checks/severity.ts';
import type { Case } from '../../../generators/case.ts';
import type { CoverageItem } from '../../record.ts';
import type { Report, Verdict } from '../../report.ts';
import { standingOf } from '../finding.ts';
import { subjectOf } from '../sum.ts';

/** `1 case`, `2 cases`, `12,345 cases`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${thousands(number)} ${number === 1 ? one : many}`;

export const thousands = (number: number): string =>
  String(number).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');

/** `0.4 ms`, `104 ms`, `12.3 s`, `4 min 5 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000)
    return `${milliseconds < 100 ? Math.round(milliseconds * 10) / 10 : Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${Math.floor(milliseconds / 60_000)} min ${Math.floor((milliseconds % 60_000) / 1000)} s`;
}

/** `2026-11-26 03:04:05 UTC`. */
export const moment = (started: string): string =>
  started.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d).*Z$/, '$1 $2 UTC');

/** A sign and a word each, because many readers can't tell colours apart. */
export const verdictWords: {
  readonly [kind in Verdict['kind']]: { readonly sign: string; readonly word: string };
} = {
  fail: { sign: '✗', word: 'failed' },
  error: { sign: '?', word: 'not judged' },
  skip: { sign: '–', word: 'skipped' },
  pass: { sign: '✓', word: 'passed' },
};

export const severitySigns: { readonly [severity in Severity]: string } = {
  error: '✗',
  warning: '!',
  notice: 'i',
};

export const kindWords: { readonly [kind in CoverageItem['kind']]: string } = {
  operation: 'Operations',
  status: 'Statuses',
  example: 'Examples',
  parameter: 'Parameters',
  member: 'Members',
  rule: 'Rules',
};

export const intentWords: { readonly [intent in Case['intent']]: string } = {
  valid: 'must be accepted',
  invalid: 'must be refused',
  unspecified: 'may be answered either way',
};

/** The verdict as a sentence, for the title. */
export function verdictSentence(report: Report): string {
  const {
    verdict,
    findings,
    coverage: { percent, minimum },
  } = report;
  const subject = subjectOf(report);
  const failing = findings.filter((finding) => standingOf(report, finding) === 'failing').length;
  if (verdict === 'error')
    return failing === 0
      ? `${subject} could not be judged`
      : `${subject} could not be judged in full, and does not conform: ${count(failing, 'finding')}`;
  if (verdict === 'fail')
    return failing === 0
      ? `Too little is covered: ${percent} % of the contract, less than the ${minimum} % of --min-coverage`
      : `${subject} does not conform: ${count(failing, 'finding')}`;
  // with --fail-on never, findings fail no run
  return failing === 0
    ? `${subject} conforms`
    : `${subject} passes, with --fail-on never: ${count(failing, 'finding')}`;
}
