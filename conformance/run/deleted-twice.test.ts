import { expect, test } from 'vitest';
import { contractOf, description, listen } from '../testing.ts';
import { run } from './run.ts';

const responses = (documented: readonly number[]) =>
  Object.fromEntries(documented.map((status) => [status, { description: 'So.' }]));

/** Judges a server that deletes what there is once, and then answers with a status. */
async function judge(documented: readonly number[], second: number) {
  const contract = contractOf(
    description({
      '/session': { delete: { operationId: 'logOut', responses: responses(documented) } },
    }),
  );
  let deleted = 0;
  await using server = await listen((request, response) => {
    if (request.method !== 'DELETE') return void response.writeHead(405, { allow: 'DELETE' }).end();
    deleted += 1;
    response.writeHead(deleted % 2 === 1 ? 204 : second).end();
  });
  const { findings, results } = await run(
    [{ contract, target: server.url, credentials: new Map(), values: new Map() }],
    { timeout: 60_000, operations: [], plan: { ids: ['logOut/repeat/in-turn'] }, sequences: false },
  );
  return {
    findings: findings.map(({ severity, id }) => `${severity} ${id}`),
    verdicts: results.map(({ verdict }) => verdict.kind),
  };
}

test.each([
  ['the second one finds nothing, as documented', [204, 404], 404, []],
  ['it is gone, as documented', [204, 410], 410, []],
  [
    'it finds nothing, and only another refusal is documented',
    [204, 401],
    404,
    ['warning things/logOut/status-documented/refusal:404'],
  ],
  [
    'it finds nothing, and no refusal is documented',
    [204],
    404,
    ['warning things/logOut/status-documented/refusal:404'],
  ],
  ['the server fails', [204], 500, ['error things/logOut/no-server-error/body:repeat:in-turn']],
  ['it conflicts', [204, 401], 409, ['error things/logOut/status-documented/409']],
])('a thing that is deleted twice: %s', async (_, documented, second, findings) => {
  const { findings: found, verdicts } = await judge(documented, second);
  expect(found).toEqual(findings);
  expect(verdicts).toEqual([findings.some((one) => one.startsWith('error')) ? 'fail' : 'pass']);
});
