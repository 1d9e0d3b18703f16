import type { Reply } from '../http/messages.ts';
import { isObject } from '../pointer.ts';
import { jsonIn, membersOf, wordsOf } from './answer-text.ts';
import { lifetimeOfToken } from './lifetime.ts';
import type { Fetched, FetchRequest, Grant } from './recipe.ts';

const types: { readonly [flow in Grant['flow']]: string } = {
  clientCredentials: 'client_credentials',
  password: 'password',
  refresh: 'refresh_token',
};

/**
 * The token request of a grant. The client is named in the Authorization field, or in the body if it
 * has no secret or is to be there.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
 */
export function tokenRequest(url: string, grant: Grant): FetchRequest {
  const { flow, clientId, clientSecret, clientIn, username, password, scope } = grant;
  const isInHeader = clientId !== undefined && clientSecret !== undefined && clientIn !== 'body';
  const members = {
    grant_type: types[flow],
    ...(flow === 'password' ? { username, password } : {}),
    ...(flow === 'refresh' ? { refresh_token: grant.refreshToken } : {}),
    scope,
    ...(isInHeader ? {} : { client_id: clientId, client_secret: clientSecret }),
  };
  const given = Object.entries(members).filter(
    (each): each is [string, string] => each[1] !== undefined,
  );
  return {
    url,
    method: 'POST',
    headers: [
      ['Content-Type', 'application/x-www-form-urlencoded'],
      ['Accept', 'application/json'],
      ...(isInHeader ? [['Authorization', basicOf(clientId, clientSecret)] as const] : []),
    ],
    body: Buffer.from(new URLSearchParams(given).toString()),
  };
}

/** Both parts are encoded as in a form, so that a colon in the name is no separator. */
const basicOf = (id: string, secret: string): string =>
  `Basic ${Buffer.from(`${formEncoded(id)}:${formEncoded(secret)}`).toString('base64')}`;

const formEncoded = (text: string): string => new URLSearchParams({ '': text }).toString().slice(1);

/**
 * Reads the answer to a token request. Servers that leave out `token_type`, or say 201, are read too.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5
 */
export function readToken({ status, body }: Pick<Reply, 'status' | 'body'>): Fetched {
  const answer = jsonIn(body);
  if (status < 200 || status > 299 || (isObject(answer) && typeof answer.error === 'string'))
    return { reason: `answered ${status}${errorIn(answer, body)}` };
  const value = isObject(answer) ? answer.access_token : undefined;
  if (!isObject(answer) || typeof value !== 'string' || value === '')
    return { reason: `answered ${status} without an "access_token"${membersOf(answer)}` };
  const { expires_in: expires, refresh_token: refreshToken } = answer;
  const seconds = Number(expires ?? Number.NaN);
  return {
    value,
    lifetime: seconds > 0 ? seconds : lifetimeOfToken(value),
    ...(typeof refreshToken === 'string' && { refreshToken }),
  };
}

/** The error and its description, as far as the answer gives them. */
function errorIn(answer: unknown, body: Uint8Array): string {
  if (!isObject(answer) || typeof answer.error !== 'string') return wordsOf(body);
  const { error, error_description: description } = answer;
  return ` ${error}${typeof description === 'string' ? `: ${description}` : ''}`;
}

/** The token endpoint that a discovery document names, and whether it wants the client in the body. */
export function readDiscovery({
  status,
  body,
}: Pick<Reply, 'status' | 'body'>):
  | { readonly tokenUrl: string; readonly clientIn?: 'body' }
  | { readonly reason: string } {
  const answer = jsonIn(body);
  if (status !== 200) return { reason: `answered ${status}${wordsOf(body)}` };
  if (!isObject(answer) || typeof answer.token_endpoint !== 'string')
    return { reason: 'answered without a "token_endpoint"' };
  const ways = answer.token_endpoint_auth_methods_supported;
  const isOnlyInBody =
    Array.isArray(ways) &&
    ways.includes('client_secret_post') &&
    !ways.includes('client_secret_basic');
  return { tokenUrl: answer.token_endpoint, ...(isOnlyInBody ? { clientIn: 'body' } : {}) };
}
