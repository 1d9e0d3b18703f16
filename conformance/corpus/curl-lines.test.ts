import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { paste } from './paste.ts';
import { assignmentOf, candidates, type Candidate } from './score.ts';
import { described } from './subjects.ts';
import type { Finding } from '../report/report.ts';
import { run } from '../run/run.ts';

/**
 * Runs the lines of findings in a shell, while their server still runs; `npm run mutants -- --curl`
 * does so for every mutant.
 */

const hasCurl = spawnSync('curl', ['--version']).status === 0;
/** How long a mutant that hangs is waited for, in milliseconds; no other mutant is so slow. */
const timeout = 2000;

/**
 * Takes every n-th mutant: all by hand with unsigned requests, fewer with signed ones, since their
 * lines start npm, and few of the generated ones.
 */
const strides = { signed: 5, generated: 200 };
/**
 * Always in the sample: faults that need several requests or that no response shows, and every way
 * to send or forge a credential.
 */
const always =
  /^registerSession\/(crashes\/(second-time|together)|answers\/(hang|cut|echo\/previous))$|^createPin\/(crashes\/(second-time|together|malformed|deep)|accepts\/credentials\/.*)$|^readWith\w+\/(accepts\/credentials\/wrong|crashes\/second-time)$/;

const everySuspect = candidates();
const sample = [
  ...everySuspect
    .filter(({ class: kind }) => kind === 'by hand')
    .filter(({ api }, index) => api !== 'mixin' || index % strides.signed === 0),
  ...everySuspect
    .filter(({ class: kind }) => kind !== 'by hand')
    .filter(({ id }, index) => index % strides.generated === 0 || always.test(id)),
];

async function pasted(
  candidate: Candidate,
  change: (finding: Finding) => Finding = (finding) => finding,
) {
  const subject = described.find(({ api }) => api === candidate.api)!;
  await using server = await candidate.start();
  const { findings } = await run([assignmentOf(subject, server.url)], {
    timeout,
    operations: [candidate.operation],
  });
  return {
    findings,
    pasted: await paste(findings.map(change), { ...subject, target: server.url, timeout }),
  };
}

test.skipIf(!hasCurl).for(sample)(
  'every finding is repeated by its curl line: $id',
  async (candidate) => {
    const { findings, pasted: all } = await pasted(candidate);
    expect(findings.length).toBeGreaterThan(0);
    expect(all).toHaveLength(findings.length);
    expect(
      all
        .filter(({ isRepeated }) => !isRepeated)
        .map(({ finding: { id, curl }, found, output }) => ({ id, curl, found, output })),
    ).toEqual([]);
  },
);

test('the sample has every class of faults and every API', () => {
  expect(new Set(sample.map(({ class: kind }) => kind))).toEqual(
    new Set(everySuspect.map(({ class: kind }) => kind)),
  );
  expect(new Set(sample.map(({ api }) => api))).toEqual(
    new Set(everySuspect.map(({ api }) => api)),
  );
});

test.skipIf(!hasCurl)('a line that says something else repeats nothing', async () => {
  const candidate = everySuspect.find(({ id }) => id === 'registerSession/crashes/second-time')!;
  const { pasted: all } = await pasted(candidate, (finding) => ({
    ...finding,
    curl: finding.curl.replaceAll('/sessions', '/elsewhere'),
  }));
  expect(all.map(({ isRepeated }) => isRepeated)).toEqual([false]);
});
