import type { KeyObject } from 'node:crypto';
import {
  wrongCredential,
  type Credential,
  type Credentials,
} from '../../../conformance/core/auth/credentials.ts';
import { signerOf } from '../../../conformance/core/auth/find-signer.ts';
import { basicCredentials } from '../../../conformance/core/auth/present-credentials.ts';
import { headerOf } from '../../../conformance/core/http/read-request.ts';
import type { Operation, SecurityScheme } from '../../../conformance/core/contract/model.ts';
import type { WireRequest } from '../../../conformance/core/http/messages.ts';

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
 * requirements is
 * met. `paths` are the forms of the path that a client may have signed.
 */
export function rejectCredentials(
  operation: Operation,
  request: WireRequest,
  paths: readonly string[],
  policy: CredentialPolicy,
): string | undefined {
  const reject = (scheme: SecurityScheme) =>
    rejectCredential(scheme, { api: operation.api, request, paths, policy });
  const reasons = operation.security.map((schemes) =>
    schemes.map(reject).filter((reason) => reason !== undefined),
  );
  if (reasons.length === 0 || reasons.some((alternative) => alternative.length === 0))
    return undefined;
  return reasons[0]?.[0];
}

type CredentialContext = {
  readonly api: string;
  readonly request: WireRequest;
  readonly paths: readonly string[];
  readonly policy: CredentialPolicy;
};

function rejectCredential(
  scheme: SecurityScheme,
  { api, request, paths, policy }: CredentialContext,
): string | undefined {
  const value = credentialIn(scheme, request);
  if (value === undefined) return `there are no credentials for ${scheme.name}`;
  // always rejected, so that a client can try a refusal without a valid credential
  if (value === wrongCredential) return `"${wrongCredential}" is never good`;
  const known = policy.credentials?.get(scheme.name);
  if (known?.kind === 'value') return rejectValue(scheme, known.value, value);
  const signer = known || policy.verifySignatures ? signerOf(api, scheme.name) : undefined;
  if (!signer) return undefined;
  const publicKeyOf = known ? keyOf(known) : policy.publicKeyOf;
  const { method, body = new Uint8Array() } = request;
  const rejections = paths.map((path) =>
    signer.refuse(value, { method, path, body }, publicKeyOf, new Date()),
  );
  return rejections.includes(undefined) ? undefined : rejections[0];
}

const rejectValue = (
  { name, scheme }: SecurityScheme,
  accepted: string,
  value: string,
): string | undefined =>
  value === (scheme === 'basic' ? basicCredentials(accepted) : accepted)
    ? undefined
    : `the credentials for ${name} are wrong`;

const keyOf =
  ({ session }: Extract<Credential, { kind: 'session' }>): CredentialPolicy['publicKeyOf'] =>
  (id) =>
    id === session.id ? session.publicKey : undefined;

/** The credential of a request for a scheme; `undefined` if it is missing or malformed. */
function credentialIn(scheme: SecurityScheme, request: WireRequest): string | undefined {
  if (scheme.type === 'apiKey') return apiKeyIn(scheme, request);
  const [, name = '', value] =
    /^(\S+) +(\S+)$/.exec(headerOf(request, 'authorization') ?? '') ?? [];
  const expected = scheme.type === 'http' ? (scheme.scheme ?? 'bearer') : 'bearer';
  if (name.toLowerCase() !== expected) return undefined;
  // the syntax that every authentication scheme shares: RFC 9110, section 11.2
  return value !== undefined && /^[A-Za-z0-9\-._~+/]+=*$/.test(value) ? value : undefined;
}

function apiKeyIn(
  { in: place, parameter = '' }: SecurityScheme,
  request: WireRequest,
): string | undefined {
  if (place === 'header') return headerOf(request, parameter) || undefined;
  const pairs =
    place === 'query'
      ? request.path.split('?').slice(1).join('?')
      : headerOf(request, 'cookie')?.replaceAll(/;\s*/g, '&');
  return new URLSearchParams(pairs ?? '').get(parameter) || undefined;
}
