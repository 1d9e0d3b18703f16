import { absolutePath } from '../../../conformance/core/user-path.ts';
import { changeBlocks } from '../changes/change-blocks.ts';
import {
  changelogBlocks,
  ownChangelog,
  sharedChangelog,
  type Changelog,
} from '../changes/changelog.ts';
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
  return {
    path: `${api}/changes`,
    api,
    section: 'changes',
    topic: { title: say('changes'), order: 80 },
    title: say('changes'),
    summary: say('changesSummary', { title }),
    blocks: () => [
      ...changeBlocks(versions, reference, site),
      ...(told && versions.length > 0
        ? [{ kind: 'heading', level: 2, id: 'changelog', content: say('toldByAuthors') } as const]
        : []),
      ...(told ? changelogBlocks(told, versions.length > 0 ? 3 : 2) : []),
    ],
  };
}

function sharedPage(changelogs: readonly Changelog[], { say }: Site): Page {
  return {
    path: 'changes',
    section: 'changes',
    topic: { title: say('sharedChanges'), order: 80 },
    title: say('sharedChanges'),
    summary: say('sharedChangesSummary'),
    blocks: () => changelogs.flatMap((changelog) => changelogBlocks(changelog, 2)),
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
