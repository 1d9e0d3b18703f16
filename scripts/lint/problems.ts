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

/** A report of Redocly, as far as it is used here. */
type Report = {
  readonly problems: readonly {
    readonly ruleId: string;
    readonly message: string;
    readonly location: readonly [
      {
        readonly source: { readonly ref: string };
        readonly pointer: string;
        readonly start: { readonly line: number; readonly col: number };
      },
    ];
  }[];
};

/** Checks descriptions, given by their files. Throws a `UserError` if one can't be read. */
export async function findProblems(...descriptions: readonly string[]): Promise<Problem[]> {
  const options = ['--format=json', '--lint-config=error', '--max-problems=10000'];
  const { stdout, stderr } = await redocly('lint', ...options, ...descriptions);
  // Redocly writes one JSON text for each description, with nothing between them
  const texts = stdout.trim() === '' ? [] : stdout.split(/(?<=^\})(?=\{)/m);
  // Redocly ends with 1 for problems too; only if it can't read a file, it writes fewer reports
  if (texts.length < descriptions.length)
    throw new UserError(stderr.replace(/^validating .*\n|^.*: validated in .*\n/gm, '').trim());
  return texts
    .flatMap((text) => (JSON.parse(text) as Report).problems)
    .map(({ ruleId: rule, message, location: [{ source, pointer, start }] }) => {
      return { rule, file: source.ref, line: start.line, column: start.col, pointer, message };
    });
}
