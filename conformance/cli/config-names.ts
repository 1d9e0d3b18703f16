import { apis as index } from '../../spec/apis.ts';
import * as checks from '../checks/index.ts';
import { textNamed } from './named-file.ts';
import type { Config, GivenCredentials, TargetConfig } from './config.ts';
import { schemesOf } from '../core/auth/credentials.ts';
import type { Contract } from '../core/contract/model.ts';
import { orNearest } from '../core/nearest.ts';
import { isPath } from '../core/contract/named-contracts.ts';
import { isUrl } from '../core/user-path.ts';
import { UserError } from '../core/user-error.ts';

/**
 * Compares the names of checks and security schemes in a configuration with those that there are.
 * Throws a `UserError` with line and nearest name for an unknown one.
 */
export function checkNamesIn(config: Config, contracts: readonly Contract[]): void {
  const checkIds = Object.values(checks).map(({ id }) => id);
  for (const check of config.severities.keys())
    assertKnown(config, ['severities', check], 'check', checkIds);
  for (const contract of contracts) {
    const target = config.targets.get(contract.api);
    if (target) checkTarget(config, target, contract);
  }
}

function checkTarget(
  config: Config,
  { key, credentials, fetched, credentialsFor, otherUser }: TargetConfig,
  contract: Contract,
): void {
  const path = ['targets', key];
  const { api } = contract;
  const schemes = [...schemesOf(contract)];
  const lists: [string[], Partial<GivenCredentials>][] = [
    [['credentials'], { credentials, fetched }],
    ...[...credentialsFor].map(([selector, given]): (typeof lists)[number] => [
      ['credentialsFor', selector],
      given,
    ]),
    [['otherUser'], otherUser ?? {}],
  ];
  for (const [at, given] of lists)
    for (const scheme of [
      ...Object.keys(given.credentials ?? {}),
      ...(given.fetched?.keys() ?? []),
    ])
      assertKnown(config, [...path, ...at, scheme], `security scheme of ${api}`, schemes);
}

/** Throws a `UserError` if the last name of a path in the configuration is unknown. */
function assertKnown(
  config: Config,
  path: readonly string[],
  kind: string,
  known: readonly string[],
): void {
  const name = path.at(-1)!;
  if (known.includes(name)) return;
  throw new UserError(
    `${config.at(path)}: there is no ${kind} "${name}"${orNearest(name, known)} Known names: ${known.join(', ') || 'none'}.`,
  );
}

/**
 * Throws a `UserError` with file, line and the nearest name for a target that is no API of the run
 * or the index and no path of a description, so that no target is ignored by mistake.
 * @param apis the names of the run's APIs
 */
export function checkTargetKeys(config: Config, apis: readonly string[]): void {
  const known = [...new Set([...apis, ...Object.keys(index)])];
  for (const [api, { key }] of config.targets) {
    // a configuration may serve several runs: another description is fine
    if (known.includes(api) || isUrl(key)) continue;
    if (isPath(key)) {
      textNamed(key, { place: config.at(['targets', key]), what: 'the description' });
      continue;
    }
    throw new UserError(
      `${config.at(['targets', key])}: there is no API "${key}" in this run${orNearest(key, known)} Known names: ${known.join(', ')}. The path of a description works too.`,
    );
  }
}

/** The ids in a baseline that no finding can have. */
export function strangeIds(
  entries: readonly { readonly id: string }[],
  contracts: readonly Contract[],
): string[] {
  const isCheck = (check: string | undefined) =>
    Object.values(checks).some(({ id }) => id === check);
  return entries
    .map(({ id }) => id)
    .filter((id) => {
      const [api = '', operation, check] = id.split('/');
      const contract = contracts.find((one) => one.api === api);
      const isApi = contract !== undefined || Object.hasOwn(index, api);
      return (
        !isApi ||
        !isCheck(check) ||
        (contract !== undefined && !contract.operations.some((one) => one.id === operation))
      );
    });
}
