/**
 * How much a finding weighs. A run fails by findings from one of these on, `error` where nothing
 * else is said.
 */
export type Severity = 'error' | 'warning' | 'notice';

/** From the lightest to the gravest. */
export const severities = ['notice', 'warning', 'error'] as const satisfies readonly Severity[];

/**
 * From which severity on a case fails: where nothing fails the run, errors fail their cases all the
 * same.
 */
export const failingFrom = (failOn: Severity | 'never'): Severity =>
  failOn === 'never' ? 'error' : failOn;

/** Whether a finding is as grave as a limit says; nothing is where the limit is `never`. */
export const isAsSevereAs = (severity: Severity, limit: Severity | 'never'): boolean =>
  limit !== 'never' && severities.indexOf(severity) >= severities.indexOf(limit);
