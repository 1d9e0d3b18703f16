import type { FindingGroup, Finding, Report } from '../report.ts';
import { severities } from '../../checks/severity.ts';
import { standingOf, type Standing } from './finding.ts';

/** Findings with one cause, as reports show them. */
export type Grouped = {
  readonly group: FindingGroup;
  /** The finding that stands for all: one of those that weigh most. */
  readonly lead: Finding;
  /** The other findings: known ones last, the most severe first. */
  readonly others: readonly Finding[];
  /** That of `lead`. */
  readonly standing: Standing;
};

/** The findings of a report by cause, in the order in which it shows them: errors first. */
export function groupedOf(report: Report): readonly Grouped[] {
  const byId = new Map(report.findings.map((finding) => [finding.id, finding]));
  return report.groups.flatMap((group) => {
    const [lead, ...others] = group.findings.flatMap((id) => byId.get(id) ?? []).toSorted(byWeight);
    return lead ? [{ group, lead, others, standing: standingOf(report, lead) }] : [];
  });
}

const byWeight = (one: Finding, other: Finding): number =>
  Number(one.known !== undefined) - Number(other.known !== undefined) ||
  severities.indexOf(other.severity) - severities.indexOf(one.severity);

/** The findings of one standing, in the order in which reports show them. */
export const findingsThat = (report: Report, standing: Standing): readonly Finding[] =>
  groupedOf(report)
    .flatMap(({ lead, others }) => [lead, ...others])
    .filter((finding) => standingOf(report, finding) === standing);

/** The cause to begin with, if one fails the run: that which matters most. */
export const firstOf = (report: Report): Grouped | undefined =>
  groupedOf(report).find(({ standing }) => standing === 'failing');

/** The number of causes that some findings have. */
export function causesOf({ groups }: Report, findings: readonly Finding[]): number {
  const ids = new Set(findings.map(({ id }) => id));
  return groups.filter((group) => group.findings.some((id) => ids.has(id))).length;
}

/** By finding: what is wrong, where several findings have one cause. */
export const sharedCauses = ({ groups }: Report): ReadonlyMap<string, string> =>
  new Map(
    groups.flatMap(({ findings, message }) =>
      findings.length > 1 ? findings.map((id) => [id, message] as const) : [],
    ),
  );
