import type { JudgedResponse, ResponseFinding } from './judge-response.ts';
import type { Severity } from '../checks/severity.ts';
import { visible } from '../report/reporters/visible.ts';

/**
 * What came of judging a response, for a person: each finding as the runner's report tells it, and
 * what was concluded of the request.
 */
export function judgedText({
  operation: { api, id, method, path },
  status,
  conforms,
  findings,
  applied,
  basis,
}: JudgedResponse): string {
  const count = findings.filter(({ severity }) => severity === 'error').length;
  const name = `${api} ${id} (${method} ${path})`;
  const head = conforms
    ? `The answer with status ${status} conforms to ${name}, as far as ${applied.join(', ')} can tell.`
    : `The answer with status ${status} does not conform to ${name}: ${count === 1 ? '1 finding' : `${count} findings`}.`;
  return [
    head,
    visible(basis),
    ...findings.map((finding) => findingText(finding, `${api} ${id}`)),
  ].join('\n\n');
}

const marks = { error: 'fail', warning: 'warn', notice: 'note' } as const satisfies {
  readonly [severity in Severity]: string;
};

function findingText(
  {
    check,
    severity,
    message,
    source,
    pointer,
    expected,
    evidence,
    actual,
    occurrences,
  }: ResponseFinding,
  operation: string,
): string {
  const rows: [string, string][] = [
    ['rule', `${source}  #${pointer}`],
    ['expected', visible(expected)],
    ...(evidence ? [['evidence', evidence] as [string, string]] : []),
    ['seen', visible(actual)],
    ...(occurrences > 1
      ? [['often', `${occurrences} times in this answer`] as [string, string]]
      : []),
  ];
  return [
    `${marks[severity]}  ${operation}  ${check}`,
    `      ${visible(message)}`,
    ...rows.map(
      ([name, value]) =>
        `        ${name.padEnd(9)} ${value.replaceAll('\n', '\n                  ')}`,
    ),
  ].join('\n');
}
