import type { changes as english } from '../en/changes.ts';
import type { Translated } from '../word.ts';

/** The pages of changes in German. */
export const changes: Translated<typeof english> = {
  changes: 'Änderungen',
  changesSummary: 'Die Änderungen von {title} je Version und ihre Folgen für Clients.',
  sharedChanges: 'Änderungen aller APIs',
  sharedChangesSummary:
    'Die Änderungen aller APIs dieser Website, wie ihre Autoren sie beschreiben.',
  thisVersion: 'Version {version}',
  changedSince: 'Verglichen mit {name}:',
  changedSinceDated: 'Verglichen mit {name} vom {date}:',
  newSince: 'Diese API ist neu: In {name} gab es sie nicht.',
  nothingChanged: 'keine Änderung, die ein Client bemerken könnte.',
  severityBreaking: 'inkompatibel',
  severityDangerous: 'riskant',
  severitySafe: 'kompatibel',
  countBreaking: { one: '{count} inkompatible Änderung', other: '{count} inkompatible Änderungen' },
  countDangerous: {
    one: '{count} Änderung, die manche Clients beeinträchtigt',
    other: '{count} Änderungen, die manche Clients beeinträchtigen',
  },
  countSafe: { one: '{count} kompatible Änderung', other: '{count} kompatible Änderungen' },
  majorRose: 'Die Version stieg von {old} auf {new}; das kündigt inkompatible Änderungen an.',
  versionStayed: 'Die Version blieb {old}.',
  versionWent:
    'Die Version änderte sich von {old} auf {new}; das kündigt keine inkompatiblen Änderungen an.',
  moreChanges: 'Und {count} weitere. `contracts diff` listet alle auf.',
  toldByAuthors: 'Änderungsprotokoll der Autoren',
};
