import { annotationLines } from '../../../conformance/core/github-annotations.ts';
import type { Findings } from './format.ts';
import { counted } from './text.ts';

/** Annotations of a GitHub workflow. */
export function github({ checked, problems }: Findings): string {
  const annotations = problems.map(({ severity: level, rule: title, ...problem }) => ({
    ...{ level, title, file: problem.file, line: problem.line, column: problem.column },
    message: `${problem.message}\nat ${problem.pointer}`,
  }));
  return [
    ...annotationLines(annotations, '`contracts lint` on your own machine shows all of them.'),
    `${counted(problems)} in ${checked.join(', ')}.\n`,
  ].join('\n');
}
