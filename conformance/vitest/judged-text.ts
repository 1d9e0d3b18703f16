import type { JudgedResponse, ResponseFinding } from './judge-exchange.ts';
import type { Severity } from '../checks/severity.ts';
import { aligned } from '../report/reporters/finding.ts';
import { visible } from '../core/visible.ts';

/** The result of judging a response as text, with each finding as the runner reports it. */
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
    ? `The response with status ${status} conforms to ${name}, as far as ${applied.join(', ')} can tell.`
    : `The response with status ${status} does not conform to ${name}: ${count === 1 ? '1 finding' : `${count} findings`}.`;
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
  const rows: readonly (readonly [name: string, value: string])[] = [
    ['rule', `${source}  #${pointer}`],
    ['expected', visible(expected)],
    ...(evidence ? [['evidence', evidence] as const] : []),
    ['actual', visible(actual)],
    ...(occurrences > 1 ? [['occurrences', `${occurrences} times in this response`] as const] : []),
  ];
  return [
    `${marks[severity]}  ${operation}  ${check}`,
    `      ${visible(message)}`,
    aligned(rows).replaceAll(/^/gm, ' '.repeat(8)),
  ].join('\n');
}
