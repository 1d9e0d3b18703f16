import { isConcrete, matchPath } from '../../conformance/exchange/path.ts';
import type { Contract, Operation } from '../../conformance/model.ts';
import { inPlainText, violationHeader, type Reply } from './reply.ts';

/** Where a request leads: to an operation, to an API that has none for it, or nowhere. */
export type Route =
  | { readonly kind: 'operation'; readonly contract: Contract; readonly operation: Operation; readonly path: string }
  | { readonly kind: 'notFound'; readonly contract: Contract }
  | { readonly kind: 'methodNotAllowed'; readonly contract: Contract; readonly allowed: readonly string[] }
  | { readonly kind: 'nowhere'; readonly apis: readonly string[] };

/**
 * Finds the operation for a method and a path (with its query). Each API is served below `/<api>`, and at its plain
 * paths where no other API has them.
 */
export function routeOf(contracts: readonly Contract[], method: string, target: string): Route {
  const [path = '/', ...query] = target.split('?');
  const [, first = ''] = path.split('/');
  const named = contracts.find(({ api }) => api === first);
  const places = [
    ...(named ? [{ contract: named, below: path.slice(first.length + 1) || '/' }] : []),
    ...contracts.map((contract) => ({ contract, below: path })),
  ];
  const found = places.flatMap(({ contract, below }) => {
    const operations = matching(contract, below);
    return operations.length > 0 ? [{ contract, below, operations }] : [];
  });
  const [match] = found;
  if (!match) {
    const contract = named ?? nearest(contracts, first);
    return contract ? { kind: 'notFound', contract } : { kind: 'nowhere', apis: [] };
  }
  const isMounted = match.contract === named && match.below !== path;
  const others = new Set(found.map(({ contract }) => contract.api));
  if (!isMounted && others.size > 1) return { kind: 'nowhere', apis: [...others] };
  const withMethod = (wanted: string) => match.operations.find((candidate) => candidate.method === wanted);
  // where GET will do, HEAD asks for the same answer without its body: RFC 9110, section 9.3.2
  const operation = withMethod(method) ?? (method === 'HEAD' ? withMethod('GET') : undefined);
  if (!operation) return { kind: 'methodNotAllowed', contract: match.contract, allowed: [...new Set(match.operations.map((candidate) => candidate.method))] };
  return { kind: 'operation', contract: match.contract, operation, path: [match.below, ...query].join('?') };
}

/** The operations whose path matches; those without a parameter in it win. @see https://spec.openapis.org/oas/v3.1.1.html#path-templating-matching */
function matching({ operations }: Contract, path: string): Operation[] {
  const found = operations.filter((operation) => matchPath(operation.path, path));
  const concrete = found.filter((operation) => isConcrete(operation.path));
  return concrete.length > 0 ? concrete : found;
}

/** What a request gets that reaches no operation: what the Paths Object documents for it, else our own words. */
export function refuseRoute(route: Exclude<Route, { kind: 'operation' }>, url: string): Reply {
  if (route.kind === 'nowhere') {
    const why = route.apis.length > 0
      ? `${route.apis.join(' and ')} both have this path: ask below /${route.apis.join('/ or /')}/.`
      : `No API that is served here has this path. See ${url}/ for those that are.`;
    return inPlainText(404, `${why}\n`, why);
  }
  const why = route.kind === 'notFound' ? `${route.contract.api} has no such path` : `the path takes ${route.allowed.join(', ')}`;
  const allow = route.kind === 'notFound' ? {} : { allow: route.allowed.join(', ') };
  const headers = { ...violationHeader(why), ...allow };
  const refusal = route.contract.pathsRefusals.get(route.kind);
  if (!refusal) return inPlainText(route.kind === 'notFound' ? 404 : 405, `${why}\n`, why, headers);
  return { status: refusal.status, headers: { ...headers, 'content-type': refusal.mediaType }, body: JSON.stringify(refusal.value), note: why };
}

/** The one API whose paths begin as this one does, or the only API that is served. */
function nearest(contracts: readonly Contract[], first: string): Contract | undefined {
  const similar = contracts.filter(({ operations }) => operations.some(({ path }) => path.split('/')[1] === first));
  const candidates = contracts.length === 1 ? contracts : similar;
  return candidates.length === 1 ? candidates[0] : undefined;
}
