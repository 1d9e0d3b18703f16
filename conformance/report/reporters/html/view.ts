import type { ApiReport, OperationReport } from '../../record.ts';
import type { CaseResult, Finding, Report } from '../../report.ts';
import { groupedOf, type Grouped } from '../grouped.ts';
import { unjudgedApis } from '../sum.ts';

/** One operation with everything that a report says about it. */
export type OperationView = {
  readonly api: string;
  readonly id: string;
  /** `api/id`. */
  readonly key: string;
  /** `undefined` if a mistake in the runner ended the operation early. */
  readonly report: OperationReport | undefined;
  /** Method and path; without `report`, the name of the API. */
  readonly address: string;
  readonly results: readonly CaseResult[];
  readonly findings: readonly Finding[];
};

/** A report in the order of the page. */
export type View = {
  readonly report: Report;
  readonly operations: readonly OperationView[];
  /** The findings by cause, the most important cause first. */
  readonly groups: readonly Grouped[];
  /** In the order of their groups. */
  readonly findings: readonly Finding[];
  /** The ids of all checks that applied to a response. */
  readonly checks: readonly string[];
  /** The APIs that could not be judged. */
  readonly unjudged: readonly (ApiReport & { readonly error: string })[];
};

export function viewOf(report: Report): View {
  const keyOf = ({ api, operation }: { readonly api: string; readonly operation: string }) =>
    `${api}/${operation}`;
  const named = report.operations.map((one) => ({ api: one.api, operation: one.id, report: one }));
  const reports = new Map(named.map((one) => [keyOf(one), one.report]));
  const results = Map.groupBy(report.results, keyOf);
  const findings = Map.groupBy(report.findings, keyOf);
  const all = Map.groupBy([...named, ...report.results, ...report.findings], keyOf);
  const operations = [...all].map(([key, [first]]): OperationView => {
    const { api, operation: id } = first!;
    const own = reports.get(key);
    return {
      api,
      id,
      key,
      report: own,
      address: own ? `${own.method} ${own.path}` : api,
      results: results.get(key) ?? [],
      findings: findings.get(key) ?? [],
    };
  });
  const groups = groupedOf(report);
  return {
    report,
    operations,
    groups,
    findings: groups.flatMap(({ lead, others }) => [lead, ...others]),
    checks: [
      ...new Set(
        report.operations.flatMap(({ checks }) => Object.keys(checks).filter((id) => checks[id])),
      ),
    ].toSorted(),
    unjudged: unjudgedApis(report),
  };
}

/** The anchor of a finding: readable, and without characters that have a meaning in a fragment. */
export const anchorOf = ({ id }: Finding): string =>
  `finding/${[...id].map((character) => (/[\w./:*~-]/.test(character) ? character : `_${character.codePointAt(0)!.toString(16)}`)).join('')}`;
