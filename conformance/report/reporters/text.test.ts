import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { Report } from '../report.ts';
import { changed, frozenReport, passingReport } from '../../corpus/report.ts';
import { text } from './text.ts';

const plain = (report: Report) => text.render(report, { colors: false });

test('renders a verdict of every kind', async () => {
  expect(new Set(frozenReport.results.map(({ verdict }) => verdict.kind)).size).toBe(4);
  await expect(plain(frozenReport)).toMatchFileSnapshot('text.golden.txt');
});

test('colours change nothing but colours', () => {
  const colored = text.render(frozenReport, { colors: true });
  expect(colored).toContain('\u001b[31m');
  expect(stripVTControlCharacters(colored)).toBe(plain(frozenReport));
});

test('what an implementation answers does not command the terminal', () => {
  expect(plain(frozenReport)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
});

test('the table of checks is no wider than the terminal', () => {
  const narrow = text.render(frozenReport, { colors: false, columns: 60 }).split('\n');
  const [wide] = plain(frozenReport)
    .split('\n')
    .filter((line) => line.includes('schema') && line.includes('in time'));
  expect(wide!.length).toBeGreaterThan(60);
  expect(
    narrow
      .filter((line) => / (schema|in time)/.test(line) && !line.includes('#'))
      .every(({ length }) => length <= 60),
  ).toBe(true);
  expect(narrow.filter((line) => line.startsWith('  makeThing '))).toHaveLength(2);
});

test('where all is well there is nothing to do next', () => {
  const well = plain(passingReport);
  expect(well).toContain('It conforms.');
  expect(well).not.toContain('What next');
});

const finding = frozenReport.findings.find(({ severity, known }) => severity === 'error' && !known);
const sums: readonly { report: Partial<Report>; sum: string }[] = [
  {
    report: {
      verdict: 'pass',
      findings: [],
      cases: { planned: 5, passed: 5, failed: 0, errors: 0, skipped: 0 },
    },
    sum: 'It conforms. 5 operations, 5 cases: 5 passed, 0 failed (1.2 s).',
  },
  {
    report: {
      verdict: 'fail',
      findings: [finding!],
      cases: { planned: 5, passed: 3, failed: 1, errors: 0, skipped: 1 },
    },
    sum: 'It does not conform: 1 finding. 5 operations, 5 cases: 3 passed, 1 failed, 1 skipped (1.2 s).',
  },
  {
    report: { verdict: 'fail', cases: { planned: 5, passed: 0, failed: 5, errors: 0, skipped: 0 } },
    sum: 'It does not conform: 3 findings of 2 causes. 2 warnings, 1 notice, 1 known finding. 5 operations, 5 cases: 0 passed, 5 failed (1.2 s).',
  },
  {
    report: {
      verdict: 'error',
      findings: [],
      apis: frozenReport.apis.slice(1),
      cases: { planned: 1, passed: 0, failed: 0, errors: 1, skipped: 0 },
    },
    sum: 'It could not be judged. 1 operation, 1 case: 0 passed, 0 failed, 1 could not be judged (1.2 s).',
  },
];
for (const { report, sum } of sums)
  test(sum, () =>
    expect(plain(changed(frozenReport, report)).trimEnd().split('\n').at(-1)).toBe(sum),
  );
