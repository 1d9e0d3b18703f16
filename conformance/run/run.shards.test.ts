import { expect, test } from 'vitest';
import { described, startByHand } from '../corpus/subjects.ts';
import type { Report } from '../report/report.ts';
import { run, type Assignment, type RunOptions } from './run.ts';
import { conclude, recordOf } from '../report/conclude.ts';
import { scheduleAll } from './schedule.ts';
import { contractOf, description } from '../testing.ts';
import { mergeRecords } from '../report/merge.ts';

/**
 * What is compared: all but how long it took, what tells one run from another, and what an
 * implementation makes up for each answer.
 */
function settled(report: Report): unknown {
  const text = JSON.stringify({
    ...report,
    started: '',
    milliseconds: 0,
    shard: undefined,
    // each part makes the things that its own cases need
    apis: report.apis.map(({ preparations: _, ...api }) => api),
    results: report.results.map(({ milliseconds: _, ...result }) => result),
  });
  return JSON.parse(text, (name, value: unknown) =>
    name === 'actual' && typeof value === 'string' ? value.slice(0, 3) : value,
  );
}

const assignmentsFor = (url: string, api?: string): Assignment[] =>
  described
    .filter((context) => (api === undefined ? context.api !== 'synthetic' : context.api === api))
    .map(({ contract, credentials }) => ({
      contract: contract(),
      target: url,
      credentials,
      values: new Map(),
    }));

async function inParts(
  assignments: readonly Assignment[],
  of: number,
  options: Partial<RunOptions>,
): Promise<Report> {
  const reports: Report[] = [];
  // as merge gets them: from files, in any order
  for (let index = of; index > 0; index -= 1)
    reports.push(
      JSON.parse(
        JSON.stringify(
          await run(assignments, {
            timeout: 1000,
            operations: [],
            ...options,
            shard: { index, of },
          }),
        ),
      ) as Report,
    );
  expect(new Set(reports.map(({ shard }) => shard?.plan)).size).toBe(1);
  return conclude(mergeRecords(reports.map(recordOf)), options);
}

const servers: readonly {
  mutant?: string;
  api?: string;
  of: number;
  options?: Partial<RunOptions>;
  why: string;
}[] = [
  { of: 3, why: 'an implementation that conforms' },
  { of: 7, why: 'in many parts' },
  {
    mutant: 'does-without-a-fingerprint',
    api: 'notifications',
    of: 4,
    why: 'a rule that is not enforced',
  },
  {
    mutant: 'demands-a-uuid-for-a-device',
    api: 'notifications',
    of: 4,
    why: 'valid requests that are refused, with what is put together taken apart',
  },
  {
    mutant: 'opens-to-everybody',
    api: 'notifications',
    of: 5,
    options: { strict: true },
    why: 'in a strict run',
  },
  {
    mutant: 'calls-strangers-a-bad-request',
    api: 'notifications',
    of: 2,
    options: { plan: { only: 'invalid' } },
    why: 'where only invalid requests are sent',
  },
];
for (const { mutant, api, of, options = {}, why } of servers) {
  test(`${of} parts together are the whole run, case by case: ${why}`, async () => {
    await using server = await startByHand(mutant);
    const assignments = assignmentsFor(server.url, api);
    const whole = await run(assignments, { timeout: 1000, operations: [], ...options });
    const parts = await inParts(assignments, of, options);
    expect(settled(parts)).toEqual(settled(whole));
    if (mutant) expect(whole.findings.length).toBeGreaterThan(0);
  });
}

test('every case is in one part, and parts are of nearly the same size', async () => {
  await using server = await startByHand();
  const assignments = assignmentsFor(server.url, 'mixin');
  const whole = await run(assignments, { timeout: 1000, operations: [] });
  const parts = await Promise.all(
    [1, 2, 3].map((index) =>
      run(assignments, { timeout: 1000, operations: [], shard: { index, of: 3 } }),
    ),
  );
  expect(parts.flatMap(({ results }) => results.map(({ id }) => id)).toSorted()).toEqual(
    whole.results.map(({ id }) => id).toSorted(),
  );
  // components come with their combined case, so they don't count
  const plannedIn = ({ results }: Report) =>
    new Set(results.map(({ operation, position }) => `${operation} ${position}`)).size;
  for (const part of parts)
    expect(Math.abs(plannedIn(part) - plannedIn(whole) / 3)).toBeLessThan(1);
});

test('several at once come to the same as one after the other', async () => {
  await using server = await startByHand('does-without-a-fingerprint');
  const assignments = assignmentsFor(server.url, 'notifications');
  const [one, many] = [
    await run(assignments, { timeout: 1000, operations: [] }),
    await run(assignments, { timeout: 1000, operations: [], concurrency: 8 }),
  ];
  expect(settled(many)).toEqual(settled(one));
});

test('the parts of a description that is too large to be planned beforehand are parts of one plan too', () => {
  const paths = Object.fromEntries(
    Array.from({ length: 70 }, (_, index) => [
      `/things${index}`,
      {
        get: {
          operationId: `get${index}`,
          parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1 } }],
          responses: { 200: { description: '' } },
        },
      },
    ]),
  );
  const contract = contractOf(description(paths));
  const plan = (shard?: { index: number; of: number }) => {
    const {
      schedules: [schedule],
      shard: told,
    } = scheduleAll([{ contract, values: new Map() }], { operations: [], shard });
    const ids = [...schedule!.planned()].flatMap((planned) =>
      !planned || 'unusable' in planned ? [] : planned.cases.map(({ id }) => id),
    );
    return { cases: schedule!.cases, ids, digest: told()?.plan };
  };
  const [whole, parts] = [plan(), [1, 2, 3].map((index) => plan({ index, of: 3 }))];
  expect(whole.cases).toBeUndefined();
  expect(parts.flatMap(({ ids }) => ids).toSorted()).toEqual(whole.ids.toSorted());
  expect(new Set(parts.map(({ digest }) => digest)).size).toBe(1);
});
