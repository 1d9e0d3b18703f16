import type { Severity } from '../../checks/severity.ts';
import { coverageKinds } from '../coverage/covered.ts';
import type { ApiReport, CoverageItem, OperationReport } from '../record.ts';
import type { CaseResult, Finding, Report, Verdict } from '../report.ts';
import { causesOf, findingsThat } from './grouped.ts';
import { numberOf } from '../number-of.ts';

/** `2 findings`, or `41 findings of 3 causes` where that says more. */
export function findingsIn(report: Report, findings: readonly Finding[], one = 'finding'): string {
  const causes = causesOf(report, findings);
  const number = numberOf(findings.length, one);
  return causes === findings.length ? number : `${number} of ${numberOf(causes, 'cause')}`;
}

/** The number of results with one kind of verdict. */
export const countOf = (results: readonly CaseResult[], kind: Verdict['kind']): number =>
  results.filter(({ verdict }) => verdict.kind === kind).length;

/** The results of one operation. */
export function resultsOf(
  { results }: Report,
  { api, id }: Pick<OperationReport, 'api' | 'id'>,
): readonly CaseResult[] {
  const byOperation =
    indexes.get(results) ??
    Map.groupBy(results, (result) => JSON.stringify([result.api, result.operation]));
  indexes.set(results, byOperation);
  return byOperation.get(JSON.stringify([api, id])) ?? [];
}

/** Results by operation: a large report asks for those of a thousand operations. */
const indexes = new WeakMap<Report['results'], ReadonlyMap<string, readonly CaseResult[]>>();

/** The APIs that could not be judged. */
export const unjudgedApis = ({ apis }: Report) =>
  apis.filter((api): api is ApiReport & { readonly error: string } => api.error !== undefined);

/** The verdict as a sentence without its full stop. The subject is `The mock` if the run checked its own mock. */
export function verdictSentence(report: Report): string {
  const { verdict, apis } = report;
  const subject = apis.length > 0 && apis.every(({ isMock }) => isMock) ? 'The mock' : 'It';
  const all = findingsThat(report, 'failing');
  const failing = all.length;
  const findings = findingsIn(report, all);
  if (verdict === 'error')
    return failing === 0
      ? `${subject} could not be judged`
      : `${subject} could not be judged in full, and does not conform: ${findings}`;
  if (verdict === 'fail')
    return failing === 0
      ? 'Too little of the contract is covered'
      : `${subject} does not conform: ${findings}`;
  return failing === 0
    ? `${subject} conforms`
    : `${subject} passes, with --fail-on never: ${findings}`;
}

/** The last line of a report: the verdict, and the numbers behind it. */
export function sumOf(report: Report): { readonly verdict: string; readonly counts: string } {
  const { verdict, cases, apis, milliseconds, shard } = report;
  const lesser = findingsThat(report, 'lesser');
  const having = (severity: Severity) => lesser.filter((finding) => finding.severity === severity);
  const notes = (
    [
      [having('warning'), 'warning'],
      [having('notice'), 'notice'],
      [findingsThat(report, 'known'), 'known finding'],
    ] as const
  )
    .filter(([findings]) => findings.length > 0 && verdict !== 'error')
    .map(([findings, name]) => findingsIn(report, findings, name));
  const operations = apis.reduce((total, api) => total + api.operations.length, 0);
  const unjudged = report.notJudged?.length ?? 0;
  const counts = [
    `${cases.passed} passed`,
    `${cases.failed} failed`,
    ...(cases.errors > 0 ? [`${cases.errors} could not be judged`] : []),
    ...(cases.skipped > 0 ? [`${cases.skipped} skipped`] : []),
    ...(unjudged > 0 ? [`${numberOf(unjudged, 'operation')} without a verdict`] : []),
  ].join(', ');
  const part = shard ? `, part ${shard.index} of ${shard.of}` : '';
  return {
    verdict: `${verdictSentence(report)}.${notes.length > 0 ? ` ${notes.join(', ')}.` : ''}`,
    counts: `${numberOf(operations, 'operation')}, ${numberOf(cases.planned, 'case')}: ${counts} (${(milliseconds / 1000).toFixed(1)} s)${part}.`,
  };
}

/** A sentence if coverage is below `--min-coverage`, else `undefined`. */
export const tooLittle = ({ coverage: { percent, minimum } }: Report): string | undefined =>
  minimum !== undefined && percent < minimum
    ? `${percent} % of the contract is covered, less than the ${minimum} % of --min-coverage`
    : undefined;

/** The coverage by kind; empty if no documented item counts. */
export const coveredKinds = ({ coverage: { kinds } }: Report): string =>
  Object.entries(kinds)
    .filter(([, { total }]) => total > 0)
    .map(
      ([kind, { reached, total }]) =>
        `${coverageKinds[kind as CoverageItem['kind']]} ${reached}/${total}`,
    )
    .join(', ');

/** How many cases the limit of `--max-cases` leaves out, as a sentence without its full stop. */
export const cappedNote = (capped: number): string =>
  `at least ${numberOf(capped, 'case')} beyond the limit of each operation left out; --max-cases N sends more`;

/** How many operations a line about excluded ones names. */
const namesAtMost = 8;

function someOf(names: readonly string[]): string {
  const more = names.length - namesAtMost;
  return `${names.slice(0, namesAtMost).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** The operations that the user left out, a line for each reason. */
const excludedLines = (excluded: ApiReport['excluded'] = []): string[] =>
  [...Map.groupBy(excluded, ({ reason }) => reason)].map(
    ([reason, group]) =>
      `${numberOf(group.length, 'operation')} ${reason}: ${someOf(group.map(({ operation }) => operation))}`,
  );

/**
 * A sentence without its full stop if operations that document no `security` ask for credentials
 * which the run had; `undefined` if none does.
 */
function unsentCredentials(
  { operations }: Pick<Report, 'operations'>,
  { name, credentials }: ApiReport,
): string | undefined {
  const refused = operations.filter(
    ({ api, isSecured, answers }) =>
      api === name && !isSecured && ['401', '403'].some((status) => answers[status] !== undefined),
  );
  if (credentials === undefined || refused.length === 0) return undefined;
  return `${numberOf(refused.length, 'operation')} that ${refused.length === 1 ? 'documents' : 'document'} no \`security\` answered 401 or 403 (${someOf(refused.map(({ id }) => id))}), and there are credentials for ${credentials.join(', ')}: --auth-everywhere sends them to every operation`;
}

/** What flags and configuration keep from an API, as sentences without their full stops. */
export function choiceLines(report: Pick<Report, 'operations'>, api: ApiReport): string[] {
  const unsent = unsentCredentials(report, api);
  return [...excludedLines(api.excluded), ...(unsent === undefined ? [] : [unsent])];
}

/** What the run did not test, with the reason. */
export const notTested = (report: Report): readonly string[] =>
  report.apis.flatMap((api) => {
    const { name, unsupported, discarded, leftOut, capped = 0 } = api;
    const drafts = numberOf(discarded.length, 'case draft');
    const others = leftOut - capped;
    const cases = numberOf(others, 'case was', 'cases were');
    return [
      ...unsupported,
      ...choiceLines(report, api).map((line) => `${name}: ${line}`),
      ...(discarded.length > 0
        ? [`${name}: ${drafts} could not be used; --dry-run lists them`]
        : []),
      ...(others > 0
        ? [
            `${name}: ${cases} not sent: redundant, or left out by ${capped > 0 ? '' : '--max-cases or '}--safe`,
          ]
        : []),
      ...(capped > 0 ? [`${name}: ${cappedNote(capped)}`] : []),
    ];
  });

/** The baseline entries to change: why, and the way out. */
export const baselineNotes = ({ baseline }: Report) =>
  (['expired', 'stale'] as const).flatMap((kind) =>
    (baseline?.[kind] ?? []).map((id) => ({
      kind,
      id,
      file: baseline!.file,
      advice:
        kind === 'expired'
          ? 'it counts again, because its last day has passed; fix it, or extend its last day'
          : 'it no longer appears; --update-baseline removes it',
    })),
  );

/** Cases of one operation that were not judged, for one reason. */
export type NotJudged = {
  readonly operation: OperationReport;
  readonly reason: string;
  readonly cases: readonly string[];
};

/** The reasons that a report gives elsewhere: the error of the API, and those with a question. */
export const reasonsTold = (
  { apis, notJudged: asked = [] }: Report,
  { api, id }: Pick<OperationReport, 'api' | 'id'>,
): ReadonlySet<string> =>
  new Set([
    ...apis.flatMap(({ name, error }) => (name === api && error !== undefined ? [error] : [])),
    ...asked.flatMap((one) => (one.api === api && one.operation === id ? [one.reason] : [])),
  ]);

/** Why cases were not judged: each reason once per operation, without those told elsewhere. */
export function notJudged(
  report: Report,
  kind: Extract<Verdict['kind'], 'error' | 'skip'>,
): readonly NotJudged[] {
  return report.operations.flatMap((operation) => {
    const told = reasonsTold(report, operation);
    const reasons = resultsOf(report, operation).flatMap(({ id, verdict }) =>
      verdict.kind === kind && !told.has(verdict.reason) ? [{ id, reason: verdict.reason }] : [],
    );
    return [...Map.groupBy(reasons, ({ reason }) => reason)].map(([reason, group]) => ({
      operation,
      reason,
      cases: group.map(({ id }) => id),
    }));
  });
}
