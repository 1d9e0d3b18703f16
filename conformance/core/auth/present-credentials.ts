import type { Operation, SecurityScheme } from '../contract/model.ts';
import type { WireRequest } from '../http/messages.ts';
import type { CredentialsUse, PlannedRequest } from '../http/planned-request.ts';
import {
  alternativeFor,
  wrongCredential,
  type Credential,
  type Credentials,
} from './credentials.ts';
import type { Forgery } from './signers/signer.ts';

/** Which credentials a request carries, and how its header fields are written. */
export type Presentation = Pick<PlannedRequest, 'credentials' | 'scheme' | 'headerNames'>;

/** Completes a request for sending: adds credentials, signed now, and changes field names. */
export function authorize(
  operation: Operation,
  request: WireRequest,
  presentation: Presentation,
  credentials: Credentials,
): WireRequest {
  const sent = withCredentials(operation, request, presentation, credentials);
  if (presentation.headerNames !== 'upper') return sent;
  return { ...sent, headers: sent.headers.map(([name, value]) => [name.toUpperCase(), value]) };
}

function withCredentials(
  operation: Operation,
  request: WireRequest,
  { credentials: use, scheme: misused }: Presentation,
  credentials: Credentials,
): WireRequest {
  const uses = schemesFor(operation, credentials, misused).map((scheme) => ({
    scheme,
    use: misused === undefined || misused === scheme.name ? use : 'good',
  }));
  const sent = uses.reduce((sent, { scheme, use }) => {
    const value = credentialFor(credentials.get(scheme.name), use, sent);
    return value === undefined ? sent : withCredential(sent, scheme, value);
  }, request);
  if (use !== 'other-scheme') return sent;
  // a good credential may use the field already, and the field is sent once
  const isTaken = sent.headers.some(([name]) => name.toLowerCase() === 'authorization');
  const replaced = uses.filter((one) => one.use === use).map(({ scheme }) => scheme);
  return isTaken ? sent : withHeader(sent, 'Authorization', otherScheme(replaced));
}

/** The alternative to send: with the misused scheme, and satisfied by the credentials, if any. */
function schemesFor(
  operation: Operation,
  credentials: Credentials,
  misused: string | undefined,
): readonly SecurityScheme[] {
  const { security } = operation;
  const misusing = security.filter((schemes) => schemes.some(({ name }) => name === misused));
  const candidates = misusing.length > 0 ? misusing : security;
  return alternativeFor({ security: candidates }, credentials) ?? candidates[0] ?? [];
}

/** The secrets that `authorize` added to the header fields, without authentication schemes. */
export const credentialsSent = (plain: WireRequest, sent: WireRequest): string[] =>
  sent.headers
    .slice(plain.headers.length)
    .map(([name, value]) => value.split(name.toLowerCase() === 'cookie' ? '=' : ' ').at(-1)!)
    .filter((value) => value !== wrongCredential && value !== publicCredentials);

function credentialFor(
  credential: Credential | undefined,
  use: CredentialsUse,
  { method, path, body = new Uint8Array() }: WireRequest,
): string | undefined {
  if (use === 'none' || use === 'other-scheme') return undefined;
  if (use === 'wrong') return wrongCredential;
  // a fixed value can't be forged: a wrong one takes its place
  if (credential?.kind !== 'session') return isForged(use) ? wrongCredential : credential?.value;
  const { session } = credential;
  const signed = { method, path, body };
  return isForged(use) ? session.forge(use, signed, new Date()) : session.sign(signed, new Date());
}

const isForged = (use: CredentialsUse): use is Forgery['use'] => use.startsWith('forged-');

/**
 * Puts a credential where its scheme says.
 * @see https://spec.openapis.org/oas/v3.1.1.html#security-scheme-object
 */
function withCredential(request: WireRequest, scheme: SecurityScheme, value: string): WireRequest {
  if (scheme.type !== 'apiKey') {
    const credentials = isBasic(scheme) ? basicCredentials(value) : value;
    return withHeader(request, 'Authorization', `${authenticationScheme(scheme)} ${credentials}`);
  }
  const pair = `${encodeURIComponent(scheme.parameter ?? '')}=${encodeURIComponent(value)}`;
  if (scheme.in === 'query')
    return { ...request, path: `${request.path}${request.path.includes('?') ? '&' : '?'}${pair}` };
  if (scheme.in === 'cookie') return withCookie(request, pair);
  return withHeader(request, scheme.parameter ?? '', value);
}

const withHeader = (request: WireRequest, name: string, value: string): WireRequest => ({
  ...request,
  headers: [...request.headers, [name, value]],
});

/** One field holds all cookies. @see https://www.rfc-editor.org/rfc/rfc6265#section-5.4 */
function withCookie(request: WireRequest, pair: string): WireRequest {
  const { cookies = [], others = [] } = Object.groupBy(request.headers, ([name]) =>
    name.toLowerCase() === 'cookie' ? 'cookies' : 'others',
  );
  const values = [...cookies.map(([, value]) => value), pair];
  return { ...request, headers: [...others, ['Cookie', values.join('; ')]] };
}

/**
 * OAuth 2 and OpenID Connect send bearer tokens.
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1
 */
const authenticationScheme = (scheme: SecurityScheme) => (isBasic(scheme) ? 'Basic' : 'Bearer');

export const isBasic = ({ type, scheme }: SecurityScheme): boolean =>
  type === 'http' && scheme === 'basic';

/**
 * Encodes `user:password`; a value without a colon is encoded already.
 * @see https://www.rfc-editor.org/rfc/rfc7617#section-2
 */
export const basicCredentials = (value: string): string =>
  value.includes(':') ? Buffer.from(value).toString('base64') : value;

/** Basic credentials that are not secret. */
const publicCredentials = btoa('nobody:nothing');

/** Credentials of an authentication scheme that the operation does not document. */
const otherScheme = (schemes: readonly SecurityScheme[]) =>
  schemes.some((scheme) => scheme.type !== 'apiKey' && authenticationScheme(scheme) === 'Bearer')
    ? `Basic ${publicCredentials}`
    : `Bearer ${wrongCredential}`;
