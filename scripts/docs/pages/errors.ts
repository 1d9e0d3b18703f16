import type { Block } from '../content/block.ts';
import { code, joined, link, type Inline } from '../content/inline.ts';
import type { Page } from '../page.ts';
import type { Reference } from '../reference/model.ts';
import type { PageKind, Site } from '../site-model.ts';
import { errorsOf } from './errors/entries.ts';
import { entryBlocks, meaningOf, severalOf, statusesOf, titleOf } from './errors/entry.ts';
import type { ErrorEntry } from './errors/model.ts';

/** A shorter catalogue needs no table of contents. */
const listedFrom = 6;
/** More meanings of one code are counted in it. */
const meaningsAtMost = 3;

/** The error catalogue of each API: every documented refusal and failure by its code. */
export const errorPages: PageKind = {
  id: 'errors',
  *pages(site) {
    for (const reference of site.references)
      if (errorsOf(reference).length > 0) yield errorPage(reference, site);
  },
};

function errorPage(reference: Reference, site: Site): Page {
  const { api, title } = reference;
  const { say } = site;
  const entries = errorsOf(reference);
  return {
    path: `${api}/errors`,
    api,
    section: 'errors',
    headingKind: 'error',
    topic: { title: say('errors'), order: 30 },
    title: say('errors'),
    summary: say('errorsSummary', { count: entries.length, title }),
    blocks: () => [
      { kind: 'paragraph', content: say('errorsIntro') },
      ...(entries.length >= listedFrom ? listBlocks(entries, reference, site) : []),
      ...groupBlocks('refusals', reference, site),
      ...groupBlocks('failures', reference, site),
    ],
  };
}

const listBlocks = (entries: readonly ErrorEntry[], { api }: Reference, site: Site): Block[] => [
  {
    kind: 'table',
    caption: site.say('errors'),
    head: [site.say('errorCode'), site.say('errorMeaning'), site.say('status')],
    rows: entries.map((entry) => ({
      cells: [
        link({ page: `${api}/errors`, anchor: entry.anchor }, code(entry.code)),
        titleOf(entry) ?? meaningsOf(entry, site),
        joined(statusesOf(entry.cases).map(code), ', '),
      ],
    })),
  },
];

/** Few meanings of one code are all told. */
const meaningsOf = (entry: ErrorEntry, site: Site): Inline =>
  entry.cases.length <= meaningsAtMost
    ? joined(entry.cases.map(meaningOf), '; ')
    : severalOf(entry, site);

function groupBlocks(group: 'refusals' | 'failures', reference: Reference, site: Site): Block[] {
  const own = errorsOf(reference).filter(({ isFailure }) => isFailure === (group === 'failures'));
  if (own.length === 0) return [];
  const isRefusals = group === 'refusals';
  return [
    {
      ...{ kind: 'heading', level: 2, id: `all-${group}` },
      content: site.say(isRefusals ? 'refusalsOfAll' : 'failuresOfAll'),
    },
    ...own.flatMap((entry) => entryBlocks(entry, reference, site)),
  ];
}
