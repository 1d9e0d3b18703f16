import { itemsOf, coveredOf } from '../../../conformance/report/coverage/covered.ts';
import type { CoverageItem, OperationReport } from '../../../conformance/report/record.ts';
import type { Report } from '../../../conformance/report/report.ts';
import type { Block } from '../content/block.ts';
import { code, link, type Inline } from '../content/inline.ts';
import type { OperationReference, Reference } from '../reference/model.ts';
import type { Site } from '../site-model.ts';
import type { Say, WordKey } from '../words/words.ts';
import { countsText, momentText, verdictBadge, verdictTones } from './verdict-badge.ts';
import { apiReportOf, apiVerdict, operationVerdict } from './verdict.ts';

/** The verdict of the last run on an API in a few lines; nothing without a report. */
export function verdictSummary({ api }: Reference, { report, say }: Site): Block[] {
  if (!report) return [];
  const verdict = apiVerdict(report, api);
  return [
    { kind: 'heading', level: 2, id: 'verdict', content: say('lastRun') },
    {
      kind: 'note',
      tone: verdictTones[verdict.kind],
      blocks: [
        {
          kind: 'paragraph',
          content: [
            verdictBadge(verdict, say),
            ' ',
            runText(report, api, say),
            verdict.kind !== 'not run' && ` ${countsText(verdict, say)}.`,
          ],
        },
        ...(verdict.reason === undefined
          ? []
          : [{ kind: 'paragraph', content: verdict.reason } as const]),
      ],
    },
  ];
}

/** When and against what a run was made. */
export function runText(report: Report, api: string, say: Say): string {
  const run = apiReportOf(report, api);
  const when = momentText(report.started);
  if (!run) return say('runWithoutThis', { when });
  if (run.isMock) return say('runOfMock', { when });
  return say('runOf', { when, target: run.target });
}

/** The verdict on each operation of an API, and what the run covered; nothing without a report. */
export function verdictTable(reference: Reference, site: Site): Block[] {
  const { report, say } = site;
  if (!report || !apiReportOf(report, reference.api)) return [];
  const reports = new Map(
    report.operations.filter(({ api }) => api === reference.api).map((each) => [each.id, each]),
  );
  return [
    {
      kind: 'table',
      caption: say('lastRun'),
      head: [
        say('operation'),
        say('verdict'),
        say('passed'),
        say('failed'),
        say('findings'),
        say('covered'),
      ],
      rows: reference.operations.map((operation) => ({
        cells: rowOf(operation, reports.get(operation.id), { reference, report, say }),
      })),
    },
    ...coverageBlocks([...reports.values()], reference, say),
  ];
}

function rowOf(
  { id, page }: OperationReference,
  found: OperationReport | undefined,
  { reference, report, say }: { reference: Reference; report: Report; say: Say },
): Inline[] {
  const verdict = operationVerdict(report, reference.api, id);
  const isRun = verdict.kind !== 'not run';
  return [
    link({ page, ...(isRun && { anchor: 'verdict' }) }, code(id)),
    verdictBadge(verdict, say),
    ...(isRun ? [verdict.passed, verdict.failed, verdict.findings.length] : ['', '', '']),
    found && `${coveredOf(itemsOf(found)).percent} %`,
  ];
}

const kindWords: { readonly [kind in CoverageItem['kind']]: WordKey } = {
  operation: 'coveredOperations',
  status: 'coveredStatuses',
  example: 'coveredExamples',
  parameter: 'coveredParameters',
  member: 'coveredMembers',
  rule: 'coveredRules',
};

const missedWords: { readonly [kind in CoverageItem['kind']]: WordKey } = {
  operation: 'missedOperation',
  status: 'missedStatus',
  example: 'missedExample',
  parameter: 'missedParameter',
  member: 'missedMember',
  rule: 'missedRule',
};

/** What of the description the requests and answers reached, and what they did not. */
function coverageBlocks(
  reports: readonly OperationReport[],
  { operations }: Reference,
  say: Say,
): Block[] {
  const items = reports.flatMap(itemsOf);
  const { total, percent } = coveredOf(items);
  if (total === 0) return [];
  const kinds = (Object.keys(kindWords) as CoverageItem['kind'][]).flatMap((kind): Inline[] => {
    const sum = coveredOf(items.filter((item) => item.kind === kind));
    return sum.total === 0 ? [] : [`${say(kindWords[kind])} ${sum.reached}/${sum.total}`];
  });
  const pages = new Map(operations.map(({ id, page }) => [id, page]));
  const missed = reports.flatMap((each) =>
    itemsOf(each)
      .filter(({ counts, state }) => counts && state === 'never')
      .map(({ kind, name }): Inline => {
        const page = pages.get(each.id);
        return [
          page === undefined ? code(each.id) : link({ page }, code(each.id)),
          `: ${say(missedWords[kind])} `,
          code(name),
        ];
      }),
  );
  return [
    {
      kind: 'paragraph',
      content: [say('coveredPart', { percent }), ' ', kinds.join(', '), '.'],
    },
    ...(missed.length === 0
      ? []
      : [
          {
            kind: 'fold',
            summary: say('notReached', { count: missed.length }),
            blocks: [{ kind: 'list', items: missed.slice(0, 500) }],
          } as const,
        ]),
  ];
}
