import { readDiscovery, readToken, tokenRequest } from '../core/auth/grant.ts';
import { loginRequest, readLogin } from '../core/auth/login.ts';
import type { Fetched, FetchRequest, Grant, Login, Recipe } from '../core/auth/recipe.ts';
import { variableOf, type Credential, type Credentials } from '../core/auth/credentials.ts';
import { tokenPlaceOf, type TokenPlace } from '../core/auth/token-url.ts';
import type { Contract, SecurityScheme } from '../core/contract/model.ts';
import { UserError } from '../core/user-error.ts';
import { fetchedCredential } from './fetched-credential.ts';
import type { Reply } from '../core/http/messages.ts';
import { openSender } from './transport/send.ts';
import { throttled } from './transport/throttle.ts';

export type FetchOptions = {
  /** How long one exchange may take, in milliseconds. */
  readonly timeout: number;
  readonly retries?: number | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** How a credential is fetched, and the file and the line that say so. */
type Placed = { readonly recipe: Recipe; readonly place: string };

/**
 * The credentials of an API that are to be fetched, by security scheme. Throws a `UserError` where
 * nothing says from where.
 */
export function fetchedCredentials(
  contract: Contract,
  recipes: ReadonlyMap<string, Placed>,
  options: FetchingOptions,
): Credentials {
  const schemes = new Map(
    contract.operations.flatMap(({ security }) => security.flat()).map((one) => [one.name, one]),
  );
  return new Map(
    [...recipes].flatMap(([name, { recipe, place }]): [string, Credential][] => {
      const scheme = schemes.get(name);
      if (!scheme) return [];
      const fetch =
        'login' in recipe
          ? loginFetcher(recipe.login, options.target, options)
          : grantFetcher(
              recipe.grant,
              tokenPlaceIn(contract, scheme, { ...recipe, place }, options),
              options,
            );
      const variable = variableOf(contract.api, name, ...(options.user ? [options.user] : []));
      return [[name, fetchedCredential(contract, scheme, { recipe, fetch, place, variable })]];
    }),
  );
}

export type FetchingOptions = FetchOptions & {
  /** The base URL of the API. */
  readonly target: string;
  /** Whose they are, where they are not those of the API: part of the variable in curl lines. */
  readonly user?: string;
  /** Called where a description sends a secret to another server than the target. */
  readonly tell?: (note: string) => void;
};

function tokenPlaceIn(
  contract: Contract,
  scheme: SecurityScheme,
  { grant, place }: { readonly grant: Grant; readonly place: string },
  { target, tell }: FetchingOptions,
): TokenPlace {
  const found = tokenPlaceOf(contract, scheme, grant, target);
  if (!found)
    throw new UserError(
      `${place}: the description has no tokenUrl for the security scheme "${scheme.name}": write "tokenUrl" beside "flow".`,
    );
  const elsewhere = otherServer('tokenUrl' in found ? found.tokenUrl : found.discoveryUrl, target);
  if (elsewhere !== undefined && grant.tokenUrl === undefined)
    tell?.(
      `note: the credential of ${contract.api}'s security scheme "${scheme.name}" comes from ${elsewhere}, as the description says`,
    );
  return found;
}

/** The origin of a URL, unless it is that of the target. */
function otherServer(url: string, target: string): string | undefined {
  const origin = URL.parse(url)?.origin;
  return origin === new URL(target).origin ? undefined : origin;
}

/** Fetches tokens by a grant of OAuth 2. A refresh token is replaced by the one that comes with a token. */
export function grantFetcher(
  grant: Grant,
  place: TokenPlace,
  options: FetchOptions,
): () => Promise<Fetched> {
  let { refreshToken } = grant;
  let discovered: { readonly tokenUrl: string; readonly clientIn?: 'body' } | undefined;
  return async () => {
    if ('tokenUrl' in place) discovered = place;
    else if (!discovered) {
      const found = await exchanged(documentRequest(place.discoveryUrl), options, readDiscovery);
      if ('reason' in found) return found;
      discovered = found;
    }
    const { tokenUrl, ...client } = discovered;
    const request = tokenRequest(tokenUrl, {
      ...client,
      ...grant,
      ...(refreshToken === undefined ? {} : { refreshToken }),
    });
    const fetched = await exchanged(request, options, readToken);
    if ('value' in fetched && grant.flow === 'refresh')
      refreshToken = fetched.refreshToken ?? refreshToken;
    return fetched;
  };
}

/** Fetches a token or a cookie by a login at a target. */
export const loginFetcher =
  (login: Login, target: string, options: FetchOptions): (() => Promise<Fetched>) =>
  () =>
    exchanged(loginRequest(target, login), options, (reply) => readLogin(reply, login));

const documentRequest = (url: string): FetchRequest => ({
  url,
  method: 'GET',
  headers: [['Accept', 'application/json']],
});

/** Sends a request and reads the answer; a reason names the request. */
async function exchanged<Found extends object>(
  request: FetchRequest,
  options: FetchOptions,
  read: (reply: Reply) => Found | { readonly reason: string },
): Promise<Found | { readonly reason: string }> {
  const { url, method } = request;
  const failed = (reason: string) => ({ reason: `${method} ${withoutUser(url)} ${reason}` });
  const found = await answerTo(request, options);
  if ('reason' in found) return failed(found.reason);
  const given = read(found);
  return 'reason' in given ? failed(`${given.reason}${hintOn(found)}`) : given;
}

/** A URL without what may be a password in it. */
const withoutUser = (url: string): string =>
  url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1');

/** What explains an answer that gives nothing: a redirect, or a page in place of JSON. */
function hintOn({ status, headers }: Reply): string {
  const [location] = (headers.get('location') ?? '').split(/[?#]/);
  if (status >= 300 && status < 400 && location)
    return `, and redirects to ${withoutUser(location)}: redirects are not followed, so name that URL if it is the right one`;
  const type = headers.get('content-type');
  const isPage = status < 300 && type !== undefined && !/\bjson\b/i.test(type);
  return isPage ? `; its Content-Type is ${type}` : '';
}

/** The response to a request, or why there is none. */
async function answerTo(
  { url, method, headers, body }: FetchRequest,
  { timeout, retries, signal }: FetchOptions,
): Promise<Reply | { readonly reason: string }> {
  const parsed = URL.parse(url);
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return { reason: 'is no http or https URL' };
  const { origin, pathname, search, username, password } = parsed;
  if (username || password)
    return {
      reason: 'holds a user name or a password, which is not sent: leave it out of the URL',
    };
  const sender = openSender(origin, timeout, signal);
  try {
    const request = { method, path: `${pathname}${search}`, headers, ...(body ? { body } : {}) };
    const { outcome, gaveUpReason } = await throttled(sender, { retries, signal })(() => request);
    if (outcome.kind === 'unreachable') return { reason: `can't be reached: ${outcome.reason}` };
    if (outcome.kind === 'silence') return { reason: `got no answer: ${outcome.reason}` };
    return gaveUpReason === undefined
      ? outcome.reply
      : { reason: `answered ${outcome.reply.status} and ${gaveUpReason}` };
  } catch (error) {
    return { reason: (error as Error).message };
  } finally {
    await sender.close();
  }
}
