import { expect, test } from 'vitest';
import { jsonBody, listen, operationOf } from '../testing.ts';
import type { Case } from '../generators/case.ts';
import { loadContract } from '../core/contract/load.ts';
import { operationStatistics } from './operation-statistics.ts';
import { TargetSession } from './session.ts';

/** Refuses with 202, as `x-refusals` says. */
const operation = operationOf({
  'x-refusals': { invalid: { response: '202', example: 'e' } },
  responses: { 200: jsonBody({ type: 'object' }), 202: jsonBody({ type: 'object' }) },
});
const caseOf = (id: string): Case => ({
  id,
  generator: 'plain',
  origin: 'plan',
  operation,
  intent: 'valid',
  rule: { in: 'body', pointer: '', keyword: '' },
  reason: 'it is an example',
  request: { parameters: { path: {}, query: {}, header: {}, cookie: {} }, credentials: 'good' },
});

for (const { status, isServed, why } of [
  { status: 200, isServed: true, why: 'a success' },
  { status: 202, isServed: false, why: 'a refusal with a 2xx status' },
  { status: 500, isServed: false, why: 'a server error' },
])
  test(`${why} ${isServed ? 'serves' : 'does not serve'} a request: ${status}`, async () => {
    await using server = await listen((_, response) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}'),
    );
    const contract = loadContract('amity', 'spec/amity/openapi.yaml');
    const assignment = { contract, target: server.url, credentials: new Map(), values: new Map() };
    await using session = new TargetSession(assignment, [], { timeout: 10_000 });
    expect((await session.probe(caseOf('probed')))?.meaning === 'success').toBe(isServed);

    const statistics = operationStatistics(contract, operation, []);
    for (const { applied, exchange } of await session.send(caseOf('sent')))
      statistics.enter(applied, exchange);
    expect(statistics.hasServed()).toBe(isServed);
  });

test('a case that was sent is not sent again to probe it', async () => {
  let requests = 0;
  await using server = await listen((_, response) => {
    requests += 1;
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  const contract = loadContract('amity', 'spec/amity/openapi.yaml');
  const assignment = { contract, target: server.url, credentials: new Map(), values: new Map() };
  await using session = new TargetSession(assignment, [], { timeout: 10_000 });
  await session.send(caseOf('same'));
  expect(await session.probe(caseOf('same'))).toMatchObject({ status: 200, meaning: 'success' });
  expect(requests).toBe(1);
});

test('an operation that hangs is asked no more after three silences in a row', async () => {
  let requests = 0;
  await using server = await listen((_, response) => {
    requests += 1;
    // the third request is answered, so that the count begins anew
    if (requests === 3) response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  const contract = loadContract('amity', 'spec/amity/openapi.yaml');
  const assignment = { contract, target: server.url, credentials: new Map(), values: new Map() };
  await using session = new TargetSession(assignment, [], { timeout: 300 });
  const hangs: boolean[] = [];
  await session.probe(caseOf('probed'));
  for (const id of ['a', 'b', 'c', 'd', 'e']) {
    await session.send(caseOf(id));
    hangs.push(session.hangs(operation) !== undefined);
  }
  expect(hangs).toEqual([false, false, false, false, true]);
  expect(session.hangs(operation)).toMatch(/ did not respond in time 3 times in a row/);
  expect(session.hangs(operationOf({ operationId: 'another' }))).toBeUndefined();
  expect(await session.probe(caseOf('f'))).toBeUndefined();
  expect(requests).toBe(6);
});
