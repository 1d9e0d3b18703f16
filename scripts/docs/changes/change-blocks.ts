import type { Change } from '../../diff/changes-between.ts';
import type { Comparison } from '../../diff/report.ts';
import type { Block } from '../content/block.ts';
import { joined, sentence, type Inline } from '../content/inline.ts';
import { fileNames } from '../reference/file-names.ts';
import type { Reference } from '../reference/model.ts';
import type { Site } from '../site-model.ts';
import type { Say, WordKey } from '../words/words.ts';
import { changeItems } from './change-items.ts';
import type { VersionChanges } from './version-changes.ts';

/** More safe changes of a version are folded: they stand in the way of those that matter. */
const safeAtMost = 5;

/** More changes of one kind are only counted: the page would be heavy. */
const changesAtMost = 500;

/** What changed in each version, the newest first. */
export function changeBlocks(
  versions: readonly VersionChanges[],
  reference: Reference,
  site: Site,
): Block[] {
  const titles = versions.map(
    ({ name }) => name ?? site.say('thisVersion', { version: reference.version }),
  );
  const ids = fileNames(titles);
  return versions.flatMap((version, index): Block[] => {
    const { date, comparison, since } = version;
    const title = titles[index]!;
    return [
      {
        kind: 'heading',
        level: 2,
        id: `version-${ids.get(title)!}`,
        content: [title, date !== undefined && ` · ${date}`],
        text: title,
      },
      ...(comparison
        ? comparisonBlocks(comparison, { since, reference, site })
        : [{ kind: 'paragraph', content: site.say('newSince', { name: since.name }) } as const]),
    ];
  });
}

type Around = {
  readonly since: VersionChanges['since'];
  readonly reference: Reference;
  readonly site: Site;
};

function comparisonBlocks(comparison: Comparison, { since, reference, site }: Around): Block[] {
  const { say } = site;
  const { name, date } = since;
  const groups = Map.groupBy(comparison.changes, ({ severity }) => severity);
  const { breaking = [], dangerous = [], safe = [] } = Object.fromEntries(groups);
  const counts = countsOf({ breaking, dangerous, safe }, say);
  const items = (changes: readonly Change[]): Block[] =>
    changes.length === 0 ? [] : listOf(changes, reference, site);
  return [
    {
      kind: 'paragraph',
      content: [
        date === undefined
          ? say('changedSince', { name })
          : say('changedSinceDated', { name, date }),
        ' ',
        counts.length === 0 ? say('nothingChanged') : [joined(counts, ', '), '.'],
        ' ',
        versionLine(comparison, say),
      ],
    },
    ...items(breaking),
    ...items(dangerous),
    ...(safe.length > safeAtMost
      ? [
          {
            kind: 'fold',
            summary: say('countSafe', { count: safe.length }),
            blocks: items(safe),
          } as const,
        ]
      : items(safe)),
  ];
}

function listOf(changes: readonly Change[], reference: Reference, site: Site): Block[] {
  const shown = changes.slice(0, changesAtMost);
  const more = changes.length - shown.length;
  const rest = sentence(site.say('moreChanges', { count: more }));
  return [
    { kind: 'list', items: changeItems(shown, reference, site) },
    ...(more > 0 ? [{ kind: 'paragraph', content: rest, isQuiet: true } as const] : []),
  ];
}

const countWords = {
  breaking: 'countBreaking',
  dangerous: 'countDangerous',
  safe: 'countSafe',
} as const satisfies { readonly [severity in Change['severity']]: WordKey };

const countsOf = (
  groups: { readonly [severity in Change['severity']]: readonly Change[] },
  say: Say,
): Inline[] =>
  (Object.keys(countWords) as Change['severity'][]).flatMap((severity) => {
    const count = groups[severity].length;
    return count === 0 ? [] : [say(countWords[severity], { count })];
  });

function versionLine(
  { versions: { old, new: fresh }, majorRose, changes }: Comparison,
  say: Say,
): string {
  if (old === undefined || fresh === undefined || changes.length === 0) return '';
  if (majorRose) return say('majorRose', { old, new: fresh });
  return old === fresh ? say('versionStayed', { old }) : say('versionWent', { old, new: fresh });
}
