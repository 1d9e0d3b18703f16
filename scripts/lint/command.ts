import { isFromOutside } from '../../conformance/core/command-line.ts';
import { readWords, type FlagTable } from '../../conformance/core/flags.ts';
import { outputsOf, publish } from '../../conformance/core/outputs.ts';
import { complain, complainInLines } from '../../conformance/core/print.ts';
import { UserError } from '../../conformance/core/user-error.ts';
import { shownUrl, isUrl } from '../../conformance/core/user-path.ts';
import { configurationFor, noteOf, profileNames } from './configuration.ts';
import { descriptionsFor } from './descriptions.ts';
import { findProblems, type Problem } from './problems.ts';
import * as reporters from './reporters/index.ts';
import type { Reporter } from './reporters/reporter.ts';

const kinds = Object.values(reporters) as readonly Reporter[];

/** Every flag of `lint`. */
export const flags = {
  profile: {
    value: 'NAME',
    choices: profileNames,
    help: 'Check by a profile, whatever the configuration says: recommended or house.',
  },
  config: {
    value: 'FILE',
    help: 'The configuration, as Redocly reads it. Default: redocly.yaml, if there is one, else the profile recommended.',
  },
  report: {
    value: 'KIND=FILE',
    isRepeatable: true,
    help: `Write the problems to a file, or with FILE - to the standard output. Kinds: ${kinds.map(({ id }) => id).join(', ')}.`,
  },
  'max-warnings': {
    value: 'N',
    help: 'End with exit code 1 if there are more than N warnings. Default: warnings never fail.',
  },
  header: {
    value: 'FIELD',
    isRepeatable: true,
    help: "Header field for fetching a description by its URL, such as 'Authorization: Bearer ${TOKEN}': a variable in it is read from the environment.",
  },
} as const satisfies FlagTable;

/** Checks descriptions and writes their problems. Returns the exit code. */
export async function execute(words: readonly string[]): Promise<0 | 1 | 2> {
  try {
    const { values, positionals } = readWords(flags, words);
    const outputs = outputsOf(values.report, kinds);
    const most = warningsAtMost(values['max-warnings']);
    const configuration = configurationFor(values.config, values.profile);
    const note = noteOf(configuration);
    if (note !== undefined) complain(note);
    const descriptions = await descriptionsFor(positionals, values.header);
    const problems = await findProblems(descriptions, configuration);
    const checked = descriptions.map(({ file }) => (isUrl(file) ? shownUrl(file) : file));
    publish(outputs, reporters.text, ({ render }) => render({ checked, problems }));
    return isFailure(problems, most) ? 1 : 0;
  } catch (error) {
    if (!isFromOutside(error)) throw error;
    complainInLines(`The descriptions could not be checked. ${error.message}`);
    return 2;
  }
}

function warningsAtMost(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  if (/^\d+$/.test(text)) return Number(text);
  throw new UserError(`--max-warnings is a number, not "${text}".`);
}

const isFailure = (problems: readonly Problem[], most: number): boolean =>
  problems.some(({ severity }) => severity === 'error') ||
  problems.filter(({ severity }) => severity === 'warning').length > most;
