import { expect, test } from 'vitest';
import type { Check } from '../../../conformance/checks/check.ts';
import * as checks from '../../../conformance/checks/index.ts';
import { described, startByHand } from '../../../conformance/corpus/subjects.ts';
import { description, contractOf, jsonBody } from '../../../conformance/testing.ts';
import { run } from '../../../conformance/run/run.ts';
import { apis } from '../../../spec/apis.ts';
import { planFor, type OperationPlan } from './operation-plan.ts';
import { applicableChecks } from './applicable-checks.ts';

test('what is said to be judged is what a run judges', async () => {
  const server = await startByHand();
  try {
    const own = described.filter(({ api }) => api in apis);
    const assignments = own.map(({ api, contract, credentials }) => ({
      ...{ api, contract: contract(), target: server.url, credentials, values: new Map() },
    }));
    const { operations } = await run(assignments, { timeout: 60_000, operations: [] });
    for (const { api, id, checks: judged } of operations) {
      const contract = assignments.find((one) => one.api === api)!.contract;
      const operation = contract.operations.find((one) => one.id === id)!;
      const plan = planFor(operation, contract) as OperationPlan;
      const said = applicableChecks({ operation, hasSteps: false, plan })
        .filter(({ whyNot }) => whyNot === undefined)
        .map(({ check }) => check.id);
      // a server of this API answers with another status than 401 or 405
      const seldom = ['challenge-with-401', 'allow-with-405'];
      const without = (ids: readonly string[]) =>
        ids.filter((each) => !seldom.includes(each)).sort();
      expect([id, without(said)]).toEqual([id, without(Object.keys(judged))]);
    }
    expect(operations).toHaveLength(5);
  } finally {
    await server.close();
  }
});

test('each check that an operation has no use for says why', () => {
  const [bare] = contractOf(
    description({
      '/things': { get: { operationId: 'get', responses: { 204: { description: '' } } } },
    }),
  ).operations;
  const found = new Map(
    applicableChecks({ operation: bare!, hasSteps: false }).map(({ check, whyNot }) => [
      check.id,
      whyNot,
    ]),
  );
  expect([...found.keys()]).toEqual((Object.values(checks) as Check[]).map(({ id }) => id));
  expect(found.get('body-matches-schema')).toBe('checkNeedsSchema');
  expect(found.get('credentials-required')).toBe('checkNeedsCredentials');
  expect(found.get('created-shown')).toBe('checkNeedsThings');
  expect(found.get('invalid-refused')).toBe('checkNeedsRules');
  expect(found.get('no-server-error')).toBeUndefined();
});

test('an operation with things and a body is judged by those checks', () => {
  const [full] = contractOf(
    description({
      '/things': {
        post: {
          operationId: 'make',
          requestBody: jsonBody({ type: 'object' }),
          responses: { 201: { description: '', ...jsonBody({ type: 'object' }) } },
        },
      },
    }),
  ).operations;
  const whyNot = new Map(
    applicableChecks({ operation: full!, hasSteps: true }).map(({ check, whyNot: why }) => [
      check.id,
      why,
    ]),
  );
  for (const id of ['created-shown', 'lenient-json', 'body-parses', 'invalid-refused'])
    expect([id, whyNot.get(id)]).toEqual([id, undefined]);
});
