import type { KeyObject } from 'node:crypto';
import {
  wrongCredential,
  type Credential,
  type Credentials,
} from '../../../conformance/core/auth/credentials.ts';
import { signerOf } from '../../../conformance/core/auth/find-signer.ts';
import { basicCredentials } from '../../../conformance/core/auth/present-credentials.ts';
import type { Operation, SecurityScheme } from '../../../conformance/core/contract/model.ts';
import type { WireRequest } from '../../../conformance/core/http/messages.ts';
import { headerOf } from '../../../conformance/core/http/read-request.ts';

/** The credentials that the mock accepts. By default it accepts every well-formed credential. */
export type CredentialPolicy = {
  /** The only accepted credentials of the schemes that they name. */
  readonly credentials: Credentials | undefined;
  /** Verifies the signatures of requests with the keys of their sessions. */
  readonly verifySignatures: boolean;
  readonly publicKeyOf: (session: string) => KeyObject | undefined;
};

/**
 * The reason to reject the credentials of a request; `undefined` if one alternative of its security
 * requirements is met. `paths` are the forms of the path that a client may have signed.
 */
export function rejectCredentials(
  { api, security }: Operation,
  request: WireRequest,
  paths: readonly string[],
  policy: CredentialPolicy,
): string | undefined {
  const reject = (scheme: SecurityScheme): string | undefined => {
    const value = credentialIn(scheme, request);
    if (value === undefined) return `there are no credentials for ${scheme.name}`;
    // always rejected, so that a client can try a refusal without a valid credential
    if (value === wrongCredential) return `"${wrongCredential}" is always rejected`;
    const known = policy.credentials?.get(scheme.name);
    if (known?.kind === 'value') {
      const expected = scheme.scheme === 'basic' ? basicCredentials(known.value) : known.value;
      return value === expected ? undefined : `the credentials for ${scheme.name} are wrong`;
    }
    return known || policy.verifySignatures ? rejectToken(scheme, value, known) : undefined;
  };
  const rejectToken = ({ name }: SecurityScheme, token: string, known?: Credential) => {
    const signer = signerOf(api, name);
    if (!signer) return undefined;
    const publicKeyOf = known?.kind === 'session' ? keyOf(known) : policy.publicKeyOf;
    const { method, body = new Uint8Array() } = request;
    const rejections = paths.map((path) =>
      signer.refuse(token, { method, path, body }, publicKeyOf, new Date()),
    );
    return rejections.includes(undefined) ? undefined : rejections[0];
  };
  // of each alternative the first reason
  const reasons = security.map((schemes) => rejectAll(schemes, reject));
  return reasons.includes(undefined) ? undefined : reasons[0];
}

/** The first reason; of the schemes that share the Authorization field, it holds the credential of one. */
function rejectAll(
  schemes: readonly SecurityScheme[],
  reject: (scheme: SecurityScheme) => string | undefined,
): string | undefined {
  const { keys = [], inField = [] } = Object.groupBy(schemes, ({ type }) =>
    type === 'apiKey' ? 'keys' : 'inField',
  );
  const reasons = inField.map(reject);
  return keys.map(reject).find(Boolean) ?? (reasons.includes(undefined) ? undefined : reasons[0]);
}

type Session = Extract<Credential, { kind: 'session' }>;
const keyOf =
  ({ session }: Session) =>
  (id: string) =>
    id === session.id ? session.publicKey : undefined;

/** The credential of a request for a scheme; `undefined` if it is missing or malformed. */
function credentialIn(scheme: SecurityScheme, request: WireRequest): string | undefined {
  if (scheme.type === 'apiKey') return apiKeyIn(scheme, request);
  const [, name = '', value = ''] =
    /^(\S+) +(\S.*)$/.exec(headerOf(request, 'authorization') ?? '') ?? [];
  const expected = scheme.type === 'http' ? (scheme.scheme ?? 'bearer') : 'bearer';
  if (name.toLowerCase() !== expected) return undefined;
  // other schemes, such as Digest, have a list of parameters: RFC 9110, section 11.4
  const isOneWord = expected === 'basic' || expected === 'bearer';
  return isOneWord && !/^[A-Za-z0-9\-._~+/]+=*$/.test(value) ? undefined : value || undefined;
}

function apiKeyIn(
  { in: location, parameter = '' }: SecurityScheme,
  request: WireRequest,
): string | undefined {
  if (location === 'header') return headerOf(request, parameter) || undefined;
  const pairs =
    location === 'query'
      ? request.path.split('?').slice(1).join('?')
      : headerOf(request, 'cookie')?.replaceAll(/;\s*/g, '&');
  return new URLSearchParams(pairs ?? '').get(parameter) || undefined;
}
