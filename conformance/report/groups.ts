import { noServerError, withinTime } from '../checks/index.ts';
import { severities } from '../checks/severity.ts';
import type { Cause, Evidence, Explained } from './causes/cause.ts';
import { evidenceOf, operationsOf } from './causes/evidence.ts';
import { causes } from './causes/index.ts';
import type { RunRecord } from './record.ts';
import type { Finding, FindingGroup } from './report.ts';

/**
 * Groups findings by their cause, the most important group first. What the baseline knows is in
 * groups of its own, so that no new finding stands behind known ones.
 */
export function groupsOf(
  findings: readonly Finding[],
  record: Pick<RunRecord, 'operations' | 'outcomes'> = { operations: [], outcomes: [] },
): FindingGroup[] {
  const apis = Map.groupBy(findings, ({ api }) => api);
  const groups = [...apis].flatMap(([api, own]) => {
    const isOwn = (one: { readonly api: string }) => one.api === api;
    const operations = record.operations.filter(isOwn);
    const outcomes = record.outcomes.filter(isOwn);
    const evidence = evidenceOf(operations, outcomes);
    return [own.filter(({ known }) => !known), own.filter(({ known }) => known)].flatMap((some) =>
      explained(some, evidence),
    );
  });
  return inOrder(groups, findings);
}

/** A group for each finding, the most important one first. */
export const singlesOf = (findings: readonly Finding[]): FindingGroup[] =>
  inOrder(findings.map(groupOfOne), findings);

/** The findings of one API by cause; those that no cause explains stand alone. */
function explained(
  findings: readonly Finding[],
  evidenceFor: ReturnType<typeof evidenceOf>,
): FindingGroup[] {
  let left = findings;
  const groups: FindingGroup[] = [];
  for (const cause of causes) {
    if (left.length === 0) break;
    const evidence = evidenceFor(left);
    const found = [...cause.explain(evidence)].filter((one) => one.findings.length > 1);
    const taken = new Set(found.flatMap((one) => one.findings));
    left = left.filter((finding) => !taken.has(finding));
    groups.push(...found.map((one) => groupOf(cause, one, evidence)));
  }
  return [...groups, ...left.map(groupOfOne)];
}

function groupOf(
  { id }: Cause,
  { place, message, findings }: Explained,
  evidence: Evidence,
): FindingGroup {
  const [first] = findings;
  const ranks = findings.map(({ severity }) => severities.indexOf(severity));
  return {
    id: [first!.api, id, ...(place === '' ? [] : [place]), ...(first!.known ? ['known'] : [])].join(
      '/',
    ),
    cause: id,
    api: first!.api,
    operations: operationsOf(evidence, findings),
    severity: severities[Math.max(...ranks)]!,
    message,
    findings: findings.map((finding) => finding.id),
  };
}

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
 * then the number of findings, of operations, and of occurrences.
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
    worst.length,
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
