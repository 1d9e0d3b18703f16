import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import { basePathsOf } from '../../../conformance/core/contract/servers.ts';
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

type Find = (path: string) => Found<Operation> | undefined;
/**
 * An API, and two ways to find its operations: by the documented paths, plain and below the base
 * paths of `servers`, and below base paths with a variable segment.
 */
type Served = { readonly contract: Contract; readonly documented: Find; readonly open: Find };
type Match = Found<Operation> & { readonly contract: Contract };

/** The path segment of an API: its name, percent-encoded. */
export const mountOf = (api: string): string => encodeURIComponent(api);

/**
 * Prepares the routes of several APIs. Each API is served below `/<api>`, and at its plain paths if
 * no other API has them; both also below the base paths of its `servers`.
 */
export function loadRoutes(contracts: readonly Contract[]): Routes {
  const served = new Map(contracts.map((contract) => [mountOf(contract.api), servedBy(contract)]));
  const all = [...served.values()];
  return (method, target) => {
    const [path, query] = splitAt(target, target.indexOf('?'));
    const first = splitAt(path, path.indexOf('/', 1))[0].slice(1);
    const named = served.get(first);
    const mounted = named ? matchesIn([named], path.slice(first.length + 1) || '/') : [];
    const matches = mounted.length > 0 ? mounted : matchesIn(all, path);
    const [match] = matches;
    if (matches.length > 1)
      return { kind: 'nowhere', apis: matches.map(({ contract }) => contract.api) };
    if (match) return routeTo(match, method, query);
    const contract = named?.contract ?? nearestTo(first, contracts);
    return contract ? { kind: 'notFound', contract } : { kind: 'nowhere', apis: [] };
  };
}

const splitAt = (text: string, at: number): readonly [string, string] =>
  at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];

function servedBy(contract: Contract): Served {
  const operations = mockedOperations(contract);
  const ways = (isOpen: boolean) =>
    operations.flatMap((operation) =>
      basePathsOf(contract, operation)
        .filter((base) => base.isOpen === isOpen)
        .map((base) => wayTo(base.path, operation)),
    );
  const plain = operations.map((operation) => wayTo('', operation));
  return { contract, documented: routerOf([...plain, ...ways(false)]), open: routerOf(ways(true)) };
}

const wayTo = (base: string, operation: Operation): Way<Operation> => ({
  base,
  template: operation.path,
  target: operation,
});

/** The matches of a path, at most one for each API. Documented paths are preferred. */
function matchesIn(apis: readonly Served[], path: string): Match[] {
  const by = (kind: 'documented' | 'open') =>
    apis.flatMap(({ contract, [kind]: find }) => {
      const found = find(path);
      return found ? [{ ...found, contract }] : [];
    });
  const documented = by('documented');
  return documented.length > 0 ? documented : by('open');
}

function routeTo({ contract, targets, below }: Match, method: string, query: string): Route {
  const byMethod = (name: string) => targets.find((candidate) => candidate.method === name);
  // HEAD gets the response of GET without its body: RFC 9110, section 9.3.2
  const operation = byMethod(method) ?? (method === 'HEAD' ? byMethod('GET') : undefined);
  if (operation) return { kind: 'operation', contract, operation, path: below + query };
  const methods = targets.map((candidate) => candidate.method);
  return { kind: 'methodNotAllowed', contract, allowed: allowedOn(methods) };
}

/**
 * The methods that a path takes, with those that the mock adds to the documented ones.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.1
 */
const allowedOn = (methods: readonly string[]): string[] => [
  ...new Set([...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS']),
];

/** The only served API, or the only one with a path that starts with the same segment. */
function nearestTo(first: string, contracts: readonly Contract[]): Contract | undefined {
  const similar = contracts.filter((contract) =>
    mockedOperations(contract).some(({ path }) => path.split('/')[1] === first),
  );
  const candidates = contracts.length === 1 ? contracts : similar;
  return candidates.length === 1 ? candidates[0] : undefined;
}

/**
 * The reply without an operation: the refusal that the Paths Object documents, else plain text.
 * `page` is the URL of the page that lists all paths.
 */
export function refuseRoute(route: Exclude<Route, { kind: 'operation' }>, page: string): Reply {
  if (route.kind === 'nowhere') {
    const why =
      route.apis.length > 0
        ? `${route.apis.join(' and ')} both have this path: ask below /${route.apis.map(mountOf).join('/ or /')}/.`
        : `No served API has this path. ${page} lists all paths.`;
    return inPlainText(404, `${why}\n`, why);
  }
  const { kind, contract } = route;
  const allow = kind === 'notFound' ? undefined : route.allowed.join(', ');
  const why = allow ? `the path takes ${allow}` : `${contract.api} has no such path`;
  const headers = { ...violationHeader(why), ...(allow && { allow }) };
  const refusal = contract.pathsRefusals.get(kind);
  if (!refusal) return inPlainText(allow ? 405 : 404, `${why}\n`, why, headers);
  return {
    status: refusal.status,
    headers: { ...headers, 'content-type': refusal.mediaType },
    body: JSON.stringify(refusal.value),
    logFields: { api: contract.api, violation: why },
  };
}
