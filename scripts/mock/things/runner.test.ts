import { expect, test } from 'vitest';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { schemesOf, type Credentials } from '../../../conformance/core/auth/credentials.ts';
import {
  contractOf,
  unjudged,
  withoutSuccess,
} from '../../../conformance/corpus/stateful/judge.ts';
import type { Report } from '../../../conformance/report/report.ts';
import { run } from '../../../conformance/run/run.ts';
import { startMock } from '../server.ts';
import { loadedFrom, toDoDescription } from './testing.ts';

/** Lets the runner judge a mock with state as it judges any server: with its sequences. */
async function judged(contract: Contract): Promise<Report> {
  const { api } = contract;
  const credentials: Credentials = new Map(
    [...schemesOf(contract)].map((name) => [name, { kind: 'value', value: 'a-credential' }]),
  );
  await using mock = await startMock({
    ...{ contracts: [contract], stateful: true },
    credentials: new Map([[api, credentials]]),
  });
  return await run([{ contract, target: mock.urlOf(api), credentials, values: new Map() }], {
    ...{ timeout: 10_000, operations: [] },
    plan: { maxCases: 12 },
  });
}

const errorsIn = ({ findings }: Report) =>
  findings
    .filter(({ severity }) => severity === 'error')
    .map(({ operation, check, message }) => `${operation}: ${check}: ${message}`);

/** The things to do at paths that end with a slash, as some frameworks want it. */
const slashed = {
  ...toDoDescription,
  paths: Object.fromEntries(
    Object.entries((toDoDescription as { paths: object }).paths).map(([path, item]) => [
      `${path}/`,
      item,
    ]),
  ),
};

test.each([
  { name: 'flat', contract: contractOf('flat') },
  { name: 'nested', contract: contractOf('nested') },
  { name: 'to-do', contract: loadedFrom(toDoDescription) },
  { name: 'to-do with a slash behind each path', contract: loadedFrom(slashed) },
])('the runner finds no error in the state of $name, and reaches all', async ({ contract }) => {
  const report = await judged(contract);
  expect(errorsIn(report)).toEqual([]);
  expect(unjudged(report)).toEqual([]);
  expect(withoutSuccess(report)).toEqual([]);
  expect(report.results.filter(({ id }) => id.includes('/state/')).length).toBeGreaterThan(20);
});
