import type { Severity } from '../../checks/severity.ts';
import type { CoverageItem, OperationReport } from '../record.ts';
import type { CoverageSum, Report, Verdict } from '../report.ts';
import { findingsThat } from './finding.ts';

/** The result of a run in words: the verdict, and the numbers behind it. */
export type Sum = { readonly verdict: string; readonly counts: string };

export const numberOf = (count: number, one: string, more = `${one}s`): string =>
  `${count} ${count === 1 ? one : more}`;

/** What was judged: `The mock` where the run started a mock and checked that, else `It`. */
export const subjectOf = ({ apis }: Report): string =>
  apis.length > 0 && apis.every(({ isMock }) => isMock) ? 'The mock' : 'It';

/** The last line of a report. */
export function sumOf(report: Report): Sum {
  const { verdict, cases, apis, findings, milliseconds, shard } = report;
  const subject = subjectOf(report);
  const counts = [
    `${cases.passed} passed`,
    `${cases.failed} failed`,
    ...(cases.errors > 0 ? [`${cases.errors} could not be judged`] : []),
    ...(cases.skipped > 0 ? [`${cases.skipped} skipped`] : []),
  ].join(', ');
  const failing = report.failOn === 'never' ? [] : findingsThat(report, 'failing');
  const others = findings.filter((finding) => !failing.includes(finding));
  const lesser = (severity: Severity) =>
    others.filter((finding) => finding.severity === severity && !finding.known).length;
  const noted = (
    [
      [lesser('error'), 'finding'],
      [lesser('warning'), 'warning'],
      [lesser('notice'), 'notice'],
      [others.filter(({ known }) => known).length, 'known finding'],
    ] as const
  )
    .filter(([count]) => count > 0)
    .map(([count, name]) => numberOf(count, name));
  const words = {
    pass: lesser('error') > 0 ? `${subject} passes: --fail-on never.` : `${subject} conforms.`,
    fail:
      failing.length > 0
        ? `${subject} does not conform: ${numberOf(failing.length, 'finding')}.`
        : 'Too little of the contract is covered.',
    error: `${subject} could not be judged.`,
  }[verdict];
  return {
    verdict: noted.length > 0 && verdict !== 'error' ? `${words} ${noted.join(', ')}.` : words,
    counts: `${numberOf(
      apis.reduce((total, api) => total + api.operations.length, 0),
      'operation',
    )}, ${numberOf(cases.planned, 'case')}: ${counts} (${(milliseconds / 1000).toFixed(1)} s)${shard ? `, part ${shard.index} of ${shard.of}` : ''}.`,
  };
}

/** The coverage of one operation, of the items that count. */
export function coveredOf({
  coverage,
}: OperationReport): CoverageSum & { readonly percent: number } {
  const items = coverage.filter(({ counts }) => counts);
  const reached = items.filter(({ state }) => state !== 'never').length;
  return {
    reached,
    total: items.length,
    percent: items.length === 0 ? 100 : Math.floor((reached / items.length) * 100),
  };
}

export const plurals: { readonly [kind in CoverageItem['kind']]: string } = {
  operation: 'operations',
  status: 'statuses',
  example: 'examples',
  parameter: 'parameters',
  member: 'members',
  rule: 'rules',
};

/** A sentence where less is covered than `--min-coverage` demands; else `undefined`. */
export const tooLittle = ({ coverage: { percent, minimum } }: Report): string | undefined =>
  minimum !== undefined && percent < minimum
    ? `${percent} % of the contract is covered, less than the ${minimum} % of --min-coverage`
    : undefined;

/** The coverage by kind; empty where no documented item counts. */
export const coveredKinds = ({ coverage: { kinds } }: Report): string =>
  Object.entries(kinds)
    .filter(([, { total }]) => total > 0)
    .map(
      ([kind, { reached, total }]) =>
        `${plurals[kind as CoverageItem['kind']]} ${reached}/${total}`,
    )
    .join(', ');

/** What the run did not test, with the reason. */
export const notTested = ({ apis }: Report): readonly string[] =>
  apis.flatMap(({ name, unsupported, discarded, leftOut }) => [
    ...unsupported,
    ...(discarded.length > 0
      ? [
          `${name}: ${numberOf(discarded.length, 'case draft')} could not be used; --dry-run lists them`,
        ]
      : []),
    ...(leftOut > 0
      ? [
          `${name}: ${numberOf(leftOut, 'case was', 'cases were')} not sent: redundant, or left out by --max-cases or --safe`,
        ]
      : []),
  ]);

/** Cases of one operation that were not judged, for one reason. */
export type NotJudged = {
  readonly operation: OperationReport;
  readonly reason: string;
  readonly cases: readonly string[];
};

/**
 * Why cases were not judged: each reason once for an operation. The reason of a whole API is left
 * out.
 */
export function notJudged(
  { apis, operations, results }: Report,
  kind: Extract<Verdict['kind'], 'error' | 'skip'>,
): readonly NotJudged[] {
  const errors = new Map(apis.map(({ name, error }) => [name, error]));
  return operations.flatMap((operation) => {
    const own = results.filter(
      (result) => result.api === operation.api && result.operation === operation.id,
    );
    const reasons = own.flatMap(({ id, verdict }) =>
      verdict.kind === kind && verdict.reason !== errors.get(operation.api)
        ? [{ id, reason: verdict.reason }]
        : [],
    );
    return [...Map.groupBy(reasons, ({ reason }) => reason)].map(([reason, group]) => ({
      operation,
      reason,
      cases: group.map(({ id }) => id),
    }));
  });
}
