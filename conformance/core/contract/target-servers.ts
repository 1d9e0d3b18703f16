import { matchPath } from '../http/path.ts';
import { isDeepStrictEqual } from 'node:util';
import type { Contract, Operation } from './model.ts';
import { hostOf, ownServers, pathsOf, serversIn } from './servers.ts';

type Server = Parameters<typeof pathsOf>[0];

/**
 * A contract at a target, which stands for the servers of the description. An operation with servers
 * of its own gets its base path at the target, or is left out: nothing is sent to another host.
 * @see https://spec.openapis.org/oas/v3.1.1.html#fixed-fields-7
 */
export function contractAt(contract: Contract, target: string): Contract {
  const shared = serversIn(contract.document.root);
  const operations: Operation[] = [];
  const unsupported = [...contract.unsupported];
  for (const operation of contract.operations) {
    const own = ownServers(contract, operation);
    if (own === undefined || own.length === 0 || isDeepStrictEqual(own, shared)) {
      operations.push(operation);
      continue;
    }
    const base = baseAt(new URL(target), own, shared);
    if (base !== undefined) operations.push({ ...operation, base });
    else unsupported.push({ source: operation.source, reason: reasonOf(operation, own, target) });
  }
  return { ...contract, operations, unsupported };
}

/** The base path of the first server that is at the target; `undefined` if none is. */
function baseAt(
  target: URL,
  own: readonly Server[],
  shared: readonly Server[],
): string | undefined {
  const path = target.pathname.replace(/\/+$/, '');
  const hosts = new Set(shared.map(hostOf));
  for (const server of own) {
    const [base] = pathsOf(server).filter(({ isOpen }) => !isOpen);
    if (!base) continue;
    const host = hostOf(server);
    // the target names this server itself
    if (host === target.host) return path.endsWith(base.path) ? path : base.path;
    const before = host === undefined || hosts.has(host) ? beforeBase(path, shared) : undefined;
    if (before !== undefined) return `${before}${base.path}`;
  }
  return undefined;
}

/** The path of a target without the base path of the description; `undefined` if it has another. */
function beforeBase(path: string, shared: readonly Server[]): string | undefined {
  const bases = shared.length === 0 ? [''] : shared.flatMap(pathsOf).map((base) => base.path);
  const depthOf = (text: string) => text.split('/').length - 1;
  const deepestFirst = bases.toSorted((one, other) => depthOf(other) - depthOf(one));
  for (const base of deepestFirst) {
    const segments = path.split('/');
    const at = segments.length - depthOf(base);
    const end = segments.slice(at).map((segment) => `/${segment}`);
    if (at > 0 && (base === '' || matchPath(base, end.join(''))))
      return segments.slice(0, at).join('/');
  }
  return undefined;
}

function reasonOf({ id }: Operation, own: readonly Server[], target: string): string {
  const urls = own.map(({ url }) => String(url)).join(', ');
  return `${id}: it has servers of its own (${urls}), and ${target} does not say where they are. Nothing is sent to another host: check it alone, with one of them as --target.`;
}
