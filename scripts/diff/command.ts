import { readDocuments, type Documents } from '../../conformance/core/contract/documents.ts';
import { requireSupportedVersion } from '../../conformance/core/contract/load.ts';
import { readWords, type FlagTable, type FlagValues } from '../../conformance/core/flags.ts';
import { orNearest } from '../../conformance/core/nearest.ts';
import { outputsOf, publish } from '../../conformance/core/outputs.ts';
import { valueAt } from '../../conformance/core/pointer.ts';
import { UserError } from '../../conformance/core/user-error.ts';
import { changesBetween, type Change } from './changes-between.ts';
import type { Rule, Severity, Sides } from './difference.ts';
import { asGitName } from './git.ts';
import { severities, type Comparison } from './report.ts';
import * as reporters from './reporters/index.ts';
import type { Reporter } from './reporters/reporter.ts';
import * as rules from './rules/index.ts';
import { pairsOf, type Described } from './sides.ts';
import { majorRose } from './versions.ts';

const kinds = Object.values(reporters) as readonly Reporter[];

/** Every flag of `diff`. */
export const flags = {
  report: {
    value: 'KIND=FILE',
    isRepeatable: true,
    help: `Write what changed to a file, or with FILE - to the standard output. Kinds: ${kinds.map(({ id }) => id).join(', ')}.`,
  },
  'fail-on': {
    value: 'SEVERITY',
    choices: ['breaking', 'dangerous', 'never'],
    help: 'End with 1 for changes that are breaking (the default) or also for those that are dangerous, or never.',
  },
  'any-version': {
    help: 'Fail even where the major version rose, which announces breaking changes.',
  },
  severity: {
    value: 'RULE=SEVERITY',
    isRepeatable: true,
    help: 'What the changes of a rule are, whatever it says: breaking, dangerous, safe, or off to leave them out.',
  },
  all: {
    help: 'Name also what no client can notice: descriptions, titles, tags, and components that no operation uses.',
  },
  header: {
    value: 'FIELD',
    isRepeatable: true,
    help: "Header field for fetching a description by its URL, such as 'Authorization: Bearer ${TOKEN}': a variable in it is read from the environment.",
  },
} as const satisfies FlagTable;

type Options = FlagValues<typeof flags>;

/**
 * Compares descriptions, and reports what changed. Returns 1 if that breaks clients and the version does
 * not say so. Throws a `UserError` for a mistake in the words, and for a description that can't be read.
 */
export async function execute(words: readonly string[]): Promise<number> {
  const { values, positionals } = readWords(flags, words);
  const outputs = outputsOf(values.report, kinds);
  const overridden = overridesOf(values.severity);
  const pairs = await pairsOf(positionals, values.header);
  const comparisons = pairs.map((pair) => compared(pair, values, overridden));
  const verdict = comparisons.some(({ fails }) => fails) ? 'fail' : 'pass';
  publish(outputs, reporters.text, (reporter, options) =>
    reporter.render({ verdict, comparisons }, options),
  );
  return verdict === 'fail' ? 1 : 0;
}

const unnoticed: readonly string[] = [rules.annotationChanged.id, rules.componentChanged.id];

type Overrides = ReadonlyMap<string, Severity | 'off'>;

function overridesOf(written: readonly string[]): Overrides {
  const ids = (Object.values(rules) as readonly Rule[]).map(({ id }) => id);
  const allowed: readonly string[] = [...severities, 'off'];
  return new Map(
    written.map((text) => {
      const [id = '', severity = ''] = text.split('=');
      if (!ids.includes(id))
        throw new UserError(`--severity ${text}: there is no rule "${id}"${orNearest(id, ids)}`);
      if (!allowed.includes(severity))
        throw new UserError(`--severity ${text}: write ${id}=${allowed.join('|')}.`);
      return [id, severity as Severity | 'off'];
    }),
  );
}

/** Compares two descriptions. Throws a `UserError` for one that can't be read. */
export function compared(
  pair: Described,
  options: Pick<Options, 'all' | 'any-version' | 'fail-on'>,
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
      (!rose || options['any-version']) &&
      changes.some(({ severity }) => failing.includes(severity)),
  };
}

const failingIn = (lowest: Options['fail-on']): readonly Severity[] =>
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
