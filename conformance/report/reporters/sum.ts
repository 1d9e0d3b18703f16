import type { Severity } from '../../checks/severity.ts';
import type { CoverageItem, OperationReport } from '../record.ts';
import type { CoverageSum, Report, Verdict } from '../report.ts';
import { findingsThat } from './finding.ts';

/** What a run came to, in words: the verdict, and what it rests on. */
export type Sum = { readonly verdict: string; readonly counts: string };

export const numberOf = (count: number, one: string, more = `${one}s`): string =>
  `${count} ${count === 1 ? one : more}`;

export function sumOf(report: Report): Sum {
  const { verdict, cases, apis, findings, milliseconds, shard } = report;
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
    pass: lesser('error') > 0 ? 'It passes, because nothing fails it.' : 'It conforms.',
    fail:
      failing.length > 0
        ? `It does not conform: ${numberOf(failing.length, 'finding')}.`
        : 'Too little of the contract was covered.',
    error: 'It could not be judged.',
  }[verdict];
  return {
    verdict: noted.length > 0 && verdict !== 'error' ? `${words} ${noted.join(', ')}.` : words,
    counts: `${numberOf(
      apis.reduce((total, api) => total + api.operations.length, 0),
      'operation',
    )}, ${numberOf(cases.planned, 'case')}: ${counts} (${(milliseconds / 1000).toFixed(1)} s)${shard ? `, part ${shard.index} of ${shard.of}` : ''}.`,
  };
}

/** How much of one operation was covered, of what counts. */
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

/** That less is covered than was asked for; `undefined` where it is enough. */
export const tooLittle = ({ coverage: { percent, minimum } }: Report): string | undefined =>
  minimum !== undefined && percent < minimum
    ? `${percent} % of the contract is covered, less than the ${minimum} % of --min-coverage`
    : undefined;

/** What of the contract is covered, by kind; empty where nothing is documented that counts. */
export const coveredKinds = ({ coverage: { kinds } }: Report): string =>
  Object.entries(kinds)
    .filter(([, { total }]) => total > 0)
    .map(
      ([kind, { reached, total }]) =>
        `${plurals[kind as CoverageItem['kind']]} ${reached}/${total}`,
    )
    .join(', ');

/** What was not tried, and why: said aloud, never dropped. */
export const notTested = ({ apis }: Report): readonly string[] =>
  apis.flatMap(({ name, unsupported, discarded, leftOut }) => [
    ...unsupported,
    ...(discarded.length > 0
      ? [
          `${name}: ${numberOf(discarded.length, 'idea')} for cases could not be used; --dry-run names them`,
        ]
      : []),
    ...(leftOut > 0
      ? [
          `${name}: ${numberOf(leftOut, 'case was', 'cases were')} not sent, because of --max-cases or --safe, or because another says nearly the same`,
        ]
      : []),
  ]);

/** Cases of one operation that were not judged for one reason. */
export type NotJudged = {
  readonly operation: OperationReport;
  readonly reason: string;
  readonly cases: readonly string[];
};

/** Why cases were not judged, each reason once for an operation; what is said of the whole API is left out. */
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
