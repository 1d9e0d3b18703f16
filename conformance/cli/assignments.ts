import { complain } from '../core/print.ts';
import { alternativeFor, type Credentials } from '../core/auth/credentials.ts';
import { howToGive, readCredentials } from '../core/auth/read-credentials.ts';
import { shortest } from '../core/auth/redact.ts';
import type { Contract } from '../core/contract/model.ts';
import type { NamedApi } from '../core/contract/named-contracts.ts';
import { UserError } from '../core/user-error.ts';
import type { Invocation } from '../run/reproduce.ts';
import type { Assignment } from '../run/run.ts';
import { wantedOperations } from '../run/schedule.ts';
import type { Config } from './config.ts';
import { startOwnMock } from './own-mock.ts';
import type { Settings } from './settings.ts';
import { targetsOf } from './targets.ts';

/** What the user wants checked, and where. */
export type Wanted = {
  readonly named: readonly NamedApi[];
  readonly contracts: readonly Contract[];
  readonly config: Config;
  /** The configuration's file as the user typed it, for messages. */
  readonly configFile: string | undefined;
  /** The values of `--target`. */
  readonly targets: readonly string[];
  /** Ids of the operations to check; all where there are none. */
  readonly operations: readonly string[];
  readonly settings: Settings;
};

/** The assignments of a run. Disposing of them stops the mock, if one was started. */
export type Assignments = AsyncDisposable & { readonly list: readonly Assignment[] };

/**
 * Gives each contract its target, from a flag or the configuration; if neither names one, starts a
 * mock for all. Throws a `UserError` for a contract without a target or without credentials.
 */
export async function assignmentsFor(wanted: Wanted): Promise<Assignments> {
  const { named, contracts, config } = wanted;
  const targets = targetsOf(wanted.targets, named, config);
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
    const credentials = credentialsFor(contract, wanted);
    const invocation = invocationOf(wanted, index);
    return {
      contract,
      target,
      ...(shown === undefined ? {} : { shown }),
      credentials,
      invocation,
      ...wanted.settings.get(contract.api)!,
    };
  });
  return { list, [Symbol.asyncDispose]: async () => undefined };
}

async function mockAssignments(wanted: Wanted): Promise<Assignments> {
  const { contracts, settings } = wanted;
  const mock = await startOwnMock(contracts);
  const list = contracts.map(
    (contract, index): Assignment => ({
      contract,
      invocation: invocationOf(wanted, index),
      target: mock.urlOf(contract.api),
      isMock: true,
      credentials: mock.credentials.get(contract.api)!,
      ...settings.get(contract.api)!,
    }),
  );
  return { list, [Symbol.asyncDispose]: () => mock[Symbol.asyncDispose]() };
}

const invocationOf = ({ named, configFile }: Wanted, index: number): Invocation => ({
  api: named[index]!.typed,
  config: configFile,
});

/** Warns of unused credentials: the mock has credentials of its own. */
function warnOfUnusedCredentials(config: Config, named: readonly NamedApi[]): void {
  for (const { api } of named) {
    const { key, credentials } = config.targets.get(api) ?? { key: api, credentials: {} };
    if (Object.keys(credentials).length > 0)
      complain(
        `note: ${config.at(['targets', key])}: "${key}" has no url, and no --target is given: the run checks the mock and ignores these credentials`,
      );
  }
}

/** The credentials for a live target. Throws a `UserError` if an operation lacks one. */
function credentialsFor(
  contract: Contract,
  { config, operations, configFile, settings }: Wanted,
): Credentials {
  const { credentials: written = {}, variables = new Map() } =
    config.targets.get(contract.api) ?? {};
  const credentials = readCredentials(contract, written, process.env, { configFile, variables });
  for (const [scheme, credential] of credentials) {
    if (credential.kind === 'value' && credential.value.length < shortest)
      complain(
        `note: the credential of ${contract.api}'s security scheme "${scheme}" is shorter than ${shortest} characters: reports can't hide it`,
      );
  }
  const lacking = wantedOperations({ contract, ...settings.get(contract.api)! }, operations).find(
    (operation) => !alternativeFor(operation, credentials),
  );
  if (lacking) {
    const scheme = lacking.security[0]!.find(({ name }) => !credentials.has(name))!.name;
    throw new UserError(
      `${contract.api} ${lacking.id} needs a credential for its security scheme "${scheme}": ${howToGive(contract, scheme)}.`,
    );
  }
  return credentials;
}
