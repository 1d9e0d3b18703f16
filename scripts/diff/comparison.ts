import { readDocuments, type Documents } from '../../conformance/core/contract/documents.ts';
import { requireSupportedVersion } from '../../conformance/core/contract/load.ts';
import { valueAt } from '../../conformance/core/pointer.ts';
import { changesBetween, type Change } from './changes-between.ts';
import type { Severity, Sides } from './difference.ts';
import { asGitName } from './git.ts';
import { severities, type Comparison } from './report.ts';
import * as rules from './rules/index.ts';
import type { Described } from './sides.ts';
import { majorRose } from './versions.ts';

/** Which changes are told, and which of them fail a run: what the flags of these names say. */
export type ComparisonOptions = {
  readonly all?: boolean;
  readonly 'any-version'?: boolean;
  readonly 'fail-on'?: 'breaking' | 'dangerous' | 'never' | undefined;
};

/** By rule, what its changes are whatever it says. */
export type Overrides = ReadonlyMap<string, Severity | 'off'>;

const unnoticed: readonly string[] = [rules.annotationChanged.id, rules.componentChanged.id];

/** Compares two descriptions. Throws a `UserError` for one that can't be read. */
export function compared(
  pair: Described,
  options: ComparisonOptions = {},
  overridden: Overrides = new Map(),
): Comparison {
  const documents = { old: described(pair.old), new: described(pair.new) };
  const versions = { old: versionOf(documents.old), new: versionOf(documents.new) };
  const changes = changesBetween(documents.old, documents.new)
    .filter(({ rule }) => options.all || !unnoticed.includes(rule))
    .flatMap((change): Change[] => {
      const severity = overridden.get(change.rule) ?? change.severity;
      return severity === 'off' ? [] : [{ ...withGitNames(change), severity }];
    })
    .sort((one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity));
  const rose = majorRose(versions.old, versions.new);
  const failing = failingIn(options['fail-on'] ?? 'breaking');
  return {
    files: { old: asGitName(pair.old), new: asGitName(pair.new) },
    versions,
    majorRose: rose,
    changes,
    fails:
      (!rose || options['any-version'] === true) &&
      changes.some(({ severity }) => failing.includes(severity)),
  };
}

const failingIn = (lowest: ComparisonOptions['fail-on']): readonly Severity[] =>
  lowest === 'never' ? [] : lowest === 'dangerous' ? ['breaking', 'dangerous'] : ['breaking'];

function described(file: string): Documents {
  const documents = readDocuments(file);
  requireSupportedVersion(documents);
  return documents;
}

function versionOf({ root }: Documents): string | undefined {
  const version = valueAt(root, '/info/version');
  return version === undefined ? undefined : String(version);
}

function withGitNames(change: Change): Change {
  const named = <Place extends Change['places']['old']>(place: Place): Place => ({
    ...place,
    file: asGitName(place.file),
  });
  const places: Sides<Change['places']['old']> = {
    old: named(change.places.old),
    new: named(change.places.new),
  };
  return { ...change, source: named(change.source), places };
}
