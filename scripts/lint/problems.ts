import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { readText } from '../../conformance/core/text-file.ts';
import { UserError } from '../../conformance/core/user-error.ts';
import { isUrl } from '../../conformance/core/user-path.ts';
import { redoclyIn } from '../redocly.ts';
import type { Configuration } from './configuration.ts';

/** One thing wrong with a description, and where. */
export type Problem = {
  readonly severity: 'error' | 'warning';
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly pointer: string;
  readonly message: string;
};

/** A report of Redocly, as far as it is used here. */
type Report = {
  readonly problems: readonly {
    readonly ruleId: string;
    readonly severity: 'error' | 'warn';
    readonly message: string;
    /** Whether `.redocly.lint-ignore.yaml` names it. */
    readonly ignored?: boolean;
    readonly location: readonly [
      {
        readonly source: { readonly ref: string };
        readonly pointer: string;
        readonly start: { readonly line: number; readonly col: number };
      },
    ];
  }[];
};

/** A description to check: its file or URL, and all files that it consists of. */
export type Checked = { readonly file: string; readonly files: readonly string[] };

/**
 * Checks descriptions by a configuration; those behind a URL were fetched before. Throws a `UserError` if
 * one can't be read, or if the configuration is wrong.
 */
export async function findProblems(
  descriptions: readonly Checked[],
  configuration: Configuration,
): Promise<Problem[]> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'lint-'));
  const options = [
    ...['--format=json', '--lint-config=error', '--max-problems=1000000'],
    `--config=${await fileOf(configuration, folder.path)}`,
  ];
  const { stdout, stderr } = await redoclyIn(
    '.',
    ['lint', ...options, ...descriptions.map(({ file }) => file)],
    await withFetched(descriptions, folder.path),
  );
  // Redocly writes one JSON text for each description, with nothing between them
  const texts = stdout.trim() === '' ? [] : stdout.split(/(?<=^\})(?=\{)/m);
  // Redocly ends with 1 for problems too; only if it can't read a file, it writes fewer reports
  if (texts.length < descriptions.length)
    throw new UserError(stderr.replace(/^validating .*\n|^.*: validated in .*\n/gm, '').trim());
  return texts.flatMap((text) => withoutRepeats(problemsIn(JSON.parse(text) as Report)));
}

/** Redocly could not judge an example, because of a mistake in its schema that is told there. */
const notJudged = 'Example validation errored';

const problemsIn = ({ problems }: Report): Problem[] =>
  problems
    .filter(({ ignored, message }) => !ignored && !message.startsWith(notJudged))
    .map(({ ruleId, severity, message, location: [{ source, pointer, start }] }) => ({
      severity: severity === 'error' ? 'error' : 'warning',
      rule: ruleId,
      ...{ file: source.ref, line: start.line, column: start.col, pointer, message },
    }));

/**
 * What follows from an error of another rule is not told again as something that can't be used or read.
 * The worst comes first, in the order of files and lines.
 */
function withoutRepeats(problems: readonly Problem[]): Problem[] {
  const isConsequence = ({ rule }: Problem) => /^contracts\/(?:readable|usable)$/.test(rule);
  const causes = problems.filter(
    (problem) => problem.severity === 'error' && !isConsequence(problem),
  );
  const follows = (problem: Problem) =>
    problem.rule === 'contracts/readable'
      ? causes.length > 0
      : causes.some((cause) => isInside(cause, problem) || isInside(problem, cause));
  return problems
    .filter((problem) => !isConsequence(problem) || !follows(problem))
    .toSorted(
      (one, other) =>
        one.severity.localeCompare(other.severity) ||
        one.file.localeCompare(other.file) ||
        one.line - other.line ||
        one.column - other.column,
    );
}

const isInside = (inner: Problem, outer: Problem): boolean =>
  inner.file === outer.file && `${inner.pointer}/`.startsWith(`${outer.pointer}/`);

/** The file of a configuration. A profile alone becomes one, in a folder that is deleted afterwards. */
async function fileOf(configuration: Configuration, folder: string): Promise<string> {
  if ('file' in configuration) return configuration.file;
  const file = join(folder, 'redocly.yaml');
  const plugin = join(import.meta.dirname, `plugin${extname(import.meta.filename)}`);
  const content = {
    telemetry: 'off',
    plugins: [plugin],
    extends: [`contracts/${configuration.profile}`],
  };
  await writeFile(file, JSON.stringify(content));
  return file;
}

/** Writes what was fetched to a file, by URL, for the process of Redocly. */
async function withFetched(descriptions: readonly Checked[], folder: string): Promise<string> {
  const urls = new Set(descriptions.flatMap(({ files }) => files.filter(isUrl)));
  if (urls.size === 0) return '';
  const file = join(folder, 'fetched.json');
  await writeFile(file, JSON.stringify([...urls].map((url) => [url, readText(url)])));
  return file;
}
