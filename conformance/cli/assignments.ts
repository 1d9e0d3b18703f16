import { complain } from '../core/print.ts';
import type { Contract } from '../core/contract/model.ts';
import type { NamedApi } from '../core/contract/named-contracts.ts';
import { UserError } from '../core/user-error.ts';
import type { FetchOptions } from '../run/fetchers.ts';
import type { LoadedHooks } from '../run/hooks.ts';
import type { Assignment } from '../run/run.ts';
import type { Config } from './config.ts';
import type { FlagValues } from './flags.ts';
import { credentialsFor, fetchAll } from './credentials.ts';
import { invocationOf } from './invocation.ts';
import { loadHooks } from './load-hooks.ts';
import { textNamed } from './named-file.ts';
import { startOwnMock } from './own-mock.ts';
import type { Settings } from './settings.ts';
import { targetsOf } from './targets.ts';

/** What the user wants checked, and where. */
export type Wanted = {
  readonly named: readonly NamedApi[];
  /** What the descriptions have, and what of them is checked, API by API. */
  readonly described: readonly Contract[];
  readonly contracts: readonly Contract[];
  readonly config: Config;
  readonly flags: FlagValues;
  /** Ids of the operations to check; all where there are none. */
  readonly operations: readonly string[];
  readonly settings: Settings;
};

/** The assignments of a run. Disposing of them stops the mock, if one was started. */
export type Assignments = AsyncDisposable & { readonly list: readonly Assignment[] };

/**
 * Gives each contract its target, from a flag or the configuration; if neither names one, starts a
 * mock for all. Fetches what credentials are to be fetched. Throws a `UserError` for a contract without
 * a target or without credentials, and for hooks that can't be loaded.
 */
export async function assignmentsFor(wanted: Wanted, sending: FetchOptions): Promise<Assignments> {
  const hooks = new Map<string, LoadedHooks>();
  for (const { api } of wanted.contracts) {
    const file = wanted.flags.hooks ?? hooksNamed(wanted.config, api);
    if (file !== undefined) hooks.set(api, await loadHooks(file));
  }
  const assignments = await withTargets(wanted, sending);
  const list = assignments.list.map((assignment): Assignment => {
    const own = hooks.get(assignment.contract.api);
    return own ? { ...assignment, hooks: own } : assignment;
  });
  return { ...assignments, list };
}

/** The module of hooks that the configuration names. Throws a `UserError` if it can't be read. */
function hooksNamed(config: Config, api: string): string | undefined {
  const { key = api, hooks } = config.targets.get(api) ?? {};
  if (hooks === undefined) return undefined;
  textNamed(hooks, { place: config.at(['targets', key, 'hooks']), what: 'the module of hooks' });
  return hooks;
}

async function withTargets(wanted: Wanted, sending: FetchOptions): Promise<Assignments> {
  const { named, contracts, config, settings, flags } = wanted;
  const targets = targetsOf(flags.target, named, config);
  if (targets.size === 0 && !config.namesTarget) {
    warnOfUnusedCredentials(config, named);
    return mockAssignments(wanted);
  }
  const list = contracts.map((contract, index): Assignment => {
    const { url: target, shown } = targets.get(contract.api) ?? {};
    if (target === undefined)
      throw new UserError(
        `There is no target for ${contract.api}: add --target ${contract.api}=URL, or name the APIs to check.`,
      );
    const own = settings.get(contract.api)!;
    const invocation = invocationOf(named[index]!, flags);
    return {
      contract,
      target,
      ...(shown === undefined ? {} : { shown }),
      ...credentialsFor(contract, {
        ...wanted,
        configFile: flags.config,
        fetching: { ...sending, target, tell: complain },
        described: wanted.described[index]!.operations,
      }),
      invocation,
      ...own,
    };
  });
  for (const assignment of list) await fetchAll(assignment, wanted.operations);
  return { list, [Symbol.asyncDispose]: async () => undefined };
}

async function mockAssignments(wanted: Wanted): Promise<Assignments> {
  const { named, contracts, settings, flags } = wanted;
  const mock = await startOwnMock(contracts);
  const list = contracts.map(
    (contract, index): Assignment => ({
      contract,
      invocation: invocationOf(named[index]!, flags),
      target: mock.urlOf(contract.api),
      isMock: true,
      credentials: mock.credentials.get(contract.api)!,
      ...settings.get(contract.api)!,
    }),
  );
  return { list, [Symbol.asyncDispose]: () => mock[Symbol.asyncDispose]() };
}

/** Warns of unused credentials: the mock has credentials of its own. */
function warnOfUnusedCredentials(config: Config, named: readonly NamedApi[]): void {
  for (const { api } of named) {
    const target = config.targets.get(api);
    const { key = api, credentials = {}, credentialsFor = new Map(), otherUser } = target ?? {};
    const isGiven = Object.keys(credentials).length > 0 || target?.fetched.size;
    if (isGiven || credentialsFor.size > 0 || otherUser)
      complain(
        `note: ${config.at(['targets', key])}: "${key}" has no url, and no --target is given: the run checks the mock and ignores these credentials`,
      );
  }
}
