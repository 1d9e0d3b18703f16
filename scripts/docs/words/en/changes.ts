import type { Texts } from '../word.ts';

/** The pages of changes. */
export const changes = {
  changes: 'Changes',
  changesSummary: 'The changes of {title} in each version, and their effect on clients.',
  sharedChanges: 'Changes of all APIs',
  sharedChangesSummary: 'The changes of all APIs of this site, as their authors describe them.',
  thisVersion: 'Version {version}',
  changedSince: 'Compared with {name}:',
  changedSinceDated: 'Compared with {name} of {date}:',
  newSince: 'This API is new: {name} did not have it.',
  nothingChanged: 'no change that a client can notice.',
  severityBreaking: 'breaking',
  severityDangerous: 'dangerous',
  severitySafe: 'safe',
  countBreaking: { one: '{count} breaking change', other: '{count} breaking changes' },
  countDangerous: {
    one: '{count} change that breaks some clients',
    other: '{count} changes that break some clients',
  },
  countSafe: { one: '{count} safe change', other: '{count} safe changes' },
  majorRose: 'The version rose from {old} to {new}, which announces breaking changes.',
  versionStayed: 'The version stayed {old}.',
  versionWent: 'The version changed from {old} to {new}, which announces no breaking changes.',
  moreChanges: 'And {count} more. `contracts diff` lists all of them.',
  toldByAuthors: 'Changelog of the authors',
} as const satisfies Texts;
