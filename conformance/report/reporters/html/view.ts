import type { ApiReport, OperationReport } from '../../record.ts';
import type { CaseResult, Finding, Report } from '../../report.ts';
import { severities } from '../../../checks/severity.ts';

/** One operation with all that a report says of it. */
export type OperationView = {
  readonly api: string;
  readonly id: string;
  /** Tells it from those of other APIs. */
  readonly key: string;
  /** Absent where a report has cases of it but nothing else. */
  readonly report?: OperationReport;
  readonly results: readonly CaseResult[];
  readonly findings: readonly Finding[];
};

/** A report put in the order of the page. */
export type View = {
  readonly report: Report;
  readonly operations: readonly OperationView[];
  /** The worst first; those of one check in one operation stand together, known ones last. */
  readonly findings: readonly Finding[];
  /** The ids of all checks that had something to judge. */
  readonly checks: readonly string[];
  /** APIs that could not be judged. */
  readonly unjudged: readonly ApiReport[];
};

export function viewOf(report: Report): View {
  const keyOf = ({ api, operation }: { readonly api: string; readonly operation: string }) =>
    `${api}/${operation}`;
  const reports = new Map(
    report.operations.map((operation) => [`${operation.api}/${operation.id}`, operation]),
  );
  const results = Map.groupBy(report.results, keyOf);
  const findings = Map.groupBy(report.findings, keyOf);
  const names = new Map([
    ...report.operations.map(({ api, id }) => [`${api}/${id}`, { api, id }] as const),
    ...[...report.results, ...report.findings].map(
      ({ api, operation }) => [`${api}/${operation}`, { api, id: operation }] as const,
    ),
  ]);
  const operations = [...names].map(([key, { api, id }]): OperationView => {
    const operation = reports.get(key);
    return {
      api,
      id,
      key,
      ...(operation ? { report: operation } : {}),
      results: results.get(key) ?? [],
      findings: findings.get(key) ?? [],
    };
  });
  const place = new Map(operations.map(({ key }, index) => [key, index]));
  const rank = (finding: Finding) =>
    [
      finding.known ? 1 : 0,
      -severities.indexOf(finding.severity),
      place.get(keyOf(finding))!,
    ] as const;
  return {
    report,
    operations,
    findings: report.findings.toSorted(
      (one, other) => compare(rank(one), rank(other)) || compareText(one.check, other.check),
    ),
    checks: [
      ...new Set([
        ...report.checks.map(({ id }) => id),
        ...report.operations.flatMap(({ checks }) => Object.keys(checks)),
      ]),
    ]
      .filter((id) => report.operations.some(({ checks }) => checks[id]))
      .toSorted(),
    unjudged: report.apis.filter(({ error }) => error !== undefined),
  };
}

const compareText = (one: string, other: string): number =>
  one < other ? -1 : Number(one > other);

function compare(one: readonly number[], other: readonly number[]): number {
  const index = one.findIndex((number, at) => number !== other[at]);
  return index < 0 ? 0 : one[index]! - other[index]!;
}

/**
 * Where a finding stands on the page: readable, and free of what has a meaning in a URL's fragment.
 */
export const anchorOf = ({ id }: Finding): string =>
  `finding/${[...id].map((character) => (/[\w./:*~-]/.test(character) ? character : `_${character.codePointAt(0)!.toString(16)}`)).join('')}`;
