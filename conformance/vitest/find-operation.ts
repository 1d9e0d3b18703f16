import { apis } from '../../spec/apis.ts';
import type { Contract, Operation } from '../core/contract/model.ts';
import { namedContracts } from '../core/contract/named-contracts.ts';
import { orNearest } from '../core/nearest.ts';
import { UserError } from '../core/user-error.ts';

/** Loaded contracts: reading one takes longer than judging a response. */
const loaded = new Map<string, Contract>();

/**
 * Finds an operation by its id and by the name of its API or the path of its description. Throws a
 * `UserError` that names the nearest one.
 */
export function findOperation(
  api: string,
  operationId: string,
): { readonly contract: Contract; readonly operation: Operation } {
  const contract = contractNamed(api);
  const operation = contract.operations.find(({ id }) => id === operationId);
  if (operation) return { contract, operation };
  const skipped = contract.unsupported.find(({ reason }) => reason.startsWith(`${operationId}: `));
  if (skipped) throw new UserError(`${contract.at(skipped.source)}: ${skipped.reason}.`);
  const ids = contract.operations.map(({ id }) => id);
  throw new UserError(
    `${contract.api} has no operation "${operationId}"${orNearest(operationId, ids)} It has ${ids.join(', ')}.`,
  );
}

function contractNamed(name: string): Contract {
  const known = loaded.get(name);
  if (known) return known;
  const isPath = /[/\\.]/.test(name);
  if (!isPath && !Object.hasOwn(apis, name)) {
    const names = Object.keys(apis);
    throw new UserError(
      `There is no API "${name}"${orNearest(name, names)} There are ${names.join(', ')}; the path of an OpenAPI description works too.`,
    );
  }
  const [contract] = namedContracts(apis, [name]);
  loaded.set(name, contract!);
  return contract!;
}
