import type { Severity } from '../../../checks/severity.ts';
import type { Case } from '../../../generators/case.ts';
import type { Verdict } from '../../report.ts';

/** `1 case`, `2 cases`, `12,345 cases`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${thousands(number)} ${number === 1 ? one : many}`;

export const thousands = (number: number): string =>
  String(number).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');

/** Each value once, for a `data-` attribute. */
export const unique = (values: readonly string[]): string => [...new Set(values)].join(' ');

/** `0.4 ms`, `104 ms`, `12.3 s`, `4 min 5 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000)
    return `${milliseconds < 100 ? Math.round(milliseconds * 10) / 10 : Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${Math.floor(milliseconds / 60_000)} min ${Math.floor((milliseconds % 60_000) / 1000)} s`;
}

/** From the worst on. */
export const verdictKinds = ['fail', 'error', 'skip', 'pass'] as const;

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

export const intentWords: { readonly [intent in Case['intent']]: string } = {
  valid: 'must be accepted',
  invalid: 'must be refused',
  unspecified: 'may be accepted or refused',
};
