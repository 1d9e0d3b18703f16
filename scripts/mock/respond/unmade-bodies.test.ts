import { expect, test } from 'vitest';
import { startOwnMock } from '../../../conformance/cli/own-mock.ts';
import { loadContract } from '../../../conformance/core/contract/load.ts';
import { run } from '../../../conformance/run/run.ts';
import { description, folderWith } from '../../../conformance/testing.ts';
import { ask, startWith } from '../testing.ts';
import { tellUnmadeBodies } from './unmade-bodies.ts';

const json = (schema: object) => ({
  description: 'It.',
  content: { 'application/json': { schema } },
});
const closed = { additionalProperties: false };
const part = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } };
const never = { type: 'object', allOf: [part], ...closed };
const limits = {
  parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer' } }],
};
const paths = {
  '/never': {
    get: {
      ...{ operationId: 'never', ...limits },
      responses: { 200: json(never), 400: json(part) },
    },
  },
  '/ever': { get: { operationId: 'ever', responses: { 200: json({ ...part, ...closed }) } } },
};
const folder = () => `${folderWith({ 'things.yaml': description(paths) })}/things.yaml`;

test('a success that no body can be made for is a 500 that names the rule', async () => {
  await using mock = await startWith({ things: paths });
  const why =
    /^No valid body can be made for the response 200 of never: "\/id" must not be present: it is not documented \(.*things\.yaml:[\d:]+\)\. Does its schema contradict itself\?$/;
  for (let turn = 0; turn < 2; turn += 1) {
    const { status, headers } = await ask(mock.url, { path: '/never' }, 'GET');
    expect({ status, why: headers['x-contract-unmade'] }).toEqual({
      status: 500,
      why: expect.stringMatching(why),
    });
  }
  const refused = await ask(mock.url, { path: '/never?limit=x' }, 'GET');
  expect([refused.status, refused.json]).toEqual([400, { id: 'value' }]);
  const made = await ask(mock.url, { path: '/ever' }, 'GET');
  expect([made.status, made.json]).toEqual([200, { id: 'value' }]);
});

test('is told at the start, each once', async () => {
  const told: string[] = [];
  await tellUnmadeBodies([loadContract('things', folder())], {
    tell: (problem) => void told.push(problem),
    limit: 60_000,
  });
  expect(told).toEqual([expect.stringMatching(/^No valid body .* 200 of never: /)]);
});

test('the runner judges all other answers of its mock, and every answer of a target', async () => {
  const contract = loadContract('things', folder());
  const mock = await startOwnMock([contract]);
  const judged = async (more: { readonly isMock?: true }) => {
    const assignment = {
      ...{ contract, target: mock.urlOf('things'), values: new Map(), ...more },
      credentials: mock.credentials.get('things')!,
    };
    const { findings, results } = await run([assignment], { timeout: 5000, operations: [] });
    const ofKind = (kind: string) =>
      new Set(
        results.filter(({ verdict }) => verdict.kind === kind).map(({ operation }) => operation),
      );
    const reasons = results.flatMap(({ verdict }) =>
      verdict.kind === 'skip' ? [verdict.reason] : [],
    );
    return { findings, skipped: ofKind('skip'), passed: ofKind('pass'), reasons };
  };
  try {
    const own = await judged({ isMock: true });
    expect(own.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(own.skipped).toEqual(new Set(['never']));
    expect(own.reasons[0]).toMatch(/^the mock has no answer: No valid body can be made /);
    expect(own.passed).toEqual(new Set(['ever', 'never']));
    const other = await judged({});
    expect(other.findings.map(({ check }) => check)).toContain('no-server-error');
  } finally {
    await mock.close();
  }
});
