import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import { pathsOf, serversIn } from '../../../conformance/core/contract/servers.ts';
import { contractAt } from '../../../conformance/core/contract/target-servers.ts';
import { matchPath } from '../../../conformance/core/http/path.ts';
import { belowBase } from '../route/router.ts';
import { mountOf } from '../route/routes.ts';

/** Where the paths of a description are at a real server. */
export type Places = {
  /** The base path of an operation; `undefined` if it is at another host, which gets no requests. */
  readonly baseOf: (operation: Operation) => string | undefined;
  /** The base path of everything else. */
  readonly base: string;
  /** Operations that are at no place there, and why, as sentences without their periods. */
  readonly elsewhere: readonly { readonly operation: Operation; readonly reason: string }[];
};

/** Finds where a description is at a real server, whose base URL stands for its `servers`. */
export function placesAt(contract: Contract, url: string): Places {
  const base = new URL(url).pathname.replace(/\/+$/, '');
  const all = mockedOperations(contract);
  const { operations } = contractAt({ ...contract, operations: all }, url);
  const bases = new Map(operations.map((each) => [keyOf(each), each.base ?? base]));
  const baseOf = (operation: Operation) => bases.get(keyOf(operation));
  const elsewhere = all
    .filter((operation) => baseOf(operation) === undefined)
    .map((operation) => ({
      operation,
      reason: `${operation.id} has servers of its own, and ${url} does not say where they are: the mock responds to it`,
    }));
  return { base, baseOf, elsewhere };
}

const keyOf = ({ method, path }: Operation) => `${method} ${path}`;

/** A requested path, with its query, below the mount of its API and below a base path of `servers`. */
export function pathBelow(contract: Contract, target: string): string {
  const [path = '', ...queries] = target.split('?');
  const query = queries.map((text) => `?${text}`).join('');
  const mount = `/${mountOf(contract.api)}`;
  const isMounted = path === mount || path.startsWith(`${mount}/`);
  return withoutBase(contract, isMounted ? path.slice(mount.length) : path) + query;
}

/** Whether a path is below a base path of the `servers` of a description. */
export const isBelowBase = (contract: Contract, target: string): boolean => {
  const [path = ''] = target.split('?');
  return withoutBase(contract, path) !== path;
};

function withoutBase(contract: Contract, path: string): string {
  const depthOf = (text: string) => text.split('/').length;
  const bases = serversIn(contract.document.root)
    .flatMap(pathsOf)
    .map((base) => base.path)
    .filter((base) => base !== '')
    .toSorted((one, other) => depthOf(other) - depthOf(one));
  for (const base of bases) {
    const below = matchPath(base, path) ? '' : belowBase(base, path);
    if (below !== undefined) return below;
  }
  return path;
}
