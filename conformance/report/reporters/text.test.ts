import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { Severity } from '../../checks/severity.ts';
import type { Finding, Report } from '../report.ts';
import { changed, frozenReport, passingReport, withGroup } from '../../corpus/report.ts';
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

test('no text of a report commands the terminal or forges a line', () => {
  const hostile = '\u001b[2J\u009b1A\u202e\nfail  forged';
  const spoil = (value: unknown, key = ''): unknown => {
    if (typeof value === 'string')
      return ['kind', 'severity', 'verdict', 'failOn', 'standing'].includes(key)
        ? value
        : value + hostile;
    if (Array.isArray(value)) return value.map((item) => spoil(item, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, spoil(member, name)]),
    );
  };
  const shown = plain(spoil(frozenReport) as Report);
  expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(shown).toContain('fail  forged');
  expect(shown).not.toMatch(/^ {0,6}fail {2}forged/m);
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

test('of many things that the run left, some are named', () => {
  const [api, ...others] = passingReport.apis;
  const withLeft = (count: number) => {
    const leftBehind = Array.from({ length: count }, (_, index) => ({
      ...{ place: `/things/${index}`, reason: 'DELETE /things/{id} was answered with 409' },
    }));
    const lines = plain({ ...passingReport, apis: [{ ...api!, leftBehind }, ...others] });
    return lines.split('\n').filter((line) => line.startsWith('  left'));
  };
  expect(withLeft(1)).toEqual(['  left  /things/0: DELETE /things/{id} was answered with 409']);
  expect(withLeft(2)).toEqual([
    '  left  2 things that the run made are still in the target:',
    '  left  /things/0: DELETE /things/{id} was answered with 409',
    '  left  /things/1: DELETE /things/{id} was answered with 409',
  ]);
  expect(withLeft(11)).toHaveLength(12);
  expect(withLeft(11).at(-1)).toBe('  left  … and 1 more thing: see --report json=FILE');
});

test('where all is well there is nothing to do next', () => {
  const well = plain(passingReport);
  expect(well).toContain('It conforms.');
  expect(well).not.toContain('What next');
});

test('begins with the cause that matters most', () => {
  const [first] = frozenReport.groups;
  expect(plain(frozenReport)).toContain(`Begin with ${first!.findings[0]}\n  ${first!.message}\n`);
  const cause = withGroup(
    changed(frozenReport, {
      findings: frozenReport.findings.filter(({ check }) => check === 'invalid-refused'),
    }),
    frozenReport.groups.find(({ findings }) => findings.length > 1)!,
  );
  expect(plain(cause)).toMatch(/Begin with \S+maxLength\n {2}The member `name` /);
});

const many = (count: number, severity: Severity) =>
  Array.from(
    { length: count },
    (_, index): Finding => ({
      ...frozenReport.findings[0]!,
      severity,
      id: `things/listThings/undocumented-member/${severity}-${index}`,
    }),
  );

test('every error is shown, and of lesser findings the first ones', () => {
  const report = plain(
    changed(frozenReport, { findings: [...many(21, 'warning'), ...many(50, 'error')] }),
  );
  expect(report.match(/^fail {2}/gm)).toHaveLength(50);
  expect(report.match(/^warn {2}/gm)).toHaveLength(20);
  expect(report).toContain('more  1 more finding that fails no run: see --report html=FILE');
  expect(report.indexOf('warn  ')).toBeGreaterThan(report.lastIndexOf('fail  '));
});

test('of many findings of a cause some are named', () => {
  const findings = many(9, 'error');
  const ids = findings.map(({ id }) => id);
  const group = { id: 'things/same', cause: 'same', message: 'It is all the same.', findings: ids };
  const report = plain(withGroup(changed(frozenReport, { findings }), group));
  expect(report.match(/^fail {2}/gm)).toHaveLength(1);
  expect(report).toContain('and          8 more findings of this cause:');
  expect(report).toContain('listThings/undocumented-member/error-5\n');
  expect(report).toContain('… and 3 more: see --report html=FILE');
  expect(report).toContain(
    'It could not be judged in full, and does not conform: 9 findings of 1 cause.',
  );
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
    expect(
      plain(changed(frozenReport, { notJudged: [], ...report }))
        .trimEnd()
        .split('\n')
        .at(-1),
    ).toBe(sum),
  );
