import { UserError } from '../../conformance/core/user-error.ts';
import { redocly } from '../redocly.ts';

/** One thing wrong with a description, and where. */
export type Problem = {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly pointer: string;
  readonly message: string;
};

/**
 * The problems of some descriptions, given by their files.
 */
export async function findProblems(...descriptions: readonly string[]): Promise<Problem[]> {
  const { stdout, stderr } = await redocly(
    'lint',
    '--format=json',
    '--lint-config=error',
    '--max-problems=10000',
    ...descriptions,
  );
  const reports = splitReports(stdout).map((text) => JSON.parse(text) as Report);
  // Redocly ends with 1 for problems as well as for a file it could not read; only then it reports
  // on fewer files
  if (reports.length < descriptions.length) throw new UserError(withoutProgress(stderr));
  return reports.flatMap(({ problems }) => problems.map(toProblem));
}

/** Redocly writes one JSON text for each description, with nothing between them. */
function splitReports(stdout: string): string[] {
  return stdout.trim() === '' ? [] : stdout.split(/(?<=^\})(?=\{)/m);
}

function withoutProgress(stderr: string): string {
  return stderr.replace(/^validating .*\n|^.*: validated in .*\n/gm, '').trim();
}

type Report = {
  readonly problems: readonly {
    readonly ruleId: string;
    readonly message: string;
    readonly location: readonly [Place, ...Place[]];
  }[];
};

type Place = {
  readonly source: { readonly ref: string };
  readonly pointer: string;
  readonly start: { readonly line: number; readonly col: number };
};

function toProblem({ ruleId, message, location: [place] }: Report['problems'][number]): Problem {
  const { source, pointer, start } = place;
  return { rule: ruleId, file: source.ref, line: start.line, column: start.col, pointer, message };
}
