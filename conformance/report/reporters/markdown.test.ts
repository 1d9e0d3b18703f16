import { expect, test } from 'vitest';
import { changed, frozenReport, passingReport } from '../../corpus/report.ts';
import type { Finding, Report } from '../report.ts';
import { markdown } from './markdown.ts';

const render = (report: Report) => markdown.render(report, { colors: true });
const [finding] = frozenReport.findings;
const withFinding = (change: Partial<Finding>) =>
  render(changed(frozenReport, { findings: [{ ...finding!, ...change }] }));
const [operation] = frozenReport.operations;

test('renders findings of every kind', async () => {
  await expect(render(frozenReport)).toMatchFileSnapshot('markdown.golden.md');
});

test('renders a report where all is well', async () => {
  await expect(render(passingReport)).toMatchFileSnapshot('markdown.passing.golden.md');
});

const escapes: readonly { why: string; change: Partial<Finding>; holds: string }[] = [
  {
    why: 'a message makes no HTML',
    change: { message: '<img src=x> & "y"' },
    holds: '&lt;img src=x&gt; &amp; &quot;y&quot;</summary>',
  },
  {
    why: 'a name in backticks becomes code, and nothing else',
    change: { message: '`a<b` is `' },
    holds: '<code>a&lt;b</code> is `</summary>',
  },
  {
    why: 'a blank line does not end the summary',
    change: { message: 'one\n\n# two' },
    holds: ': one # two</summary>',
  },
  {
    why: 'a fence is longer than any in an answer',
    change: { actual: 'a\n````\n<script>' },
    holds: '`````text\na\n````\n<script>\n`````',
  },
  {
    why: 'a fence is longer than any in a curl line',
    change: { curl: "curl '```'" },
    holds: "````sh\ncurl '```'\n````",
  },
  {
    why: 'code ends where it should',
    change: { expected: 'a ` b `` c' },
    holds: '**Expected** ```a ` b `` c```',
  },
  {
    why: 'code may begin with a backtick',
    change: { expected: '`a`' },
    holds: '**Expected** `` `a` ``',
  },
  {
    why: 'a request is only words and code',
    change: { reason: '`a_b` is `<x>` or *y* ``z`' },
    holds: '**Request** `a_b` is `<x>` or \\*y\\* \\``z`\n',
  },
  { why: 'code is one line', change: { expected: 'a\n\n# b' }, holds: '**Expected** `a # b`' },
  { why: 'an answer commands no terminal', change: { actual: '\u001b[2J' }, holds: '\\x1b[2J' },
  {
    why: 'a reason of a baseline is only words',
    change: { known: { reason: '[x](https://example.com) <b> $a$ | *c*', expires: '2026-12-31' } },
    holds: '**Known** until 2026-12-31: \\[x\\](https\\://example.com) \\<b\\> \\$a\\$ \\| \\*c\\*',
  },
];
for (const { why, change, holds } of escapes)
  test(why, () => expect(withFinding(change)).toContain(holds));

test('a pipe ends no cell of the table', () => {
  const text = render({
    ...passingReport,
    operations: [{ ...operation!, id: 'a|b', path: '/a|b' }],
    results: [],
  });
  expect(text).toContain('| things **a\\|b** | `GET /a\\|b` |  |  |  |  | 100 % (2/2) |');
});

const full = 1024 * 1024;
const long = (count: number, length: number) =>
  Array.from(
    { length: count },
    (_, index): Finding => ({
      ...finding!,
      severity: 'error',
      id: `things/${length}/${index}`,
      actual: 'ü'.repeat(length),
    }),
  );
const sizes: readonly { why: string; report: Report; says?: RegExp }[] = [
  {
    why: 'many findings',
    report: changed(frozenReport, { findings: long(400, 2000) }),
    says: /\*\*Cut: \d+ of these do not fit into a job summary, which holds 1 MiB\.\*\*/,
  },
  {
    why: 'one finding that is longer than a summary',
    report: changed(frozenReport, { findings: [...long(1, full), ...long(1, 1)] }),
    says: /\*\*Cut: 1 of these does not fit/,
  },
  {
    why: 'many operations',
    report: {
      ...frozenReport,
      operations: Array.from({ length: 10_000 }, () => operation!),
      results: [],
    },
    says: /\*\*Cut: \d+ more operations\.\*\* The JSON report/,
  },
  {
    why: 'long names of operations',
    report: {
      ...frozenReport,
      operations: Array.from({ length: 2000 }, () => ({
        ...operation!,
        id: '|'.repeat(5000),
        path: '|'.repeat(5000),
      })),
      results: [],
    },
  },
  {
    why: 'much that is not tested',
    report: {
      ...frozenReport,
      apis: frozenReport.apis.map((api) => ({
        ...api,
        error: '<'.repeat(5000),
        unsupported: Array.from({ length: 1000 }, () => '<'.repeat(5000)),
      })),
    },
    says: /- \*\*Cut: \d+ more\.\*\*/,
  },
];
for (const { why, report, says = /^/ } of sizes) {
  test(`fits into a job summary with ${why}`, () => {
    const text = render(report);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(full);
    expect(text).toMatch(says);
    expect(text).toMatch(/^## .*\n\n5 operations, 12 cases: /);
  });
}

test('an answer of many backticks is not too much', () => {
  expect(withFinding({ actual: '` '.repeat(200_000) })).toContain('```text\n` ` ');
});

test('what fits is shown, though a longer one before it does not', () => {
  const text = render(changed(frozenReport, { findings: [...long(1, full), ...long(1, 1)] }));
  expect(text.split('<details>')).toHaveLength(2);
});
