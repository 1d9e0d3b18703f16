import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import { basePathsOf } from './base-paths.ts';
import { inPlainText, violationHeader, type Reply } from '../http/write-response.ts';
import { routerOf, type Found, type Way } from './router.ts';

/** Where a request leads: to an operation, to an API that has none for it, or nowhere. */
export type Route =
  | {
      readonly kind: 'operation';
      readonly contract: Contract;
      readonly operation: Operation;
      readonly path: string;
    }
  | { readonly kind: 'notFound'; readonly contract: Contract }
  | {
      readonly kind: 'methodNotAllowed';
      readonly contract: Contract;
      readonly allowed: readonly string[];
    }
  | { readonly kind: 'nowhere'; readonly apis: readonly string[] };

/** Finds the operation for a method and a path (with its query). */
export type Routes = (method: string, target: string) => Route;

type Served = {
  readonly contract: Contract;
  /** At the documented paths, and below the base paths of `servers`. */
  readonly documented: (path: string) => Found<Operation> | undefined;
  /** Below base paths with a segment in which anything may stand. */
  readonly open: (path: string) => Found<Operation> | undefined;
};
type Match = Found<Operation> & { readonly contract: Contract };

/**
 * Prepares the routes of several APIs. Each is served below `/<api>`, and at its plain paths where no other API has
 * them; in both places below the base paths of its `servers` too.
 */
export function loadRoutes(contracts: readonly Contract[]): Routes {
  const served = new Map(contracts.map((contract) => [contract.api, servedBy(contract)]));
  const all = [...served.values()];
  return (method, target) => {
    const at = target.indexOf('?');
    const path = at < 0 ? target : target.slice(0, at);
    const end = path.indexOf('/', 1);
    const first = end < 0 ? path.slice(1) : path.slice(1, end);
    const named = served.get(first);
    const mounted =
      named &&
      (matchOf('documented', named, path.slice(first.length + 1) || '/') ??
        matchOf('open', named, path.slice(first.length + 1) || '/'));
    const matches = mounted ? [mounted] : plainMatches(all, path);
    const [match] = matches;
    if (!match) {
      const contract = named?.contract ?? nearestTo(first, contracts);
      return contract ? { kind: 'notFound', contract } : { kind: 'nowhere', apis: [] };
    }
    if (matches.length > 1)
      return { kind: 'nowhere', apis: matches.map(({ contract }) => contract.api) };
    const { contract, targets, below } = match;
    // where GET will do, HEAD asks for the same answer without its body: RFC 9110, section 9.3.2
    const operation =
      targets.find((candidate) => candidate.method === method) ??
      (method === 'HEAD' ? targets.find((candidate) => candidate.method === 'GET') : undefined);
    if (!operation)
      return {
        kind: 'methodNotAllowed',
        contract,
        allowed: [...new Set(targets.map((candidate) => candidate.method))],
      };
    return {
      kind: 'operation',
      contract,
      operation,
      path: at < 0 ? below : below + target.slice(at),
    };
  };
}

function servedBy(contract: Contract): Served {
  const plain = contract.operations.map(
    (operation): Way<Operation> => ({ base: '', template: operation.path, target: operation }),
  );
  const below = contract.operations.flatMap((operation) =>
    basePathsOf(contract, operation).map(({ path, isOpen }) => ({
      isOpen,
      way: { base: path, template: operation.path, target: operation },
    })),
  );
  const ways = (isOpen: boolean) =>
    below.filter((base) => base.isOpen === isOpen).map(({ way }) => way);
  return { contract, documented: routerOf([...plain, ...ways(false)]), open: routerOf(ways(true)) };
}

function matchOf(
  kind: 'documented' | 'open',
  { contract, [kind]: find }: Served,
  path: string,
): Match | undefined {
  const found = find(path);
  return found && { ...found, contract };
}

function plainMatches(all: readonly Served[], path: string): Match[] {
  const found = all.flatMap((served) => matchOf('documented', served, path) ?? []);
  return found.length > 0 ? found : all.flatMap((served) => matchOf('open', served, path) ?? []);
}

/** What a request gets that reaches no operation: what the Paths Object documents for it, else our own words. */
export function refuseRoute(route: Exclude<Route, { kind: 'operation' }>, url: string): Reply {
  if (route.kind === 'nowhere') {
    const why =
      route.apis.length > 0
        ? `${route.apis.join(' and ')} both have this path: ask below /${route.apis.join('/ or /')}/.`
        : `No API that is served here has this path. See ${url}/ for those that are.`;
    return inPlainText(404, `${why}\n`, why);
  }
  const why =
    route.kind === 'notFound'
      ? `${route.contract.api} has no such path`
      : `the path takes ${route.allowed.join(', ')}`;
  const allow = route.kind === 'notFound' ? {} : { allow: route.allowed.join(', ') };
  const headers = { ...violationHeader(why), ...allow };
  const refusal = route.contract.pathsRefusals.get(route.kind);
  if (!refusal) return inPlainText(route.kind === 'notFound' ? 404 : 405, `${why}\n`, why, headers);
  return {
    status: refusal.status,
    headers: { ...headers, 'content-type': refusal.mediaType },
    body: JSON.stringify(refusal.value),
    logFields: { api: route.contract.api, violation: why },
  };
}

/** The one API whose paths begin as this one does, or the only API that is served. */
function nearestTo(first: string, contracts: readonly Contract[]): Contract | undefined {
  const similar = contracts.filter(({ operations }) =>
    operations.some(({ path }) => path.split('/')[1] === first),
  );
  const candidates = contracts.length === 1 ? contracts : similar;
  return candidates.length === 1 ? candidates[0] : undefined;
}
