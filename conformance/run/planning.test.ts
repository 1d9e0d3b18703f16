import { expect, test } from 'vitest';
import type { Contract } from '../core/contract/model.ts';
import { contractOf, description, jsonBody, listen } from '../testing.ts';
import { run } from './run.ts';
import { scheduleAll } from './schedule.ts';

/** So many operations are planned one by one; the second one has many members. */
const contract = contractOf(
  description(
    Object.fromEntries(
      Array.from({ length: 61 }, (_, index) => {
        const text = { type: 'string', maxLength: 5 };
        const members = Object.fromEntries(
          Array.from({ length: index === 1 ? 150 : 1 }, (_, member) => [`m${member}`, text]),
        );
        const requestBody = jsonBody({ type: 'object', properties: members });
        const responses = { 200: { description: '' }, 400: { description: '' } };
        return [`/p${index}`, { post: { operationId: `p${index}`, requestBody, responses } }];
      }),
    ),
  ),
);

test('a large operation is planned in steps', () => {
  const [schedule] = scheduleAll([{ contract, values: new Map() }], { operations: [] }).schedules;
  const steps: (string | undefined)[] = [];
  for (const planned of schedule!.planned()) {
    steps.push(planned?.operation.id);
    if (planned?.operation.id === 'p1') break;
  }
  expect(steps.filter((id) => id !== undefined)).toEqual(['p0', 'p1']);
  expect(steps.length).toBeGreaterThan(1000);
});

test('a run ends while an operation is planned', async () => {
  const stop = new AbortController();
  const [first, second, ...others] = contract.operations;
  // planning asks for the parameters of an operation first
  const { parameters } = second!;
  const stopping = Object.defineProperty({ ...second! }, 'parameters', {
    enumerable: true,
    get() {
      setTimeout(() => stop.abort());
      return parameters;
    },
  });
  const known: Contract = { ...contract, operations: [first!, stopping, ...others] };
  const asked = new Set<string | undefined>();
  await using server = await listen((request, response) => {
    asked.add(request.url);
    request.resume().on('end', () => response.end());
  });
  const { apis } = await run(
    [{ contract: known, target: server.url, credentials: new Map(), values: new Map() }],
    { timeout: 5000, operations: [], signal: stop.signal },
  );
  expect(apis[0]!.operations).toEqual(['p0']);
  expect(asked).not.toContain('/p1');
});
