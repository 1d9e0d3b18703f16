import { isAbsolute } from 'node:path';
import type { Finding, Report } from '../../../conformance/report/report.ts';
import {
  evidenceOf,
  placeOf,
  specialOf,
  standingOf,
} from '../../../conformance/report/reporters/finding.ts';
import { sharedCauses } from '../../../conformance/report/reporters/grouped.ts';
import type { Anchors } from '../content/anchors.ts';
import type { Block } from '../content/block.ts';
import {
  badge,
  code,
  link,
  sentence,
  strong,
  type Inline,
  type Target,
  type Tone,
} from '../content/inline.ts';
import type { Say, WordKey } from '../words/words.ts';

/** Findings above this number are folded, and above the next one counted. */
const openAtMost = 3;
const findingsAtMost = 100;

type Around = {
  readonly report: Report;
  readonly api: string;
  readonly say: Say;
  readonly anchors: Anchors;
  /** Where the site tells the broken rule. */
  readonly ruleAt: (finding: Finding) => Target | undefined;
};

/** What is wrong, each finding so that one can set to work: the rule, what came, and the line that shows it. */
export function findingBlocks(findings: readonly Finding[], around: Around): Block[] {
  const causes = sharedCauses(around.report);
  const shown = findings.slice(0, findingsAtMost);
  const more = findings.length - shown.length;
  return [
    ...shown.flatMap((finding, index): Block[] => {
      const id = around.anchors(`finding-${finding.check}-${index + 1}`);
      const title: Inline = [mark(finding, around), ' ', sentence(finding.message)];
      const blocks = factBlocks(finding, causes.get(finding.id), around);
      if (index >= openAtMost) return [{ kind: 'fold', id, summary: title, blocks }];
      return [
        {
          kind: 'note',
          tone: toneOf(finding, around),
          blocks: [
            { kind: 'heading', level: 3, id, content: title, text: finding.message },
            ...blocks,
          ],
        },
      ];
    }),
    ...(more > 0
      ? [{ kind: 'paragraph', content: around.say('moreValues', { count: more }) } as const]
      : []),
  ];
}

const severityWords: { readonly [severity in Finding['severity']]: WordKey } = {
  error: 'findingError',
  warning: 'findingWarning',
  notice: 'findingNotice',
};

const toneOf = (finding: Finding, { report }: Around): Tone => {
  const standing = standingOf(report, finding);
  return standing === 'failing' ? 'failure' : standing === 'known' ? 'neutral' : 'warning';
};

const mark = (finding: Finding, around: Around): Inline =>
  badge(
    toneOf(finding, around),
    around.say(finding.known ? 'findingKnown' : severityWords[finding.severity]),
  );

function factBlocks(finding: Finding, cause: string | undefined, around: Around): Block[] {
  const { say, api } = around;
  const special = specialOf(finding);
  const evidence = evidenceOf(finding);
  const { check, known, occurrences } = finding;
  const checkAt = { page: `${api}/checks`, anchor: `check-${check}` };
  const facts: readonly (readonly [WordKey, Inline])[] = [
    ...(cause === undefined ? [] : [['factCause', sentence(cause)] as const]),
    ...(special === undefined ? [] : [['factRequest', sentence(special)] as const]),
    ['factRule', ruleInline(finding, around)],
    ['factExpected', sentence(finding.expected)],
    ['factActual', code(finding.actual)],
    ...(evidence === '' ? [] : [['factEvidence', evidence] as const]),
    ['factCheck', [link(checkAt, code(check)), '. ', say('findingTimes', { count: occurrences })]],
    ['factCase', code(finding.case)],
    ...(known ? [['factKnown', say('knownUntil', known)] as const] : []),
  ];
  return [
    { kind: 'list', items: facts.map(([key, value]) => [strong(say(key)), ' ', value]) },
    { kind: 'code', language: 'bash', text: finding.curl, label: say('reproduce') },
  ];
}

function ruleInline(finding: Finding, { ruleAt, say }: Around): Inline {
  const to = ruleAt(finding);
  const { file, line } = placeOf(finding.source);
  // a report may come from another machine
  const shown = isAbsolute(file) ? file.split('/').slice(-2).join('/') : file;
  const place = code(line === undefined ? shown : `${shown}:${line}`);
  return [to && [link(to, say('ruleHere')), ', '], place, ' ', code(`#${finding.pointer}`)];
}
