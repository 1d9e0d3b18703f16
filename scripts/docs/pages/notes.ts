import { anchors } from '../content/anchors.ts';
import { documentBlocks } from '../content/document.ts';
import type { Page } from '../page.ts';
import { fileTarget } from '../reference/file-targets.ts';
import type { Reference } from '../reference/model.ts';
import type { PageKind, Site } from '../site-model.ts';

/** The reading notes of each API: where each rule comes from, and how gaps were read. */
export const notesPages: PageKind = {
  id: 'notes',
  *pages(site) {
    for (const reference of site.references) {
      const { notes } = reference;
      if (notes !== undefined && notes.trim() !== '') yield notesPage(reference, notes, site);
    }
  },
};

function notesPage(reference: Reference, notes: string, { say }: Site): Page {
  const { api, title, sources } = reference;
  const page = `${api}/notes`;
  return {
    path: page,
    api,
    section: 'notes',
    topic: { title: say('notes'), order: 70 },
    title: say('notes'),
    summary: say('notesSummary', { title }),
    terms: [...sources],
    blocks: () =>
      documentBlocks(notes, {
        ...{ level: 2, page, anchors: anchors() },
        links: (to) => fileTarget(reference, 'README.md', to),
        rowAnchor: (name) => (sources.has(name) ? `source-${name}` : undefined),
      }),
  };
}
