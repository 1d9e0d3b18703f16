import {
  findApis,
  loadContracts,
  withOverlays,
} from '../../conformance/core/contract/named-contracts.ts';
import type { Contract } from '../../conformance/core/contract/model.ts';
import { apis } from '../../spec/apis.ts';
import { ControlMistake } from './control/mistake.ts';
import * as server from './server.ts';
import { readRules } from './state/scenario-rules.ts';

export type { MockRequests, RecordedRequest, Verdict } from './control/requests.ts';
export type { MockScenario } from './control/scenario.ts';
export type { KeptThing, MockState } from './control/state.ts';
export type { PassThrough } from './pass-through/options.ts';

/** How a mock is started from a program. The members match the flags of the command. */
export type MockOptions = Omit<server.MockOptions, 'contracts' | 'scenario' | 'seedData'> & {
  /** Paths of descriptions or of folders with some, URLs, or names of `spec/apis.ts`. Default: the folder `spec/`. */
  readonly descriptions?: string | readonly string[];
  /** The paths of overlays that change the only description. */
  readonly overlays?: readonly string[];
  /** Header fields for fetching descriptions by URL, such as `Authorization: Bearer ${TOKEN}`. */
  readonly headers?: readonly string[];
  /** The rules of the start, as a file of `--scenario` has them. */
  readonly scenario?: readonly object[];
  /** The things of the start, as a file of `--seed-data` has them: a list for each path that lists them. */
  readonly seedData?: { readonly [path: string]: unknown };
};

/** A mock that listens. */
export type Mock = Omit<server.Mock, 'reload'>;

/**
 * Starts a mock and resolves when it listens, on any free port unless `port` says which.
 *
 * ```ts
 * await using mock = await startMock({ descriptions: 'petstore.yaml' });
 * await fetch(`${mock.url}/pets`);
 * ```
 *
 * Throws an error with the way out, such as for a description that can't be read or a port that is used.
 */
export async function startMock({
  descriptions = [],
  overlays = [],
  headers = [],
  scenario,
  seedData,
  ...options
}: MockOptions = {}): Promise<Mock> {
  const named = await findApis(apis, [descriptions].flat(), headers);
  const contracts = loadContracts(withOverlays(named, overlays));
  return await server.startMock({
    ...options,
    contracts,
    ...(scenario === undefined ? {} : { scenario: rulesOf(scenario, contracts) }),
    ...(seedData === undefined ? {} : { seedData: await seedsOf(seedData, contracts) }),
  });
}

function rulesOf(written: readonly object[], contracts: readonly Contract[]) {
  const read = readRules(written, contracts);
  if ('rules' in read) return read.rules;
  throw new ControlMistake(read.problem, ['scenario', ...read.at]);
}

async function seedsOf(written: object, contracts: readonly Contract[]) {
  const { readSeedData } = await import('./things/seed-data.ts');
  const read = readSeedData(written, contracts);
  if ('seedData' in read) return read.seedData;
  throw new ControlMistake(read.problem, ['seedData', ...read.at]);
}
