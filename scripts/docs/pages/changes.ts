import { absolutePath } from '../../../conformance/core/user-path.ts';
import { changeBlocks } from '../changes/change-blocks.ts';
import { ownChangelog, sharedChangelog, type Changelog } from '../changes/changelog.ts';
import { anchors } from '../content/anchors.ts';
import { documentBlocks } from '../content/document.ts';
import { fileTarget } from '../reference/file-targets.ts';
import { versionChanges, type VersionChanges } from '../changes/version-changes.ts';
import type { Page } from '../page.ts';
import type { Reference } from '../reference/model.ts';
import type { PageKind, Site } from '../site-model.ts';

/** What changed: computed from former versions, and as the authors tell it. */
export const changePages: PageKind = {
  id: 'changes',
  async *pages(site) {
    for (const reference of site.references) {
      const versions = await versionChanges(reference, site);
      const told = ownChangelog(absolutePath(reference.contract.file));
      if (versions.length > 0 || told) yield changePage({ versions, told }, reference, site);
    }
    const shared = sharedChangelogs(site);
    if (shared.length > 0) yield sharedPage(shared, site);
  },
};

type Told = { readonly versions: readonly VersionChanges[]; readonly told: Changelog | undefined };

function changePage({ versions, told }: Told, reference: Reference, site: Site): Page {
  const { api, title } = reference;
  const { say } = site;
  const page = `${api}/changes`;
  return {
    path: page,
    api,
    section: 'changes',
    topic: { title: say('changes'), order: 80 },
    title: say('changes'),
    summary: say('changesSummary', { title }),
    blocks: () => {
      const own = anchors();
      const changelog = { kind: 'heading', level: 2, id: own('changelog') } as const;
      return [
        ...changeBlocks(versions, { reference, site, anchors: own }),
        ...(told && versions.length > 0 ? [{ ...changelog, content: say('toldByAuthors') }] : []),
        ...(told
          ? documentBlocks(told.text, {
              ...{ level: versions.length > 0 ? 3 : 2, page, anchors: own },
              links: (to) => fileTarget(reference, 'CHANGELOG.md', to),
            })
          : []),
      ];
    },
  };
}

function sharedPage(changelogs: readonly Changelog[], { say }: Site): Page {
  const page = 'changes';
  return {
    path: page,
    section: 'changes',
    topic: { title: say('sharedChanges'), order: 80 },
    title: say('sharedChanges'),
    summary: say('sharedChangesSummary'),
    blocks() {
      const own = anchors();
      return changelogs.flatMap(({ text }) =>
        documentBlocks(text, { level: 2, page, anchors: own, links: () => undefined }),
      );
    },
  };
}

/** The changelogs around the descriptions, each once. */
const sharedChangelogs = ({ references }: Site): readonly Changelog[] => [
  ...new Map(
    references
      .flatMap(({ contract }) => sharedChangelog(absolutePath(contract.file)) ?? [])
      .map((changelog) => [changelog.file, changelog]),
  ).values(),
];
