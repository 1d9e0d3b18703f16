import { readWords, type FlagTable } from '../../conformance/core/flags.ts';
import { orNearest } from '../../conformance/core/nearest.ts';
import { outputsOf, publish } from '../../conformance/core/outputs.ts';
import { UserError } from '../../conformance/core/user-error.ts';
import { compared, type Overrides } from './comparison.ts';
import type { Rule, Severity } from './difference.ts';
import { severities } from './report.ts';
import * as reporters from './reporters/index.ts';
import type { Reporter } from './reporters/reporter.ts';
import * as rules from './rules/index.ts';
import { pairsOf } from './sides.ts';

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
