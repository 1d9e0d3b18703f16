/** How much a finding weighs. */
export type Severity = (typeof severities)[number];

/** From the least to the most severe. */
export const severities = ['notice', 'warning', 'error'] as const;

/** The lowest severity that fails a case: errors do so even if nothing fails the run. */
export const failingFrom = (failOn: Severity | 'never'): Severity =>
  failOn === 'never' ? 'error' : failOn;

/** Whether a severity reaches a limit; no severity reaches `never`. */
export const isAsSevereAs = (severity: Severity, limit: Severity | 'never'): boolean =>
  limit !== 'never' && severities.indexOf(severity) >= severities.indexOf(limit);
