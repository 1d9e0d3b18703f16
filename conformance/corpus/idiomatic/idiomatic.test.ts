import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../run/run.ts';
import { assignmentOf } from '../score.ts';
import { described } from '../subjects.ts';
import * as frameworks from './index.ts';

const secretOf = (api: string, scheme: string): string => {
  const credential = described.find((each) => each.api === api)!.credentials.get(scheme)!;
  return credential.kind === 'value' ? credential.value : '';
};
const secrets = {
  bearerToken: secretOf('notifications', 'bearerAuth'),
  apiKey: secretOf('amity', 'apiKey'),
};
const subjects = described.filter(({ api }) => api === 'notifications' || api === 'amity');

/** A server that a framework's documentation leads to is right: nothing is an error. */
test.each(Object.values(frameworks))('$name has warnings at most', async ({ name, start }) => {
  await using server = await start(secrets);
  const reports = [];
  for (const subject of subjects)
    reports.push(
      await run([assignmentOf(subject, server.urlOf(subject.api))], {
        timeout: 10_000,
        operations: [],
      }),
    );
  const findings = reports.flatMap((report) => report.findings);
  const lines = (wanted: readonly string[]) =>
    findings
      .filter(({ severity }) => wanted.includes(severity))
      .map(({ id, message }) => `${id}\n  ${message}\n`);
  expect(lines(['error'])).toEqual([]);
  // those cases could not be judged
  expect(
    reports.flatMap(({ results }) => results.filter(({ verdict }) => verdict.kind === 'error')),
  ).toEqual([]);
  await expect(lines(['warning']).join('')).toMatchFileSnapshot(
    join(import.meta.dirname, `${name}.golden.txt`),
  );
});
