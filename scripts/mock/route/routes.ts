import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import { basePathsOf } from './base-paths.ts';
import { inPlainText, violationHeader, type Reply } from '../http/write-response.ts';
import { routerOf, type Found, type Way } from './router.ts';

/** The target of a request: an operation, an API without an operation for it, or nothing. */
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
  /** Matches the documented paths, plain and below the base paths of `servers`. */
  readonly documented: (path: string) => Found<Operation> | undefined;
  /** Matches below base paths with a variable segment. */
  readonly open: (path: string) => Found<Operation> | undefined;
};
type Match = Found<Operation> & { readonly contract: Contract };

/** The path segment of an API: its name, percent-encoded. */
export const mountOf = (api: string): string => encodeURIComponent(api);

/**
 * Prepares the routes of several APIs. Each API is served below `/<api>`, and at its plain paths if
 * no other API has
 * them; both also below the base paths of its `servers`.
 */
export function loadRoutes(contracts: readonly Contract[]): Routes {
  const served = new Map(contracts.map((contract) => [mountOf(contract.api), servedBy(contract)]));
  const all = [...served.values()];
  return (method, target) => {
    const [path, query] = splitAt(target, target.indexOf('?'));
    const first = splitAt(path, path.indexOf('/', 1))[0].slice(1);
    const named = served.get(first);
    const mounted = named && mountedMatch(named, path.slice(first.length + 1) || '/');
    const [match, ...others] = mounted ? [mounted] : plainMatches(all, path);
    if (match && others.length === 0) return routeTo(match, method, query);
    if (match)
      return { kind: 'nowhere', apis: [match, ...others].map((each) => each.contract.api) };
    const contract = named?.contract ?? nearestTo(first, contracts);
    return contract ? { kind: 'notFound', contract } : { kind: 'nowhere', apis: [] };
  };
}

const splitAt = (text: string, at: number): readonly [string, string] =>
  at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];

function routeTo({ contract, targets, below }: Match, method: string, query: string): Route {
  const byMethod = (name: string) => targets.find((candidate) => candidate.method === name);
  // HEAD gets the response of GET without its body: RFC 9110, section 9.3.2
  const operation = byMethod(method) ?? (method === 'HEAD' ? byMethod('GET') : undefined);
  if (operation) return { kind: 'operation', contract, operation, path: below + query };
  const allowed = [...new Set(targets.map((candidate) => candidate.method))];
  return { kind: 'methodNotAllowed', contract, allowed };
}

const mountedMatch = (served: Served, path: string): Match | undefined =>
  matchOf('documented', served, path) ?? matchOf('open', served, path);

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

/** The reply without an operation: the refusal that the Paths Object documents, else plain text. */
export function refuseRoute(route: Exclude<Route, { kind: 'operation' }>, url: string): Reply {
  if (route.kind === 'nowhere') {
    const why =
      route.apis.length > 0
        ? `${route.apis.join(' and ')} both have this path: ask below /${route.apis.map(mountOf).join('/ or /')}/.`
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

/** The only API that is served, or the only one with a path that starts with the same segment. */
function nearestTo(first: string, contracts: readonly Contract[]): Contract | undefined {
  const similar = contracts.filter(({ operations }) =>
    operations.some(({ path }) => path.split('/')[1] === first),
  );
  const candidates = contracts.length === 1 ? contracts : similar;
  return candidates.length === 1 ? candidates[0] : undefined;
}
