import { expect, test } from 'vitest';
import { assignmentOf } from '../../corpus/score.ts';
import { described } from '../../corpus/subjects.ts';
import { run } from '../../run/run.ts';
import { brokenServer, type Kind } from './testing.ts';

const most = 12;
const causes: { readonly [kind in Kind]: string } = {
  'validates nothing': 'nothing-validated',
  'fails always': 'server-failure',
  'fails in one operation': 'server-failure',
};
for (const [kind, cause] of Object.entries(causes) as [Kind, string][])
  for (const subject of described)
    test(`a server of ${subject.api} that ${kind}: few groups, the first of which names the cause`, async () => {
      await using server = await brokenServer(kind, subject);
      const { findings, groups, verdict } = await run([assignmentOf(subject, server.url)], {
        timeout: 20_000,
        operations: [],
        // enough of each operation of the largest description
        ...(subject.api === 'synthetic' ? { plan: { maxCases: 25 } } : {}),
      });
      expect(verdict).toBe('fail');
      expect(groups.length).toBeLessThanOrEqual(most);
      expect(groups[0]).toMatchObject({ cause, severity: 'error' });
      expect(groups.flatMap((group) => group.findings).toSorted()).toEqual(
        findings.map(({ id }) => id).toSorted(),
      );
    });
