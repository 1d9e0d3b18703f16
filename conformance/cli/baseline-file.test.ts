import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ageOf, readBaseline, updateBaseline } from './baseline-file.ts';
import { frozenRecord } from '../corpus/report.ts';
import { complaintOf, folderWith } from '../testing.ts';
import { conclude } from '../report/conclude.ts';

const fileWith = (text: string) => join(folderWith({ 'known.yaml': text }), 'known.yaml');
const entry = (id: string, more = 'reason: it is old\n    expires: 2026-12-31') =>
  `  - id: ${id}\n    ${more}\n`;

test('reads ids, reasons and days', () => {
  const file = fileWith(
    `# ours\nversion: 2\nfindings:\n${entry('a/b/c')}${entry('a/b/d', 'reason: TICKET-7\n    expires: "2027-02-28"')}`,
  );
  expect(readBaseline(file)).toEqual([
    { id: 'a/b/c', reason: 'it is old', expires: '2026-12-31' },
    { id: 'a/b/d', reason: 'TICKET-7', expires: '2027-02-28' },
  ]);
});

for (const text of ['', '# nothing yet\n', 'findings:\n', 'findings: []\n'])
  test(`${JSON.stringify(text)} knows nothing`, () =>
    expect(readBaseline(fileWith(text))).toEqual([]));

const bad: readonly { text: string; complaint: string; why: string }[] = [
  { text: 'findings: [', complaint: 'known.yaml:1: this is not YAML', why: 'no YAML' },
  {
    text: '- a\n',
    complaint: 'known.yaml:1: "the file" must be a map.',
    why: 'a list',
  },
  {
    text: 'finding: []\n',
    complaint:
      'known.yaml:1: there is no "finding" here: did you mean "findings"? It may hold version, findings.',
    why: 'a misspelt list',
  },
  { text: 'findings: 7\n', complaint: 'known.yaml:1: "findings" must be a list.', why: 'no list' },
  {
    text: 'findings:\n  - a/b/c\n',
    complaint: 'known.yaml:2: element 1 of "findings" must be a map.',
    why: 'an id alone',
  },
  {
    text: `findings:\n${entry('a/b/c', 'reson: x\n    expires: 2026-12-31')}`,
    complaint:
      'known.yaml:3: there is no "reson" here: did you mean "reason"? It may hold id, reason, expires, shown-by, version.',
    why: 'a misspelt member',
  },
  {
    text: 'findings:\n  - reason: x\n    expires: 2026-12-31\n',
    complaint: 'known.yaml:2: "id" is missing here: the id of a finding, as reports name it',
    why: 'no id',
  },
  {
    text: `findings:\n${entry('a/b/c')}${entry('a/b/d', 'expires: 2026-12-31')}`,
    complaint: 'known.yaml:5: "reason" is missing here: the reason why the finding is accepted',
    why: 'no reason',
  },
  {
    text: `findings:\n${entry('a/b/c', 'reason: x')}`,
    complaint:
      'known.yaml:2: "expires" is missing here: the last day on which the finding is accepted, such as 2026-12-31.',
    why: 'no day',
  },
  {
    text: `findings:\n${entry('a/b/c', 'reason: x\n    expires: 2026-02-30')}`,
    complaint:
      '"expires" must be the last day on which the finding is accepted, such as 2026-12-31.',
    why: 'a day that there is not',
  },
  {
    text: `findings:\n${entry('a/b/c', 'reason: x\n    expires: soon')}`,
    complaint:
      '"expires" must be the last day on which the finding is accepted, such as 2026-12-31.',
    why: 'a word for a day',
  },
  {
    text: `findings:\n${entry('a/b/c')}${entry('a/b/c')}`,
    complaint: 'known.yaml:5: a/b/c is listed twice.',
    why: 'an id twice',
  },
];
for (const { text, complaint, why } of bad) {
  test(`${why}: file, line and the way out`, () => {
    const file = fileWith(text);
    expect(complaintOf(() => readBaseline(file), file.replace(/\/known\.yaml$/, ''))).toContain(
      complaint,
    );
  });
}

test('an alias of nothing, and a run that there is not', () => {
  const folder = folderWith({
    'known.yaml': 'findings:\n  - *nowhere\n',
    'odd.yaml': `findings:\n${entry('a/b/c', 'reason: x\n    expires: 2026-12-31\n    shown-by: luck')}`,
  });
  expect(complaintOf(() => readBaseline(join(folder, 'known.yaml')), folder)).toBe(
    'known.yaml:2: this is not YAML: there is no anchor "nowhere" before this alias.',
  );
  expect(complaintOf(() => readBaseline(join(folder, 'odd.yaml')), folder)).toBe(
    'odd.yaml:5: "luck" is not a kind of run that shows the finding. There are fuzz, thorough.',
  );
});

test('what only a wider run shows says so', () => {
  const file = join(folderWith({}), 'known.yaml');
  writeFileSync(file, '');
  const report = concluded(file);
  const byChance = {
    ...report,
    // only random cases have no position in the plan
    results: report.results.map((result, position) => ({ ...result, position })),
    findings: report.findings.map((finding) =>
      finding.check === 'invalid-refused' ? { ...finding, cases: ['makeThing/fuzz/7'] } : finding,
    ),
  };
  updateBaseline(file, byChance, true);
  expect(readBaseline(file).map(({ shownBy }) => shownBy)).toEqual([
    'fuzz',
    'thorough',
    'thorough',
    'fuzz',
  ]);
});

test('a file that is not there', () => {
  const folder = folderWith({});
  expect(complaintOf(() => readBaseline(join(folder, 'known.yaml')), folder)).toBe(
    'known.yaml: there is no such file; --update-baseline creates it.',
  );
});

const concluded = (file: string) =>
  conclude(frozenRecord, { baseline: { file, isComplete: true, entries: readBaseline(file) } });

test('a new baseline explains itself and holds every failing finding', () => {
  const file = join(folderWith({}), 'known.yaml');
  writeFileSync(file, '');
  expect(updateBaseline(file, concluded(file), false)).toBe(
    `${file}: 4 added, until 2026-12-26 (write the reasons), 0 removed`,
  );
  expect(readFileSync(file, 'utf8')).toMatch(/^# Known findings/);
  expect(readBaseline(file).map(({ id }) => id)).toEqual([
    'things/makeThing/invalid-refused/body/name:maxLength',
    'things/makeThing/body-parses/201',
    'things/makeThing/status-documented/418',
    'things/makeThing/invalid-refused/body/name:type:null',
  ]);
  expect(
    concluded(file).findings.filter(({ severity, known }) => severity === 'error' && !known),
  ).toEqual([]);
});

test('an update keeps what a person wrote and removes stale findings', () => {
  const file = fileWith(
    `# ours\nversion: 2\nfindings:\n${entry('things/makeThing/status-documented/418', 'reason: a teapot # TICKET-7\n    expires: 2027-12-31')}${entry('things/makeThing/gone/a')}${entry('others/listOthers/gone/a')}`,
  );
  expect(updateBaseline(file, concluded(file), false)).toMatch(
    /: 3 added, until 2026-12-26 \(write the reasons\), 1 removed$/,
  );
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(/^# ours\n/);
  expect(text).toContain('reason: a teapot # TICKET-7\n    expires: 2027-12-31');
  expect(text).not.toContain('things/makeThing/gone/a');
  // an API that could not be judged makes none of its findings stale
  expect(text).toContain('others/listOthers/gone/a');
});

test('an update renews no day that is over', () => {
  const file = fileWith(
    `findings:\n${entry('things/makeThing/status-documented/418', 'reason: a teapot\n    expires: 2026-01-01')}`,
  );
  expect(updateBaseline(file, concluded(file), false)).toMatch(
    /; 1 have expired: edit the file to extend them$/,
  );
  expect(readFileSync(file, 'utf8')).toContain('expires: 2026-01-01');
});

/** As the version before variations wrote it, with what a person added. */
const old = `# Known findings. Each is accepted until its last day.

findings:
  # the gateway
  - id: things/makeThing/invalid-refused/body/name:type
    reason: TICKET-7 # until release 12
    expires: 2027-12-31
  - id: things/makeThing/within-time/no:complete:answer:came
    reason: it is slow
    expires: 2027-12-31
  - id: things/makeThing/valid-accepted/body:fuzz
    reason: only luck shows it
    expires: 2027-12-31
    shown-by: fuzz
`;
const withVariations = (file: string) => {
  const accepted = frozenRecord.outcomes.find(({ id }) => id.endsWith('/too-long'))!;
  const outcomes = ['null', 'number'].map((variation) => ({
    ...accepted,
    id: `makeThing/type/body/name/${variation}`,
    observations: accepted.observations.map((one) => ({
      ...one,
      defect: 'body/name type',
      variation,
    })),
  }));
  return conclude(
    { ...frozenRecord, outcomes: [...frozenRecord.outcomes, ...outcomes] },
    {
      severities: new Map([
        ['body-parses', 'notice'],
        ['status-documented', 'notice'],
      ]),
      baseline: { file, isComplete: true, entries: readBaseline(file) },
    },
  );
};

test('an old file is read, covers what had its ids, and says how to renew it', () => {
  const file = fileWith(old);
  const entries = readBaseline(file);
  expect(entries.map(({ isOld }) => isOld)).toEqual([true, true, true]);
  expect(ageOf({ file, entries })).toMatch(
    /is of an earlier version.*--update-baseline renews it$/,
  );
  const { findings } = withVariations(file);
  expect(findings.filter(({ known }) => known).map(({ id }) => id)).toEqual([
    'things/makeThing/invalid-refused/body/name:type:null',
    'things/makeThing/invalid-refused/body/name:type:number',
  ]);
});

test('an update renews an old file: an entry for each finding that was seen, with what a person wrote', () => {
  const file = fileWith(old);
  expect(updateBaseline(file, withVariations(file), false)).toMatch(
    /: 1 added, .*, 1 removed, 1 renewed/,
  );
  expect(readFileSync(file, 'utf8')).toBe(`# Known findings. Each is accepted until its last day.

version: 2
findings:
  # the gateway
  - id: things/makeThing/invalid-refused/body/name:type:null
    reason: TICKET-7 # until release 12
    expires: 2027-12-31
  - id: things/makeThing/invalid-refused/body/name:type:number
    reason: TICKET-7 # until release 12
    expires: 2027-12-31
  - id: things/makeThing/valid-accepted/body:fuzz
    reason: only luck shows it
    expires: 2027-12-31
    shown-by: fuzz
    version: 1
  - id: things/makeThing/invalid-refused/body/name:maxLength
    reason: not reviewed yet
    expires: 2026-12-26
    shown-by: fuzz
`);
  // what this run could not show is renewed by one that can
  expect(readBaseline(file).map(({ isOld }) => isOld)).toEqual([
    undefined,
    undefined,
    true,
    undefined,
  ]);
  expect(updateBaseline(file, withVariations(file), false)).toMatch(/: 0 added, .*, 0 removed$/);
});

test('a new variation is new beside a renewed entry', () => {
  const file = fileWith(
    `version: 2\nfindings:\n${entry('things/makeThing/invalid-refused/body/name:type:null')}`,
  );
  expect(ageOf({ file, entries: readBaseline(file) })).toBeUndefined();
  expect(
    withVariations(file)
      .findings.filter(({ id }) => id.includes('name:type'))
      .map(({ known }) => known !== undefined),
  ).toEqual([true, false]);
});

test('a file of a version to come is a mistake', () => {
  const file = fileWith('version: 3\nfindings: []\n');
  expect(complaintOf(() => readBaseline(file), file.replace(/\/known\.yaml$/, ''))).toMatch(
    /^known\.yaml:1: .*version/,
  );
});
