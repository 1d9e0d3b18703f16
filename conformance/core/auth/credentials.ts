import { readFileSync } from 'node:fs';
import { UserError } from '../user-error.ts';
import { userPath } from '../user-path.ts';
import type { Contract, Operation, SecurityScheme } from '../contract/model.ts';
import type { WireRequest } from '../http/messages.ts';
import type { CredentialsUse, PlannedRequest } from '../http/planned-request.ts';
import * as signers from './signers/index.ts';
import type { Forgery, SignedSession, Signer } from './signers/signer.ts';

/** Where a fixed value was read: from a variable, from a file, or from the file that a variable names. */
export type Origin = {
  readonly kind: 'variable' | 'file' | 'variable-of-file';
  readonly name: string;
};

/** What satisfies one security scheme: a fixed value, or a session that signs each request. Where it was read is said, so that others can be told to read it there. */
export type Credential =
  | { readonly kind: 'value'; readonly value: string; readonly origin?: Origin }
  | {
      readonly kind: 'session';
      readonly session: SignedSession;
      readonly secrets: readonly string[];
      readonly configFile?: string;
    };

/** Credentials by the name of their security scheme. */
export type Credentials = ReadonlyMap<string, Credential>;

/** A credential that is well-formed and never good. The mock refuses it too. */
export const wrongCredential = 'wrong-credential';

/** The signer of a security scheme; `undefined` where a fixed value will do. */
export const signerOf = (api: string, scheme: string): Signer | undefined =>
  Object.values(signers).find((signer) => signer.api === api && signer.scheme === scheme);

/** The signers of an API, one for each security scheme that needs one. */
export const signersOf = (api: string): readonly Signer[] =>
  Object.values(signers).filter((signer) => signer.api === api);

/** The ways in which the credentials of an operation can be forged: those of the signers of its security schemes. */
export const forgeriesOf = ({
  api,
  security,
}: Operation): readonly (Forgery & { readonly scheme: string })[] =>
  [...new Set(security.flat().map(({ name }) => name))].flatMap((scheme) =>
    (signerOf(api, scheme)?.forgeries ?? []).map((forgery) => ({ ...forgery, scheme })),
  );

/** The names of the security schemes that an API's operations need. */
export const schemesOf = ({ operations }: Contract): ReadonlySet<string> =>
  new Set(operations.flatMap(({ security }) => security.flat().map(({ name }) => name)));

/** The environment variable that holds a scheme's credential: `AMITY_API_KEY` for `apiKey` of amity. */
export const variableOf = (...names: readonly string[]): string =>
  names
    .map((name) =>
      name
        .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
        .replaceAll(/[^A-Za-z0-9]+/g, '_')
        .toUpperCase(),
    )
    .join('_');

/** What a user wrote for one scheme: a value, the file that holds it as `{ file }`, or the members of a session. */
type Written = string | { readonly [member: string]: string };

/** Variables of the environment by name. */
type Environment = { readonly [name: string]: string | undefined };

/** What is known of where the written credentials come from. */
export type Origins = {
  /** The configuration that they are written in, as a command can be told it. */
  readonly configFile?: string | undefined;
  /** By scheme, the one variable that is all of its value there: `KEY` for `${KEY}`. */
  readonly variables?: ReadonlyMap<string, string>;
};

/**
 * The credentials of an API, from what the user wrote for each scheme, else from the environment: a variable, or one
 * with `_FILE` after its name that names a file. A scheme for which there is nothing gets none. Throws a `UserError` where
 * what is there can't be used.
 */
export function readCredentials(
  contract: Contract,
  written: { readonly [scheme: string]: Written },
  environment: Environment,
  origins: Origins = {},
): Credentials {
  return new Map(
    [...schemesOf(contract)].flatMap((scheme): [string, Credential][] => {
      const signer = signerOf(contract.api, scheme);
      const credential = signer
        ? readSession(signer, written[scheme], environment, origins)
        : readValue(contract.api, scheme, written[scheme], environment, origins);
      return credential ? [[scheme, credential]] : [];
    }),
  );
}

function readValue(
  api: string,
  scheme: string,
  given: Written | undefined,
  environment: Environment,
  { variables }: Origins,
): Credential | undefined {
  const context = `The credential of ${api}'s security scheme "${scheme}"`;
  const { value, origin } = find();
  if (value === undefined || value === '') return undefined;
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value))
    throw new UserError(
      `${context} holds a character that no header field can carry, such as a line break at its end.`,
    );
  return { kind: 'value', value, origin };

  function find(): { readonly value: string | undefined; readonly origin: Origin } {
    const name = variableOf(api, scheme);
    if (typeof given === 'string')
      return { value: given, origin: { kind: 'variable', name: variables?.get(scheme) ?? name } };
    if (given) {
      const { file, ...others } = given;
      if (file === undefined || Object.keys(others).length > 0)
        throw new UserError(
          `${context} is one value, or a map of "file" alone, which names a file that holds it.`,
        );
      return { value: contentOf(context, file), origin: { kind: 'file', name: userPath(file) } };
    }
    const fileName = `${name}_FILE`;
    const file = environment[fileName];
    if (!file) return { value: environment[name], origin: { kind: 'variable', name } };
    if (environment[name])
      throw new UserError(
        `${context} is given twice, by the environment variables ${name} and ${fileName}: unset one of them.`,
      );
    return {
      value: contentOf(context, file),
      origin: { kind: 'variable-of-file', name: fileName },
    };
  }
}

/** The text of a file without the line break that editors leave at its end, as a shell reads it. */
function contentOf(context: string, file: string): string {
  try {
    return readFileSync(userPath(file), 'utf8').replace(/\n$/, '');
  } catch (error) {
    throw new UserError(
      `${context} can't be read from the file ${file}: ${(error as Error).message}.`,
    );
  }
}

/** The session of a signer, from what the user wrote for its scheme, else from the environment; `undefined` where there is nothing. */
export function readSession(
  signer: Signer,
  given: Written | undefined,
  environment: Environment,
  { configFile }: Origins = {},
): Credential | undefined {
  const { api, scheme, members: known } = signer;
  const context = `The credential of ${api}'s security scheme "${scheme}"`;
  if (typeof given === 'string')
    throw new UserError(
      `${context} is a map of ${known.join(', ')}: each request is signed on its own.`,
    );
  const unknown = Object.keys(given ?? {}).find((member) => !known.includes(member));
  if (unknown)
    throw new UserError(`${context} has no member "${unknown}": it takes ${known.join(', ')}.`);
  const members =
    given ??
    Object.fromEntries(
      known.flatMap((member) => {
        const value = environment[variableOf(api, scheme, member)];
        return value ? [[member, value]] : [];
      }),
    );
  if (Object.keys(members).length === 0) return undefined;
  const secrets = members.privateKey ? [members.privateKey] : [];
  return {
    kind: 'session',
    session: given ? signer.open(members) : openFromEnvironment(signer, members),
    secrets,
    ...(given && configFile !== undefined ? { configFile } : {}),
  };
}

/** Opens a session whose members are variables: a complaint names those, and not the members. */
function openFromEnvironment(
  { api, scheme, members: known, open }: Signer,
  members: { readonly [name: string]: string },
): SignedSession {
  try {
    return open(members);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      error.message.replaceAll(/"(\w+)"/g, (whole, name: string) =>
        known.includes(name) ? variableOf(api, scheme, name) : whole,
      ),
    );
  }
}

/** How to give the credentials of a scheme, for a message to somebody who gave none. */
export function howToGive({ api }: Pick<Contract, 'api'>, scheme: string): string {
  const signer = signerOf(api, scheme);
  const variables = signer
    ? signer.members.slice(0, 3).map((member) => variableOf(api, scheme, member))
    : [variableOf(api, scheme)];
  return `set ${variables.join(', ')} in the environment, or write targets.${api}.credentials.${scheme} in a --config file`;
}

/** How a request presents itself: which credentials, and how its header fields are written. */
export type Presentation = Pick<PlannedRequest, 'credentials' | 'scheme' | 'headerNames'>;

/** Finishes a request for sending: adds credentials and writes its header fields in the way that the case asks for. */
export function authorize(
  operation: Operation,
  request: WireRequest,
  presentation: Presentation,
  credentials: Credentials,
  now: Date,
): WireRequest {
  const { method, path, headers, body } = withCredentials(
    operation,
    request,
    presentation,
    credentials,
    now,
  );
  const written =
    presentation.headerNames === 'upper'
      ? headers.map(([name, value]) => [name.toUpperCase(), value] as const)
      : headers;
  return { method, path, headers: written, ...(body ? { body } : {}) };
}

function withCredentials(
  operation: Operation,
  request: WireRequest,
  { credentials: use, scheme: misused }: Presentation,
  credentials: Credentials,
  now: Date,
): WireRequest {
  const schemes = schemesFor(operation, credentials, misused);
  const usesOf = schemes.map((scheme) => ({
    scheme,
    use: misused === undefined || misused === scheme.name ? use : 'good',
  }));
  const sent = usesOf.reduce((sent, { scheme, use }) => {
    const value =
      use === 'none' || use === 'other-scheme'
        ? undefined
        : credentialFor(credentials.get(scheme.name), use, sent, now);
    return value === undefined ? sent : withCredential(sent, scheme, value);
  }, request);
  if (use !== 'other-scheme') return sent;
  // a field that good credentials beside it have taken is not sent twice
  const isTaken = sent.headers.some(([name]) => name.toLowerCase() === 'authorization');
  return isTaken
    ? sent
    : withHeader(
        sent,
        'Authorization',
        otherScheme(usesOf.filter((one) => one.use === use).map(({ scheme }) => scheme)),
      );
}

/** The alternative to send: one that has the scheme which is misused, where one is named, and that the credentials satisfy if any does. */
function schemesFor(
  operation: Operation,
  credentials: Credentials,
  misused: string | undefined,
): readonly SecurityScheme[] {
  const alternatives =
    misused === undefined
      ? operation.security
      : operation.security.filter((schemes) => schemes.some(({ name }) => name === misused));
  const candidates = alternatives.length > 0 ? alternatives : operation.security;
  return alternativeFor({ security: candidates }, credentials) ?? candidates[0] ?? [];
}

/** The credentials that `authorize` added to the header fields of a request, without the name of their authentication scheme; not those that are nobody's secret. */
export const credentialsSent = (plain: WireRequest, sent: WireRequest): string[] =>
  sent.headers
    .slice(plain.headers.length)
    .map(([name, value]) => value.split(name.toLowerCase() === 'cookie' ? '=' : ' ').at(-1)!)
    .filter((value) => value !== wrongCredential && value !== nobody);

/** The first alternative of an operation's security that the credentials satisfy; `undefined` where none does. */
export const alternativeFor = (
  operation: Pick<Operation, 'security'>,
  credentials: Credentials,
): readonly SecurityScheme[] | undefined =>
  operation.security.length === 0
    ? []
    : operation.security.find((schemes) => schemes.every(({ name }) => credentials.has(name)));

function credentialFor(
  credential: Credential | undefined,
  use: CredentialsUse,
  request: WireRequest,
  now: Date,
): string | undefined {
  if (use === 'wrong') return wrongCredential;
  // a fixed value can't be forged: what stands in for it must not be good
  if (credential?.kind !== 'session') return isForged(use) ? wrongCredential : credential?.value;
  const signed = {
    method: request.method,
    path: request.path,
    body: request.body ?? new Uint8Array(),
  };
  return isForged(use)
    ? credential.session.forge(use, signed, now)
    : credential.session.sign(signed, now);
}

/** Whether credentials are to be forged. */
export const isForged = (use: CredentialsUse): use is Forgery['use'] => use.startsWith('forged-');

/** Puts a credential where its scheme wants it. @see https://spec.openapis.org/oas/v3.1.1.html#security-scheme-object */
function withCredential(request: WireRequest, scheme: SecurityScheme, value: string): WireRequest {
  if (scheme.type !== 'apiKey')
    return withHeader(
      request,
      'Authorization',
      `${authenticationScheme(scheme)} ${isBasic(scheme) ? basicCredentials(value) : value}`,
    );
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

/** All cookies stand in one field. @see https://www.rfc-editor.org/rfc/rfc6265#section-5.4 */
function withCookie(request: WireRequest, pair: string): WireRequest {
  const others = request.headers
    .filter(([name]) => name.toLowerCase() === 'cookie')
    .map(([, value]) => value);
  const headers = request.headers.filter(([name]) => name.toLowerCase() !== 'cookie');
  return { ...request, headers: [...headers, ['Cookie', [...others, pair].join('; ')]] };
}

/** OAuth 2 and OpenID Connect send bearer tokens. @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
const authenticationScheme = (scheme: SecurityScheme) => (isBasic(scheme) ? 'Basic' : 'Bearer');
/** Whether a scheme is basic authentication. */
export const isBasic = ({ type, scheme }: SecurityScheme) => type === 'http' && scheme === 'basic';

/** `user:password` is encoded; what has no colon is taken as encoded already. @see https://www.rfc-editor.org/rfc/rfc7617#section-2 */
export const basicCredentials = (value: string): string =>
  value.includes(':') ? Buffer.from(value).toString('base64') : value;

const nobody = btoa('nobody:nothing');
/** Credentials of a scheme that is not the documented one, and nobody's secret. */
const otherScheme = (schemes: readonly SecurityScheme[]) =>
  schemes.some((scheme) => scheme.type !== 'apiKey' && authenticationScheme(scheme) === 'Bearer')
    ? `Basic ${nobody}`
    : `Bearer ${wrongCredential}`;
