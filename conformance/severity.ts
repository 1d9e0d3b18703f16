import type { Severity } from './model.ts';

/** From the lightest to the gravest. */
export const severities = ['notice', 'warning', 'error'] as const satisfies readonly Severity[];

/** Whether a finding is as grave as a limit says; nothing is where the limit is `never`. */
export const isAsSevereAs = (severity: Severity, limit: Severity | 'never'): boolean =>
  limit !== 'never' && severities.indexOf(severity) >= severities.indexOf(limit);
