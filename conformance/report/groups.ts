import { severities } from '../checks/severity.ts';
import type { Finding, FindingGroup } from './report.ts';

/** Groups findings by their cause, the most important group first. */
export const groupsOf = (findings: readonly Finding[]): FindingGroup[] =>
  findings.map(groupOfOne).toSorted((one, other) => rankOf(one) - rankOf(other));

const groupOfOne = ({ id, api, operation, severity, message }: Finding): FindingGroup => ({
  id,
  cause: 'single',
  api,
  operations: [operation],
  severity,
  message,
  findings: [id],
});

const rankOf = ({ severity }: FindingGroup): number => -severities.indexOf(severity);
