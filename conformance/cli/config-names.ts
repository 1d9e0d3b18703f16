import { existsSync } from 'node:fs';
import { apis as index } from '../../spec/apis.ts';
import { schemaLocationsOf } from '../generators/schema-locations.ts';
import { plainRequest } from '../core/instances/plain-request.ts';
import * as checks from '../checks/index.ts';
import type { Config, TargetConfig } from './config.ts';
import { schemesOf } from '../core/auth/credentials.ts';
import type { Contract, Operation } from '../core/contract/model.ts';
import { orNearest } from '../core/nearest.ts';
import { isPath } from '../core/contract/named-contracts.ts';
import { userPath } from '../core/user-path.ts';
import { UserError } from '../core/user-error.ts';

/**
 * Compares the names in a configuration with those of contracts and checks. Throws a `UserError`
 * with line and nearest name for an unknown one. An undocumented place of a request is only a
 * warning: many contracts allow other members.
 */
export function checkNamesIn(
  config: Config,
  contracts: readonly Contract[],
  warn: (message: string) => void,
): void {
  const checkIds = Object.values(checks).map(({ id }) => id);
  for (const check of config.severities.keys())
    assertKnown(config, ['severities', check], 'check', checkIds);
  for (const contract of contracts) {
    const target = config.targets.get(contract.api);
    if (target) checkTarget(config, target, contract, warn);
  }
}

function checkTarget(
  config: Config,
  { key, credentials, fetched, values }: TargetConfig,
  contract: Contract,
  warn: (message: string) => void,
): void {
  const path = ['targets', key];
  const { api, operations } = contract;
  const schemes = [...schemesOf(contract)];
  const ids = operations.map(({ id }) => id);
  for (const scheme of [...Object.keys(credentials), ...fetched.keys()])
    assertKnown(config, [...path, 'credentials', scheme], `security scheme of ${api}`, schemes);
  for (const [id, places] of values) {
    assertKnown(config, [...path, 'values', id], `operation of ${api}`, ids);
    const known = placesOf(operations.find((operation) => operation.id === id)!);
    for (const place of places.keys()) {
      if (known.includes(place.replace(/^\$request\.body#/, ''))) continue;
      warn(
        `${config.at([...path, 'values', id, place])}: the operation ${id} documents no ${place}${orNearest(place, known)} It is sent anyway.`,
      );
    }
  }
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
    // a configuration may serve several runs: the path of another description is fine
    if (known.includes(api) || (isPath(key) && existsSync(userPath(key)))) continue;
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

/** The places of an operation's requests, as `values` names them. */
function placesOf(operation: Operation): string[] {
  const inBody = schemaLocationsOf(operation, plainRequest(operation))
    .filter((location) => location.in === 'body' && location.pointer !== '')
    .map(({ pointer }) => pointer);
  return [
    ...operation.parameters.map(({ in: place, name }) => `$request.${place}.${name}`),
    ...inBody,
  ];
}
