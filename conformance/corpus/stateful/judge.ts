import { parse } from 'yaml';
import { readFileSync } from 'node:fs';
import { loadContract } from '../../core/contract/load.ts';
import type { Contract } from '../../core/contract/model.ts';
import type { Credentials } from '../../core/auth/credentials.ts';
import type { Report } from '../../report/report.ts';
import { run, type RunOptions } from '../../run/run.ts';
import { folderWith } from '../../testing.ts';
import type { StateFault } from './fault.ts';
import { statefulServers } from './servers.ts';
import type { StatefulServer } from './serve.ts';

type Name = StateFault['server'];

const contracts = new Map<Name, Contract>();

/** The contract of a stateful server, as it is written. */
export function contractOf(name: Name): Contract {
  const known = contracts.get(name) ?? loadContract(name, statefulServers[name].description);
  contracts.set(name, known);
  return known;
}

/** The same contract with its paths and their methods in another order. */
export function shuffled(name: Name, seed: number): Contract {
  const description: Node = parse(readFileSync(statefulServers[name].description, 'utf8'));
  const random = randomFrom(seed);
  const mixed = (node: Node): Node =>
    Object.fromEntries(
      Object.entries(node)
        .map((entry) => [random(), entry] as const)
        .toSorted(([one], [other]) => one - other)
        .map(([, entry]) => entry),
    );
  const paths = Object.entries(mixed(description.paths as Node)).map(
    ([path, item]) => [path, mixed(item as Node)] as const,
  );
  const text = JSON.stringify({ ...description, paths: Object.fromEntries(paths) });
  return loadContract(name, `${folderWith({ 'openapi.json': text })}/openapi.json`);
}

type Node = { readonly [member: string]: unknown };

/** Numbers from 0 to 1 that depend on the seed only. */
function randomFrom(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const credentialsOf = (token: string): Credentials =>
  new Map([['token', { kind: 'value', value: token }]]);

/** Lets the runner judge a stateful server, with the credentials of each user that it has. */
export function judge(
  contract: Contract,
  { url, tokens: [token = '', other] }: StatefulServer,
  options: Partial<RunOptions> = {},
): Promise<Report> {
  return run(
    [
      {
        contract,
        target: url,
        credentials: credentialsOf(token),
        ...(other === undefined ? {} : { otherCredentials: credentialsOf(other) }),
        values: new Map(),
      },
    ],
    { timeout: 10_000, operations: [], ...options },
  );
}

/** The findings that accuse the server, one line each. */
export const accusations = ({ findings }: Report): string[] =>
  findings
    .filter(({ severity }) => severity !== 'notice')
    .map(({ check, operation, message, case: id }) => `${operation}: ${check}: ${message} (${id})`);

/** The operations that never had a success. */
export const withoutSuccess = ({ operations }: Report): string[] =>
  operations
    .filter(({ answers }) => !Object.keys(answers).some((status) => status.startsWith('2')))
    .map(({ id }) => id);

/** What could not be judged, and why. */
export const unjudged = ({ apis, results }: Report): string[] => [
  ...apis.flatMap(({ error }) => error ?? []),
  ...results.flatMap(({ id, verdict }) =>
    verdict.kind === 'error' ? [`${id}: ${verdict.reason}`] : [],
  ),
];
