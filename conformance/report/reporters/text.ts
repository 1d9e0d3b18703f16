import { typedAs } from '../../core/typed-as.ts';
import { printable } from './printable.ts';
import type { ApiReport } from '../record.ts';
import type { CaseResult, Report } from '../report.ts';
import { checkTable } from './check-table.ts';
import { findingsThat, firstOf } from './grouped.ts';
import { painter, type Paint } from './paint.ts';
import type { Reporter } from './reporter.ts';
import {
  baselineNotes,
  cappedNote,
  choiceLines,
  countOf,
  coveredKinds,
  reasonsTold,
  resultsOf,
  sumOf,
  tooLittle,
} from './sum.ts';
import { groupSections, knownLine, notJudgedSections } from './text-findings.ts';
import { numberOf } from '../number-of.ts';

/** The report for a terminal: APIs, findings, baseline, coverage, next steps, and the sum last. */
export const text: Reporter = {
  id: 'text',
  summary: 'The report for a person at a terminal.',
  render(given, { colors, columns = 120 }) {
    const report = printable(given);
    const paint = painter(colors);
    const { verdict, counts } = sumOf(report);
    const sections = [
      ...report.apis.map((api) => apiLines(report, api, paint, columns)),
      ...groupSections(report, paint),
      findingsThat(report, 'known').map((finding) => knownLine(finding, paint)),
      ...notJudgedSections(report, paint),
      baselineNotes(report).map(
        ({ kind, id, file, advice }) =>
          `${paint(kind === 'stale' ? 'yellow' : 'red', kind)} ${id}\n        ${file}: ${advice}`,
      ),
      coverageLines(report, paint),
      nextLines(report),
      [`${paint(report.verdict === 'pass' ? 'green' : 'red', verdict)} ${counts}`],
    ];
    return `${sections
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n')}\n`;
  },
};

function apiLines(report: Report, api: ApiReport, paint: Paint, columns: number): string[] {
  const { name, target, error, operations, unsupported, notes = [], discarded, capped } = api;
  const width = Math.max(0, ...operations.map(({ length }) => length));
  const table = checkTable(report, name, paint, columns);
  const drafts = numberOf(discarded.length, 'case draft');
  return [
    `${paint('bold', name)} at ${target}`,
    ...(error ? [`  ${paint('red', 'error')} ${error}`] : []),
    ...operations.flatMap((id) => {
      const results = resultsOf(report, { api: name, id });
      return [
        `  ${operationLine(id.padEnd(width), results, paint)}`,
        ...reasonLines(results, reasonsTold(report, { api: name, id })),
      ];
    }),
    ...unsupported.map((reason) => `  ${paint('yellow', 'skip')}  ${reason}`),
    ...[...notes, ...choiceLines(report, api)].map(
      (reason) => `  ${paint('yellow', 'note')}  ${reason}`,
    ),
    ...(discarded.length > 0
      ? [`  ${paint('yellow', 'note')}  ${drafts} could not be used; --dry-run lists them`]
      : []),
    ...(capped ? [`  ${paint('yellow', 'note')}  ${cappedNote(capped)}`] : []),
    ...leftLines(api).map((line) => `  ${paint('yellow', 'left')}  ${line}`),
    ...(report.unreached ?? [])
      .filter((one) => one.api === name)
      .map(
        ({ operation, reason }) =>
          `  ${paint('yellow', 'none')}  ${operation} had no success: ${reason}`,
      ),
    ...(table.length > 0 ? ['', ...table] : []),
  ];
}

/** So many things are named that the run left in a target. */
const leftAtMost = 10;

function leftLines({ leftBehind = [] }: ApiReport): string[] {
  const more = leftBehind.length - leftAtMost;
  return [
    ...(leftBehind.length > 1
      ? [`${numberOf(leftBehind.length, 'thing')} that the run made are still in the target:`]
      : []),
    ...leftBehind.slice(0, leftAtMost).map(({ place, reason }) => `${place}: ${reason}`),
    ...(more > 0 ? [`… and ${numberOf(more, 'more thing')}: see --report json=FILE`] : []),
  ];
}

function operationLine(operation: string, results: readonly CaseResult[], paint: Paint): string {
  const worst =
    (['fail', 'error', 'pass'] as const).find((kind) => countOf(results, kind) > 0) ?? 'skip';
  const style = ({ pass: 'green', skip: 'yellow', fail: 'red', error: 'red' } as const)[worst];
  const others = (
    [
      ['fail', 'red', 'failed'],
      ['error', 'red', 'could not be judged'],
      ['skip', 'yellow', 'skipped'],
    ] as const
  )
    .filter(([kind]) => countOf(results, kind) > 0)
    .map(([kind, color, word]) => paint(color, `${countOf(results, kind)} ${word}`));
  const counts = [`${countOf(results, 'pass')} passed`, ...others].join(', ');
  return `${paint(style, worst.padEnd(5))} ${operation}  ${counts}`;
}

/** Why cases were not judged: each reason once, without those that are told elsewhere. */
function reasonLines(results: readonly CaseResult[], told: ReadonlySet<string>): string[] {
  const reasons = results.flatMap(({ verdict }) =>
    'reason' in verdict && !told.has(verdict.reason)
      ? [`${verdict.kind === 'skip' ? 'skipped' : 'could not be judged'}: ${verdict.reason}`]
      : [],
  );
  return [...Map.groupBy(reasons, (reason) => reason)].map(
    ([reason, { length }]) => `        ${length} ${reason}`,
  );
}

/** How many items that are not covered the report names. */
const itemsAtMost = 8;

function coverageLines(report: Report, paint: Paint): string[] {
  const { percent } = report.coverage;
  const kinds = coveredKinds(report);
  // a run without responses explains itself elsewhere
  if (kinds === '' || percent === 0) return [];
  const missed = report.operations.flatMap(({ id, coverage, isUnjudged }) =>
    isUnjudged
      ? [`operation ${id}: it has no verdict`]
      : coverage
          .filter(({ counts, state }) => counts && state === 'never')
          .map(({ kind, name }) => `${kind === 'operation' ? '' : `${id} `}${kind} ${name}`),
  );
  const little = tooLittle(report);
  const more = missed.length - itemsAtMost;
  return [
    `${little ? paint('red', little) : paint('bold', `${percent} % of the contract is covered`)}: ${kinds}`,
    ...[
      ...missed.slice(0, itemsAtMost),
      ...(more > 0 ? [`… and ${more} more: see --report html=FILE`] : []),
    ].map((item) => `  ${paint('yellow', 'not covered')} ${item}`),
  ];
}

function nextLines(report: Report): string[] {
  const { shard } = report;
  if (shard)
    return [
      `This is part ${shard.index} of ${shard.of}: ${typedAs('merge', 'FILE…')} combines the JSON reports of all parts.`,
    ];
  const first = firstOf(report);
  if (!first) return [];
  return [
    `Begin with ${first.lead.id}`,
    `  ${first.group.message}`,
    '  Paste its "reproduce" line into a shell, with the credentials in the variables that it names.',
    `  --case ${first.lead.case} judges only that case.`,
    '  --report html=FILE writes a page to share. --baseline FILE --update-baseline records the known findings, so that',
    '  only new ones fail.',
  ];
}
