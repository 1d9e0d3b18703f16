import { STATUS_CODES } from 'node:http';
import type { Block } from '../../content/block.ts';
import { badge, code, joined, link, sentence, strong, type Inline } from '../../content/inline.ts';
import type { OperationReference, Reference } from '../../reference/model.ts';
import type { Site } from '../../site-model.ts';
import { codeOf } from '../operation/examples.ts';
import { kindWord } from '../operation/refusals.ts';
import { operationList } from '../operation-list.ts';
import { adviceFor } from './advice.ts';
import type { ErrorCase, ErrorEntry } from './model.ts';

/** More cases of one code are counted only. */
const casesAtMost = 10;

/** The part of the catalogue about one code. */
export function entryBlocks(entry: ErrorEntry, reference: Reference, site: Site): Block[] {
  const { anchor, cases } = entry;
  const isOne = cases.length === 1;
  const shown = cases.slice(0, casesAtMost);
  const more = cases.length - shown.length;
  return [
    {
      ...{ kind: 'heading', level: 3, id: anchor, text: entry.code },
      content: [code(entry.code), ' ', titleOf(entry) ?? severalOf(entry, site)],
    },
    ...shown.flatMap((each) => [
      ...(isOne ? [] : [caseHeading(each)]),
      ...caseBlocks(entry, each, reference, site),
    ]),
    ...(more > 0 ? [paragraph(site.say('moreCases', { count: more }))] : []),
  ];
}

/** No heading: a case has no anchor that stays the same. */
const caseHeading = (each: ErrorCase): Block => paragraph(strong(meaningOf(each)));

const paragraph = (content: Inline): Block => ({ kind: 'paragraph', content });

/** The meaning of the only case; of several, what HTTP says of a status. */
export const titleOf = ({ code: name, cases, isInBody }: ErrorEntry): Inline =>
  cases.length === 1 ? meaningOf(cases[0]!) : isInBody ? undefined : STATUS_CODES[name];

/** What stands in the place of a meaning where there are several. */
export const severalOf = ({ cases }: ErrorEntry, { say }: Site): string =>
  say('severalMeanings', { count: cases.length });

/** The meaning of a case, in a line. */
export const meaningOf = ({ meaning, isMarkdown }: ErrorCase): Inline =>
  isMarkdown ? { kind: 'markdown', source: meaning } : meaning;

/** The statuses with which an error comes. */
export const statusesOf = (cases: readonly ErrorCase[]): readonly string[] => [
  ...new Set(cases.flatMap(({ occurrences }) => occurrences.map(({ status }) => status))),
];

function caseBlocks(
  { code: name }: ErrorEntry,
  each: ErrorCase,
  reference: Reference,
  site: Site,
): Block[] {
  const { say } = site;
  const { occurrences, description, example } = each;
  const at = new Map<OperationReference, string | undefined>();
  for (const { operation, anchor } of occurrences)
    if (operation && !at.has(operation)) at.set(operation, anchor);
  const advice = adviceFor(name, each);
  return [
    paragraph([
      ...statusBadges(each, site),
      ...[...new Set(occurrences.map(({ kind }) => kind))].map(
        (kind): Inline =>
          kind !== undefined && [' ', say('givenTo', { kind: kindWord(kind, say) })],
      ),
    ]),
    ...(description === undefined
      ? []
      : [{ kind: 'markdown', source: description, level: 4 } as const]),
    paragraph([
      strong(say('whatToDo')),
      ' ',
      sentence(say(advice)),
      advice === 'doUnauthorized' && [
        ' ',
        link({ page: `${reference.api}/authentication` }, say('authentication')),
      ],
    ]),
    ...operationList([...at.keys()], reference, site, (operation) => {
      const anchor = at.get(operation);
      return link(
        { page: operation.page, ...(anchor !== undefined && { anchor }) },
        operation.title,
      );
    }),
    ...(example
      ? [
          {
            kind: 'fold',
            summary: say('example'),
            blocks: [codeOf(example.value, example.mediaType)],
          } as const,
        ]
      : []),
  ];
}

function statusBadges(each: ErrorCase, { say }: Site): Inline[] {
  const statuses = statusesOf([each]);
  const names = statuses.map((status) => (status === 'default' ? say('anyOther') : code(status)));
  const isFailure = (status: string): boolean => /^5/.test(status);
  return [
    say('status'),
    ' ',
    joined(names, ', '),
    !statuses.every(isFailure) && [' ', badge('refusal', say('refusal'))],
    statuses.some(isFailure) && [' ', badge('failure', say('failure'))],
  ];
}
