import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { paste } from './paste.ts';
import { assignmentOf, candidates, type Candidate } from './score.ts';
import { described } from './subjects.ts';
import type { Finding } from '../report/report.ts';
import { run } from '../run/run.ts';

/** Pastes the curl lines of findings into a shell, while the server that they are about still runs; `npm run mutants -- --curl` does so for every wrong implementation. */

const hasCurl = spawnSync('curl', ['--version']).status === 0;
/** Who hangs is waited for this long; nobody else is so slow, on a machine that starts shells besides. */
const timeout = 2000;

/** Every mutant by hand whose requests need no signature; of those that are signed, for which each line starts npm, every so many-th; of the generated faults fewer still. */
const strides = { signed: 5, generated: 200 };
/** Always among the sample: faults that only several requests show, or none that is answered; every way to send a credential, and to forge one. */
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
