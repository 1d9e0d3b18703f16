import { noServerError, withinTime } from '../checks/index.ts';
import { severities } from '../checks/severity.ts';
import type { Finding, FindingGroup } from './report.ts';

/** Groups findings by their cause, the most important group first. */
export const groupsOf = (findings: readonly Finding[]): FindingGroup[] =>
  inOrder(findings.map(groupOfOne), findings);

const groupOfOne = ({ id, api, operation, severity, message }: Finding): FindingGroup => ({
  id,
  cause: 'single',
  api,
  operations: [operation],
  severity,
  message,
  findings: [id],
});

/** Sorts groups: the most important one first; equals keep their order. */
export function inOrder(
  groups: readonly FindingGroup[],
  findings: readonly Finding[],
): FindingGroup[] {
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  return groups
    .map((group) => ({
      group,
      importance: importanceOf(group.findings.flatMap((id) => byId.get(id) ?? [])),
    }))
    .toSorted((one, other) => compare(other.importance, one.importance))
    .map(({ group }) => group);
}

/**
 * How much the findings of one cause matter, as numbers: the first that differs decides, and more
 * is more important. Known findings come last. Then the severity decides; among equals, a server
 * that fails comes before one that breaks the connection, and these before all that answer wrongly;
 * then the number of operations, then that of occurrences.
 */
export function importanceOf(findings: readonly Finding[]): readonly number[] {
  const open = findings.filter(({ known }) => !known);
  const counted = open.length > 0 ? open : findings;
  const severity = Math.max(...counted.map((finding) => severities.indexOf(finding.severity)));
  const worst = counted.filter((finding) => severities.indexOf(finding.severity) === severity);
  return [
    Math.min(open.length, 1),
    severity,
    Math.max(...worst.map(failureOf)),
    new Set(worst.map(({ api, operation }) => `${api} ${operation}`)).size,
    worst.reduce((sum, { occurrences }) => sum + occurrences, 0),
  ];
}

/** 2 for a server error, 1 for a response that never came, 0 for one that is wrong. */
function failureOf({ check, id }: Finding): number {
  if (check === noServerError.id) return 2;
  // a slow response did come
  return check === withinTime.id && !id.endsWith('/slow') ? 1 : 0;
}

function compare(one: readonly number[], other: readonly number[]): number {
  const index = one.findIndex((number, place) => number !== other[place]);
  return index < 0 ? 0 : one[index]! - other[index]!;
}
