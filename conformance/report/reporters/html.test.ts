import { expect, test } from 'vitest';
import { changed, frozenReport, passingReport, withGroup } from '../../corpus/report.ts';
import type { Finding, Report } from '../report.ts';
import { casesAtMost } from './html/cases.ts';
import { errorsInFull, lesserAtMost } from './html/findings.ts';
import { escapeHtml, html as markup, prose, textOf } from './html/markup.ts';
import { cut, shares } from './html/share.ts';
import { hostile, hostileReport, largeReport } from './html/testing.ts';
import { anchorOf } from './html/view.ts';
import { duration, thousands } from './html/words.ts';
import { html } from './html.ts';

const written = (report: Report) => html.render(report, { colors: false });

test('renders everything that a report can hold', () =>
  expect(written(frozenReport)).toMatchFileSnapshot('html.golden.html'));

const escapes: readonly { text: string; written: string; why: string }[] = [
  { text: '<b>&amp;</b>', written: '&lt;b&gt;&amp;amp;&lt;/b&gt;', why: 'markup' },
  { text: `"'`, written: '&quot;&#39;', why: 'both kinds of quotes' },
  { text: 'a\n\tb', written: 'a\n\tb', why: 'lines and tabs stay' },
  { text: 'a\r\0\u001b\u009b', written: 'a\\x0d\\x00\\x1b\\x9b', why: 'control characters' },
  { text: 'ü 😀 👨‍👩‍👧', written: 'ü 😀 👨‍👩‍👧', why: 'letters and pictures stay' },
  { text: '\ud800 \udc00', written: '\\ud800 \\udc00', why: 'halves of a pair' },
  {
    text: '\u202e\u2066\ufffe',
    written: '\\u202e\\u2066\\ufffe',
    why: 'what turns the direction of text, and what is no character',
  },
];
for (const { text, written: expected, why } of escapes)
  test(`escapes ${why}`, () => expect(escapeHtml(text)).toBe(expected));

test('a value is escaped wherever it stands, and markup is not escaped twice', () => {
  expect(
    textOf(markup`<p title="${'"'}">${['<', markup`<b>${'&'}</b>`, 1, undefined, false]}</p>`),
  ).toBe('<p title="&quot;">&lt;<b>&amp;</b>1</p>');
  expect(textOf(markup`${prose('`<i>` and `open')}`)).toBe('<code>&lt;i&gt;</code> and `open');
  // as JSON from elsewhere could have it
  expect(() => textOf({ markup: '<script>' } as unknown as string)).toThrow();
});

test('nothing of a hostile report is markup', () => {
  const page = written(hostileReport);
  expect(page.isWellFormed()).toBe(true);
  expect(page).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u202e\ufffe]/);
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page).not.toMatch(/<img|<svg onload|<a href="?javascript/i);
  // every text of the report is there, nearly all of them more than once
  expect(page.split(escapeHtml(hostile)).length).toBeGreaterThan(200);
});

const anchors: readonly { id: string; anchor: string }[] = [
  {
    id: 'things/makeThing/invalid-refused/body/name:maxLength',
    anchor: 'finding/things/makeThing/invalid-refused/body/name:maxLength',
  },
  { id: 'a b"<=&#%', anchor: 'finding/a_20b_22_3c_3d_26_23_25' },
  { id: 'ü😀\ud800', anchor: 'finding/_fc_1f600_d800' },
];
for (const { id, anchor } of anchors)
  test(`the anchor ${anchor}`, () => expect(anchorOf({ id } as Finding)).toBe(anchor));

const [known, ...others] = frozenReport.findings.toSorted(
  (one, other) => Number(other.known !== undefined) - Number(one.known !== undefined),
);
const lesser = others.filter(({ severity }) => severity !== 'error');
const [target] = frozenReport.apis;
const mock = { ...target!, isMock: true } as const;
const sentences: readonly { report: Partial<Report>; sentence: string }[] = [
  { report: { verdict: 'pass', findings: [] }, sentence: 'It conforms' },
  { report: { verdict: 'pass', findings: [known!, ...lesser] }, sentence: 'It conforms' },
  {
    report: { verdict: 'pass', failOn: 'never' },
    sentence: 'It passes, with --fail-on never: 3 findings of 2 causes',
  },
  { report: { verdict: 'fail' }, sentence: 'It does not conform: 3 findings of 2 causes' },
  {
    report: { verdict: 'fail', failOn: 'notice' },
    sentence: 'It does not conform: 6 findings of 4 causes',
  },
  {
    report: { verdict: 'fail', findings: lesser },
    sentence: 'Too little of the contract is covered',
  },
  { report: { verdict: 'error', findings: [] }, sentence: 'It could not be judged' },
  {
    report: { verdict: 'error' },
    sentence: 'It could not be judged in full, and does not conform: 3 findings of 2 causes',
  },
  { report: { apis: [mock], verdict: 'pass', findings: [] }, sentence: 'The mock conforms' },
  {
    report: { apis: [mock], verdict: 'fail' },
    sentence: 'The mock does not conform: 3 findings of 2 causes',
  },
  {
    report: { apis: [mock], verdict: 'error', findings: [] },
    sentence: 'The mock could not be judged',
  },
  { report: { apis: [mock, target!], verdict: 'pass', findings: [] }, sentence: 'It conforms' },
];
for (const { report, sentence } of sentences) {
  test(`${JSON.stringify(Object.keys(report))}: ${sentence}`, () => {
    const page = written(changed(frozenReport, report));
    expect(page).toContain(`<h1>${sentence}</h1>`);
    expect(page).toContain(`<title>${sentence}</title>`);
  });
}

test('says what to do next, also where that is nothing', () => {
  expect(written(passingReport)).toContain('Nothing: all tested cases conform to the contract.');
});

const [finding] = frozenReport.findings;
const long: readonly { finding: Partial<Finding>; has: RegExp; lacks: string; why: string }[] = [
  {
    finding: { actual: 'a'.repeat(2001) },
    has: /1 more character in the report as JSON/,
    lacks: 'a'.repeat(2001),
    why: 'an answer is cut',
  },
  {
    finding: { actual: 'b\n'.repeat(30) },
    has: /21 more characters in the report as JSON/,
    lacks: 'b\n'.repeat(21),
    why: 'an answer of many lines is cut',
  },
  {
    finding: { curl: `curl ${'c'.repeat(10_000)}` },
    has: /The curl line has 10,005 characters/,
    lacks: 'ccc',
    why: 'a curl line is whole or not there',
  },
  {
    finding: { cases: Array.from({ length: 30 }, (_, index) => `case${index}`) },
    has: /in 30 cases[\s\S]*27 more cases[\s\S]*5 more in the report as JSON/,
    lacks: 'case25',
    why: 'of many cases the first ones are named',
  },
];
for (const { finding: part, has, lacks, why } of long) {
  test(why, () => {
    const page = written(changed(frozenReport, { findings: [{ ...finding!, ...part }] }));
    expect(page).toMatch(has);
    expect(page).not.toContain(lacks);
  });
}

const divisions: readonly {
  lengths: readonly number[];
  budget: number;
  shown: readonly number[];
  why: string;
}[] = [
  { lengths: [3, 0, 2], budget: 5, shown: [3, 0, 2], why: 'all fit' },
  {
    lengths: [100, 1, 2],
    budget: 9,
    shown: [6, 1, 2],
    why: 'who has little leaves the rest to others',
  },
  { lengths: [100, 100], budget: 9, shown: [4, 4], why: 'the same for each' },
  { lengths: [2, 2, 2], budget: 2, shown: [1, 1, 0], why: 'more groups than places' },
];
for (const { lengths, budget, shown, why } of divisions) {
  test(`a share of ${budget} in ${lengths.join(', ')}: ${why}`, () => {
    const divided = shares(
      lengths.map((length) => Array.from({ length }, (_, index) => index)),
      budget,
    );
    expect(divided.map((share) => share.shown.length)).toEqual(shown);
    expect(divided.map(({ total }) => total)).toEqual(lengths);
  });
}

test('cuts by characters and by lines, and says how much', () => {
  expect(cut('abc', 3, 1)).toEqual({ text: 'abc', rest: 0 });
  expect(cut('abcd', 3, 1)).toEqual({ text: 'abc', rest: 1 });
  expect(cut('ab😀', 3, 1)).toEqual({ text: 'ab', rest: 2 });
  expect(cut('a\nb\nc', 9, 2)).toEqual({ text: 'a\nb', rest: 2 });
});

test('writes numbers and times for people', () => {
  expect([0, 999, 1000, 1234567].map(thousands)).toEqual(['0', '999', '1,000', '1,234,567']);
  expect([0.44, 12, 104.3, 1249, 245_000].map(duration)).toEqual([
    '0.4 ms',
    '12 ms',
    '104 ms',
    '1.2 s',
    '4 min 5 s',
  ]);
});

const sizes: readonly { failing: number; megabytes: number; why: string }[] = [
  { failing: 0, megabytes: 2, why: 'all passed' },
  { failing: 2, megabytes: 6, why: 'each operation has two findings' },
];
for (const { failing, megabytes, why } of sizes) {
  test(`1,000 operations and 40,000 cases stay a page that opens: ${why}`, () => {
    const report = largeReport(1000, failing);
    const page = written(report);
    expect(Buffer.byteLength(page)).toBeLessThan(megabytes * 1024 * 1024);
    expect(page).toContain(
      'There are 40,000 cases: those that passed are counted here, and not listed.',
    );
    expect(page.match(/data-item="case"/g)?.length ?? 0).toBe(
      Math.min(failing * 1000, casesAtMost),
    );
    expect(page.match(/data-item="finding"/g)?.length ?? 0).toBe(report.findings.length);
    expect(page.match(/data-item="operation"/g)).toHaveLength(1000);
  });
}

test('of many findings every error is shown, and lesser ones are left out aloud', () => {
  const report = largeReport(100, 40);
  const errors = errorsInFull + 2;
  const findings = report.findings.map(
    (one, index): Finding => (index < errors ? one : { ...one, severity: 'notice' }),
  );
  const page = written(changed(report, { findings }));
  expect(Buffer.byteLength(page)).toBeLessThan(5 * 1024 * 1024);
  const articles = page.match(/<(?:article|li)[^>]* data-item="finding"[^>]*>/g)!;
  expect(articles.filter((article) => article.includes('"error"'))).toHaveLength(errors);
  // the notices are those of 75 operations
  const notices = 75 * Math.floor(lesserAtMost / 75);
  expect(articles.filter((article) => article.includes('"notice"'))).toHaveLength(notices);
  expect(page).toContain(
    `Every error is here. ${thousands(findings.length - errors - notices)} lesser findings are not: each operation shows its first ones. The report as JSON has all of them.`,
  );
  expect(page).toContain('<h3>2 more findings, one line for each</h3>');
});

test('a cause of many findings shows one, and the others on demand', () => {
  const page = written(frozenReport);
  const cause = page
    .split('data-group="finding"')
    .slice(1)
    .find((part) => part.includes('is not validated'));
  expect(cause).toContain('The member <code>name</code> of the request body is not validated');
  expect(cause).toContain('For example: A request that breaks a rule');
  expect(cause!.split('<details class="more"')[0]!.match(/<article/g)).toHaveLength(1);
  expect(cause).toMatch(/<summary>\d more findings? of this cause<\/summary>/);
});

test('a cause in many operations names the first ones, and all of them when it is opened', () => {
  const [first] = frozenReport.findings;
  const findings = ['one', 'two', 'three'].map((operation) => ({
    ...first!,
    operation,
    id: `things/${operation}/undocumented-member/200`,
  }));
  const page = written(
    withGroup(changed(frozenReport, { findings }), {
      id: 'things/shared',
      cause: 'shared',
      message: 'It is the same everywhere.',
      findings: findings.map(({ id }) => id),
    }),
  );
  expect(page).toContain('<b>one, two</b> and 1 more operation</span> <span>3 findings</span>');
  expect(page).toContain('Operations: one, two, three</p>');
});
