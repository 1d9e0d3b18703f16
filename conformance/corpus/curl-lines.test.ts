import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { paste } from './paste.ts';
import { assignmentOf, candidates, timeoutOf, type Candidate } from './score.ts';
import { described } from './subjects.ts';
import type { Finding } from '../report/report.ts';
import { run } from '../run/run.ts';

const hasCurl = spawnSync('curl', ['--version']).status === 0;
/**
 * Takes every n-th mutant: all by hand with unsigned requests, fewer with signed ones, whose lines
 * start npm, and few generated ones. `npm run mutants -- --curl` takes all.
 */
const strides = { signed: 5, generated: 200 };
/**
 * Always included: faults that need several requests or that no response shows, and every way to
 * send or forge a credential.
 */
const always =
  /^registerSession\/(crashes\/(second-time|together)|answers\/(hang|cut|echo\/previous))$|^createPin\/(crashes\/(second-time|together|malformed|deep)|accepts\/credentials\/.*)$|^readWith\w+\/(accepts\/credentials\/wrong|crashes\/second-time)$/;

// what a fault of state shows takes several requests about one thing, which no curl line sends
const all = candidates().filter(({ class: kind }) => kind !== 'state');
const sample = [
  ...all
    .filter(({ class: kind }) => kind === 'by hand')
    .filter(({ api }, index) => api !== 'mixin' || index % strides.signed === 0),
  ...all
    .filter(({ class: kind }) => !['by hand', 'state'].includes(kind))
    .filter(({ id }, index) => index % strides.generated === 0 || always.test(id)),
];

async function pasteAll(
  candidate: Candidate,
  change: (finding: Finding) => Finding = (finding) => finding,
) {
  const subject = described.find(({ api }) => api === candidate.api)!;
  const timeout = timeoutOf(candidate, { pastes: true });
  await using server = await candidate.start();
  const { findings } = await run([assignmentOf(subject, server.url)], {
    timeout,
    operations: [candidate.operation],
  });
  return await paste(findings.map(change), { ...subject, target: server.url, timeout });
}

async function reproduces(candidate: Candidate) {
  const pasted = await pasteAll(candidate);
  expect(pasted.length).toBeGreaterThan(0);
  expect(
    pasted
      .filter(({ isReproduced }) => !isReproduced)
      .map(({ finding: { id, curl }, found, output }) => ({ id, curl, found, output })),
  ).toEqual([]);
}

const isAboutTime = ({ trips }: Candidate) => trips.includes('within-time');
const title = 'every curl line reproduces its finding: $id';
// child processes are waited for more than anything else
test.skipIf(!hasCurl).concurrent.for(sample.filter((candidate) => !isAboutTime(candidate)))(
  title,
  { timeout: 180_000 },
  reproduces,
);
// alone, so that nothing else delays a response
test.skipIf(!hasCurl).for(sample.filter(isAboutTime))(title, { timeout: 180_000 }, reproduces);

test('the sample has every class of faults and every API', () => {
  expect(new Set(sample.map(({ class: kind }) => kind))).toEqual(
    new Set(all.map(({ class: kind }) => kind)),
  );
  expect(new Set(sample.map(({ api }) => api))).toEqual(new Set(all.map(({ api }) => api)));
});

test.skipIf(!hasCurl)('a line that sends another request reproduces nothing', async () => {
  const candidate = all.find(({ id }) => id === 'registerSession/crashes/second-time')!;
  const pasted = await pasteAll(candidate, (finding) => ({
    ...finding,
    curl: finding.curl.replaceAll('/sessions', '/elsewhere'),
  }));
  expect(new Set(pasted.map(({ isReproduced }) => isReproduced))).toEqual(new Set([false]));
});
