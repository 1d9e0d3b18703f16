import { anchors } from '../content/anchors.ts';
import { documentBlocks } from '../content/document.ts';
import type { Page } from '../page.ts';
import { fileTarget, guidePage } from '../reference/file-targets.ts';
import type { Guide, Reference } from '../reference/model.ts';
import type { PageKind } from '../site-model.ts';
import { firstSentence } from '../text/commonmark.ts';

/** The guides of each API, but for the one that stands on the page of authentication. */
export const guidePages: PageKind = {
  id: 'guide',
  *pages({ references }) {
    for (const reference of references)
      for (const [index, guide] of reference.guides.entries())
        if (guide.name !== 'authentication') yield guideOf(guide, index, reference);
  },
};

function guideOf(guide: Guide, index: number, reference: Reference): Page {
  const { api } = reference;
  const { name, title, text } = guide;
  const page = guidePage(api, guide);
  return {
    path: page,
    api,
    section: 'guide',
    topic: { title, order: 20 + index / 100 },
    title,
    summary: firstSentence(text.replace(/^\s*#[^\n]*\n+/, '')),
    blocks: () =>
      documentBlocks(text, {
        ...{ level: 2, page, anchors: anchors() },
        links: (to) => fileTarget(reference, `guides/${name}.md`, to),
      }),
  };
}
