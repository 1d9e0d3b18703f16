import { expect, test } from 'vitest';
import { loadContract } from '../../conformance/core/contract/load.ts';
import { statefulServers } from '../../conformance/corpus/stateful/servers.ts';
import { listen } from '../../conformance/testing.ts';
import { startMock } from '../mock/server.ts';
import { judge, type Judged } from './million.ts';

const files = { flat: statefulServers.flat.description };

const judged = (url: string): Promise<Judged> =>
  judge({ port: Number(new URL(url).port), files, count: 400, connections: 4, seed: 'a test' });

test('a mock with state has no invalid answer to random requests, accepted and refused', async () => {
  const contracts = Object.entries(files).map(([api, file]) => loadContract(api, file));
  await using mock = await startMock({ contracts, stateful: true });
  const { answers, statuses, invalid, examples } = await judged(mock.url);
  expect({ answers, invalid, examples }).toEqual({ answers: 400, invalid: 0, examples: [] });
  expect(Object.keys(statuses)).toEqual(
    expect.arrayContaining(['200', '201', '204', '400', '404']),
  );
});

test('a wrong answer is counted, and the first ones are told', async () => {
  await using server = await listen((_, response) => {
    response.setHeader('Content-Type', 'application/json').end('{}');
  });
  const { invalid, examples } = await judged(server.url);
  expect(invalid).toBeGreaterThan(100);
  expect(examples).toHaveLength(5);
});
