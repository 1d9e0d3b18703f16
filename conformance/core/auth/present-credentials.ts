import type { Operation, SecurityScheme } from '../contract/model.ts';
import type { WireRequest } from '../http/messages.ts';
import type { CredentialsUse, PlannedRequest } from '../http/planned-request.ts';
import {
  alternativeFor,
  wrongCredential,
  type Credential,
  type Credentials,
  type FetchedCredential,
} from './credentials.ts';
import type { Forgery } from './signers/signer.ts';
import { isChange, spoilt, unchangeable } from './spoil.ts';

/** Which credentials a request carries, and how its header fields are written. */
export type Presentation = Pick<
  PlannedRequest,
  'credentials' | 'scheme' | 'headerNames' | 'schemeName'
>;

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
  presentation: Presentation,
  credentials: Credentials,
): WireRequest {
  const { credentials: use, schemeName } = presentation;
  const uses = usesOf(operation, presentation, credentials);
  // one field holds one credential: two schemes that both use it get the same one
  const [inField] = uses.filter(({ scheme }) => scheme.type !== 'apiKey');
  const presented = uses.filter((one) => one.scheme.type === 'apiKey' || one === inField);
  const sent = presented.reduce((sent, { scheme, use }) => {
    const credential = credentials.get(scheme.name);
    const value = credentialFor(scheme, credential, use, sent);
    const isWritten = credential?.kind === 'fetched' && credential.isCookie;
    const writing = { use, schemeName, isWritten };
    return value === undefined ? sent : withCredential(sent, scheme, value, writing);
  }, request);
  if (use !== 'other-scheme') return sent;
  // a good credential may use the field already, and the field is sent once
  const isTaken = sent.headers.some(([name]) => name.toLowerCase() === 'authorization');
  const replaced = uses.filter((one) => one.use === use).map(({ scheme }) => scheme);
  return isTaken ? sent : withHeader(sent, 'Authorization', otherScheme(replaced));
}

/** The schemes of a request, and which credential it has for each. */
const usesOf = (
  operation: Operation,
  { credentials: use, scheme: misused }: Presentation,
  credentials: Credentials,
): readonly Use[] =>
  schemesFor(operation, credentials, misused).map((scheme) => ({
    scheme,
    use: misused === undefined || misused === scheme.name ? use : 'good',
  }));

/** How the field that carries a credential is written. */
type Writing = {
  readonly use: CredentialsUse;
  readonly schemeName: Presentation['schemeName'] | undefined;
  /** Whether a server wrote it as a cookie, so that its characters stay as they are. */
  readonly isWritten: boolean;
};

type Use = { readonly scheme: SecurityScheme; readonly use: CredentialsUse };

/**
 * Why a request can't have the credentials that are planned for it, because the good ones don't
 * allow the change; `undefined` if it can.
 */
export function unpresentable(
  operation: Operation,
  presentation: Presentation,
  credentials: Credentials,
): string | undefined {
  for (const { scheme, use } of usesOf(operation, presentation, credentials)) {
    const credential = credentials.get(scheme.name);
    if (!isChange(use) || !credential || credential.kind === 'session') continue;
    if (changed(scheme, credential.value, use) === undefined) return unchangeable[use];
  }
  return undefined;
}

/** The fetched credentials whose values a request has, changed or not. */
export const fetchedFor = (
  operation: Operation,
  presentation: Presentation,
  credentials: Credentials,
): readonly FetchedCredential[] =>
  usesOf(operation, presentation, credentials).flatMap(({ scheme, use }) => {
    const credential = credentials.get(scheme.name);
    return credential?.kind === 'fetched' && hasValue(use) ? [credential] : [];
  });

const hasValue = (use: CredentialsUse): boolean =>
  !['none', 'other-scheme', 'wrong', 'empty'].includes(use) && !isForged(use);

/** The alternative to send: with the misused scheme, and satisfied by the credentials, if any. */
function schemesFor(
  operation: Operation,
  credentials: Credentials,
  misused: string | undefined,
): readonly SecurityScheme[] {
  const { security, offered = [] } = operation;
  const misusing = security.filter((schemes) => schemes.some(({ name }) => name === misused));
  const candidates = misusing.length > 0 ? misusing : security;
  const chosen = alternativeFor({ security: candidates }, credentials) ?? candidates[0] ?? [];
  return chosen.length > 0 ? chosen : (alternativeFor({ security: offered }, credentials) ?? []);
}

/** The secrets that `authorize` added to a request, without authentication schemes. */
export function credentialsSent(plain: WireRequest, sent: WireRequest): string[] {
  const known = new Set(plain.headers.flatMap(partsOf).map(String));
  const inFields = sent.headers
    .flatMap(partsOf)
    .filter((part) => !known.has(String(part)))
    .map(secretIn);
  const [, ...pairs] = sent.path.slice(plain.path.length).split('=');
  const inPath = pairs.map((value) => decodeURIComponent(value.replace(/&.*/, '')));
  return [...inFields, ...inPath].filter((value) => !publicTexts.has(value));
}

type Field = WireRequest['headers'][number];

/** A field; each cookie by itself, because one field has those of parameters and of credentials. */
const partsOf = ([name, value]: Field): Field[] =>
  isCookie(name)
    ? value.split('; ').map((pair) => ['cookie', pair])
    : [[name.toLowerCase(), value]];

const isCookie = (name: string): boolean => name.toLowerCase() === 'cookie';

function secretIn([name, value]: Field): string {
  if (name === 'cookie') return value.slice(value.indexOf('=') + 1);
  return name === 'authorization' ? value.replace(/^\S+ +/, '') : value;
}

function credentialFor(
  scheme: SecurityScheme,
  credential: Credential | undefined,
  use: CredentialsUse,
  { method, path, body = new Uint8Array() }: WireRequest,
): string | undefined {
  if (use === 'none' || use === 'other-scheme') return undefined;
  if (use === 'wrong') return wrongCredential;
  if (use === 'empty') return '';
  // a fixed value can't be forged: a wrong one takes its place
  if (credential?.kind !== 'session' && isForged(use)) return wrongCredential;
  if (!credential) return undefined;
  const signed = { method, path, body };
  const now = new Date();
  if (credential.kind !== 'session')
    return isChange(use) ? changed(scheme, credential.value, use) : credential.value;
  const { session } = credential;
  if (isForged(use)) return session.forge(use, signed, now);
  const token = session.sign(signed, now);
  return isChange(use) ? spoilt(token, use) : token;
}

/** A fixed value with a change; Basic credentials may be encoded already. */
function changed(scheme: SecurityScheme, value: string, use: Parameters<typeof spoilt>[1]) {
  if (!isBasic(scheme) || value.includes(':')) return spoilt(value, use);
  const decoded = Buffer.from(value, 'base64').toString();
  return spoilt(decoded.includes(':') ? decoded : value, use);
}

const isForged = (use: CredentialsUse): use is Forgery['use'] => use.startsWith('forged-');

/**
 * Puts a credential where its scheme says.
 * @see https://spec.openapis.org/oas/v3.1.1.html#security-scheme-object
 */
function withCredential(
  request: WireRequest,
  scheme: SecurityScheme,
  value: string,
  writing: Writing,
): WireRequest {
  if (scheme.type !== 'apiKey')
    return withHeader(request, 'Authorization', authorization(scheme, value, writing));
  const name = encodeURIComponent(scheme.parameter ?? '');
  const pair = `${name}=${encodeURIComponent(value)}`;
  if (scheme.in === 'query')
    return { ...request, path: `${request.path}${request.path.includes('?') ? '&' : '?'}${pair}` };
  if (scheme.in === 'cookie')
    return withCookie(request, writing.isWritten ? `${name}=${value}` : pair);
  return withHeader(request, scheme.parameter ?? '', value);
}

/** The text of an Authorization field. */
function authorization(
  scheme: SecurityScheme,
  value: string,
  { use, schemeName }: Writing,
): string {
  const credentials = isBasic(scheme) ? basicCredentials(value) : value;
  if (use === 'without-scheme') return credentials;
  const documented = authenticationScheme(scheme);
  const other = documented === 'Basic' ? 'Bearer' : 'Basic';
  const name = use === 'good-under-other-scheme' ? other : documented;
  // blanks at the end of a field don't count
  return `${schemeName === 'lower' ? name.toLowerCase() : name} ${credentials}`.trim();
}

const withHeader = (request: WireRequest, name: string, value: string): WireRequest => ({
  ...request,
  headers: [...request.headers, [name, value]],
});

/**
 * One field holds all cookies, and each name once: a documented Cookie field may have the key.
 * @see https://www.rfc-editor.org/rfc/rfc6265#section-5.4
 */
function withCookie(request: WireRequest, pair: string): WireRequest {
  const { cookies = [], others = [] } = Object.groupBy(request.headers, ([name]) =>
    isCookie(name) ? 'cookies' : 'others',
  );
  const name = pair.slice(0, pair.indexOf('=') + 1);
  const before = cookies.flatMap(([, value]) => value.split(';')).map((each) => each.trim());
  const values = [...before.filter((each) => each !== '' && !each.startsWith(name)), pair];
  return { ...request, headers: [...others, ['Cookie', values.join('; ')]] };
}

/**
 * The name of an authentication scheme. OAuth 2 and OpenID Connect send bearer tokens.
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1
 */
const authenticationScheme = ({ type, scheme = 'bearer' }: SecurityScheme): string => {
  const name = type === 'http' ? scheme : 'bearer';
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
};

/**
 * The value of WWW-Authenticate for an operation: a challenge for each of its schemes. HTTP has no
 * authentication scheme for API keys, but it lets a server name its own.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1
 */
export const challengesFor = ({ api, security }: Operation): string =>
  [
    ...new Set(
      security
        .flat()
        .map((scheme) => (scheme.type === 'apiKey' ? 'ApiKey' : authenticationScheme(scheme))),
    ),
  ]
    .map((name) => `${name} realm="${api.replaceAll(/[^\w.-]/g, '')}"${parametersOf(name)}`)
    .join(', ') || 'Bearer';

/** A client of Digest needs a nonce. @see https://www.rfc-editor.org/rfc/rfc7616#section-3.3 */
const parametersOf = (name: string): string =>
  name === 'Digest' ? ', nonce="any", qop="auth"' : '';

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
/** What a field can hold in place of a secret. */
const publicTexts = new Set([
  wrongCredential,
  publicCredentials,
  'Basic',
  'Bearer',
  'basic',
  'bearer',
]);

/** Credentials of an authentication scheme that the operation does not document. */
const otherScheme = (schemes: readonly SecurityScheme[]) =>
  schemes.some((scheme) => scheme.type !== 'apiKey' && authenticationScheme(scheme) === 'Bearer')
    ? `Basic ${publicCredentials}`
    : `Bearer ${wrongCredential}`;
