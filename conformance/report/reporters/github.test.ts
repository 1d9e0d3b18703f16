import { expect, test } from 'vitest';
import { changed, frozenReport, passingReport } from '../../corpus/report.ts';
import type { Finding, Report } from '../report.ts';
import { github } from './github.ts';

/** Every line but that of the coverage. */
const linesOf = (report: Report) =>
  github
    .render(report, { colors: false })
    .trimEnd()
    .split('\n')
    .filter((line) => !/^\d+ % of the contract is covered: /.test(line));
const [finding] = frozenReport.findings;
const quiet: Report = changed(passingReport, { findings: [] });
const lineOf = (change: Partial<Finding>) =>
  linesOf(changed(quiet, { findings: [{ ...finding!, ...change }] }))[0]!;
const many = (count: number, severity: Finding['severity']) =>
  Array.from(
    { length: count },
    (_, index): Finding => ({ ...finding!, severity, id: `${severity}/${index}` }),
  );

test('renders findings of every kind', async () => {
  await expect(github.render(frozenReport, { colors: true })).toMatchFileSnapshot(
    'github.golden.txt',
  );
});

test('where all is well, there is only the verdict', () => {
  expect(linesOf(passingReport)).toEqual([
    'It conforms. 1 operation, 1 case: 1 passed, 0 failed (1.2 s).',
  ]);
});

const escapes: readonly { why: string; change: Partial<Finding>; holds: string }[] = [
  {
    why: 'a line break in an answer begins no command',
    change: { actual: 'x\n::error::y' },
    holds: 'actual       x%0A             ::error::y',
  },
  {
    why: 'a carriage return does not either',
    change: { actual: 'x\r::set-output name=a::y' },
    holds: 'actual       x\\x0d::set-output name=a::y',
  },
  {
    why: 'an escaped line break stays an escaped one',
    change: { actual: 'x%0A::error::y' },
    holds: 'actual       x%250A::error::y',
  },
  {
    why: 'a line separator of Unicode ends no line',
    change: { actual: 'x\u2028::error::y' },
    holds: 'actual       x\\u2028::error::y',
  },
  {
    why: 'the older form of commands is only text after a newer one',
    change: { actual: '##[error]y' },
    holds: 'actual       ##[error]y',
  },
  {
    why: 'a path ends no property',
    change: { source: 'C:\\a,title=b.yaml:3' },
    holds: '::notice file=C%3A\\a%2Ctitle=b.yaml,line=3,title=things',
  },
  {
    why: 'a check ends no property',
    change: { check: 'a::b,c\nd' },
    holds: 'title=things listThings%3A a%3A%3Ab%2Cc%0Ad::',
  },
  {
    why: 'a source without a line is a file',
    change: { source: 'openapi' },
    holds: '::notice file=openapi,title=',
  },
  {
    why: 'a curl line that would be cut gives way to the id of its case',
    change: { curl: `curl '${'x'.repeat(2001)}'` },
    holds:
      'reproduce    the line is too long for this report; --case listThings/examples/plain sends it again',
  },
];
for (const { why, change, holds } of escapes) {
  test(why, () => {
    expect(lineOf(change)).toContain(holds);
    expect(linesOf(changed(quiet, { findings: [{ ...finding!, ...change }] }))).toHaveLength(2);
  });
}

const levels: readonly { why: string; change: Partial<Finding>; level: string }[] = [
  { why: 'an error', change: { severity: 'error' }, level: 'error' },
  { why: 'a warning', change: { severity: 'warning' }, level: 'warning' },
  { why: 'a notice', change: { severity: 'notice' }, level: 'notice' },
  {
    why: 'an error that is known',
    change: { severity: 'error', known: { reason: 'so', expires: '2026-12-31' } },
    level: 'notice',
  },
];
for (const { why, change, level } of levels)
  test(`${why} is a command of the level ${level}`, () =>
    expect(lineOf(change)).toMatch(new RegExp(`^::${level} file=`)));

const bounds: readonly { why: string; count: number; last: RegExp }[] = [
  { why: 'ten of a level are shown', count: 10, last: /finding {6}warning\/9$/ },
  {
    why: 'of eleven, nine are, and how many more there are',
    count: 11,
    last: /^::warning title=2 more::There are 2 more of this level/,
  },
  { why: 'of a thousand too', count: 1000, last: /^::warning title=991 more::There are 991 more/ },
];
for (const { why, count, last } of bounds) {
  test(why, () => {
    const lines = linesOf(changed(quiet, { findings: many(count, 'warning') }));
    expect(lines).toHaveLength(11);
    expect(lines.at(-2)).toMatch(last);
  });
}

test('the gravest come first, whatever their order', () => {
  const lines = linesOf(changed(quiet, { findings: [...many(20, 'notice'), ...many(1, 'error')] }));
  expect(lines[0]).toMatch(/^::error /);
  expect(lines.filter((line) => line.startsWith('::notice '))).toHaveLength(10);
});

test('the line before the last says what is covered', () => {
  expect(github.render(frozenReport, { colors: false }).trimEnd().split('\n').at(-2)).toMatch(
    /^55 % of the contract is covered: operations 2\/5, /,
  );
});
