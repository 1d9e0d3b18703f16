import { oneLine } from '../../../conformance/core/visible.ts';
import type { Problem } from '../problems.ts';
import type { Reporter } from './reporter.ts';

/** From how many problems on a table of the rules helps. */
const many = 20;

/** Each problem with its place, and how many there are. */
export const text: Reporter = {
  id: 'text',
  summary: 'The problems for people; the default on the standard output.',
  render({ checked, problems }) {
    const lines = problems.flatMap(({ file, line, column, severity, rule, message, pointer }) => [
      `${file}:${line}:${column}  ${severity}  ${rule}`,
      `  ${message}`,
      `  at ${pointer}`,
      '',
    ]);
    const table = problems.length < many ? [] : [...byRule(problems), ''];
    return [...lines, ...table, `${counted(problems)} in ${checked.join(', ')}.`]
      .map((line) => `${oneLine(line)}\n`)
      .join('');
  },
};

function byRule(problems: readonly Problem[]): string[] {
  const groups = Map.groupBy(problems, ({ severity, rule }) => `${severity}  ${rule}`);
  const counts = [...groups].toSorted(([, one], [, other]) => other.length - one.length);
  const width = String(counts[0]![1].length).length;
  return counts.map(([rule, of]) => `${String(of.length).padStart(width)}  ${rule}`);
}

/** `1 error and 2 warnings`, `No problem`. */
export function counted(problems: readonly Problem[]): string {
  const counts = (['error', 'warning'] as const).flatMap((kind) => {
    const count = problems.filter(({ severity }) => severity === kind).length;
    return count === 0 ? [] : `${count} ${kind}${count > 1 ? 's' : ''}`;
  });
  return counts.join(' and ') || 'No problem';
}
