import { hostOf, pathsOf, serversIn } from '../contract/servers.ts';
import type { Contract, SecurityScheme } from '../contract/model.ts';
import type { Grant } from './recipe.ts';

/** Where a grant gets its token: from an endpoint, or from the one that a discovery document names. */
export type TokenPlace = { readonly tokenUrl: string } | { readonly discoveryUrl: string };

/**
 * The token endpoint of a grant: what the configuration says, else the description. `undefined` where
 * neither says it.
 * @see https://spec.openapis.org/oas/v3.1.1.html#oauth-flow-object
 */
export function tokenPlaceOf(
  contract: Contract,
  scheme: SecurityScheme,
  grant: Grant,
  target: string,
): TokenPlace | undefined {
  if (grant.tokenUrl !== undefined) return { tokenUrl: below(target, grant.tokenUrl) };
  const documented = documentedUrl(scheme, grant);
  if (documented !== undefined) return { tokenUrl: atTarget(contract, documented, target) };
  const { openIdConnectUrl: url } = scheme;
  return url === undefined ? undefined : { discoveryUrl: atTarget(contract, url, target) };
}

/** The URL of the flow itself, else of another one: an authorization server has one token endpoint. */
function documentedUrl({ flows = new Map() }: SecurityScheme, { flow }: Grant): string | undefined {
  const all = [...flows.values()];
  const own = flows.get(flow)?.tokenUrl;
  const refreshUrl = flow === 'refresh' ? all.find((one) => one.refreshUrl)?.refreshUrl : undefined;
  return refreshUrl ?? own ?? all.find(({ tokenUrl }) => tokenUrl)?.tokenUrl;
}

/**
 * A relative URL is below the base URL of the API, as those who write one mean it.
 * @see https://spec.openapis.org/oas/v3.1.1.html#relative-references-in-api-urls
 */
const below = (target: string, url: string): string =>
  URL.parse(url, `${target.replace(/\/+$/, '')}/`)?.href ?? url;

/** The target stands for the servers of the description, also where a URL names one of them. */
function atTarget(contract: Contract, url: string, target: string): string {
  const absolute = URL.parse(url);
  if (!absolute) return below(target, url);
  const server = serversIn(contract.document.root).find((one) => hostOf(one) === absolute.host);
  if (!server) return absolute.href;
  const [base] = pathsOf(server);
  const path = base && !base.isOpen ? base.path : '';
  const rest = absolute.href.slice(absolute.origin.length);
  const isBelow = rest === path || rest.startsWith(`${path}/`);
  return isBelow ? `${target}${rest.slice(path.length)}` : `${new URL(target).origin}${rest}`;
}
