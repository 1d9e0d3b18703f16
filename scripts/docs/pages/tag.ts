import { nodeOf } from '../../../conformance/core/contract/context.ts';
import type { Page } from '../page.ts';
import type { Reference, TagReference } from '../reference/model.ts';
import type { PageKind, Site } from '../site-model.ts';
import { firstSentence } from '../text/commonmark.ts';
import { tagNodes } from '../reference/reference.ts';
import { operationCard } from './operation-card.ts';
import { outsideBlocks } from './outside-blocks.ts';

/** A page for the operations of each tag. */
export const tagPages: PageKind = {
  id: 'tag',
  *pages(site) {
    for (const reference of site.references)
      for (const tag of reference.tags) yield tagPage(tag, reference, site);
  },
};

function tagPage(
  { title, description, page, all, name }: TagReference,
  { api, documents }: Reference,
  { say }: Site,
): Page {
  return {
    path: page,
    api,
    section: name,
    title: title || say('otherOperations'),
    summary: firstSentence(description ?? '') || say('operationCount', { count: all.length }),
    blocks: () => [
      ...(description === undefined
        ? []
        : [{ kind: 'markdown', source: description, level: 2 } as const]),
      { kind: 'cards', cards: all.map((operation) => operationCard(operation, say)) },
      ...outsideBlocks(nodeOf(tagNodes(documents).find((each) => each.name === name)), say),
    ],
  };
}
