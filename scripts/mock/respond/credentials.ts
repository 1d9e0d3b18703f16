import type { KeyObject } from 'node:crypto';
import {
  basicCredentials,
  signerOf,
  wrongCredential,
  type Credentials,
} from '../../../conformance/core/auth/credentials.ts';
import { headerOf } from '../../../conformance/core/http/read-request.ts';
import type { Operation, SecurityScheme } from '../../../conformance/core/contract/model.ts';
import type { WireRequest } from '../../../conformance/core/http/messages.ts';

/** What the mock knows of good credentials. By default any that is well-formed will do. */
export type Gate = {
  /** Exactly these are good, where a scheme has any. */
  readonly credentials: Credentials | undefined;
  /** Signed requests are verified against the sessions that were opened. */
  readonly verifySignatures: boolean;
  readonly publicKeyOf: (session: string) => KeyObject | undefined;
};

/** Why a request's credentials are not good; `undefined` where they are. `paths` are the forms of its path that a client may have signed. */
export function refuseCredentials(
  operation: Operation,
  request: WireRequest,
  paths: readonly string[],
  gate: Gate,
): string | undefined {
  const reasons = operation.security.map((schemes) =>
    schemes.flatMap((scheme) => refuse(operation, scheme, request, paths, gate) ?? []),
  );
  if (reasons.length === 0 || reasons.some((alternative) => alternative.length === 0))
    return undefined;
  return reasons[0]?.[0];
}

function refuse(
  { api }: Operation,
  scheme: SecurityScheme,
  request: WireRequest,
  paths: readonly string[],
  gate: Gate,
): string | undefined {
  const value = credentialIn(scheme, request);
  if (value === undefined) return `there are no credentials for ${scheme.name}`;
  // one value is never good, so that a refusal can be tried without knowing any that is
  if (value === wrongCredential) return `"${wrongCredential}" is never good`;
  const known = gate.credentials?.get(scheme.name);
  if (known?.kind === 'value')
    return value === (scheme.scheme === 'basic' ? basicCredentials(known.value) : known.value)
      ? undefined
      : `the credentials for ${scheme.name} are wrong`;
  const signer = known || gate.verifySignatures ? signerOf(api, scheme.name) : undefined;
  if (!signer) return undefined;
  const publicKeyOf = known
    ? (id: string) => (id === known.session.id ? known.session.publicKey : undefined)
    : gate.publicKeyOf;
  const verdicts = paths.map((path) =>
    signer.refuse(
      value,
      { method: request.method, path, body: request.body ?? new Uint8Array() },
      publicKeyOf,
      new Date(),
    ),
  );
  return verdicts.includes(undefined) ? undefined : verdicts[0];
}

/** The credential that a request carries for a scheme, where it is well-formed. */
function credentialIn(
  { type, scheme, in: place, parameter = '' }: SecurityScheme,
  request: WireRequest,
): string | undefined {
  if (type === 'apiKey') {
    if (place === 'header') return headerOf(request, parameter) || undefined;
    const text =
      place === 'query'
        ? request.path.split('?').slice(1).join('?')
        : headerOf(request, 'cookie')?.replaceAll(/;\s*/g, '&');
    return new URLSearchParams(text ?? '').get(parameter) || undefined;
  }
  const [, name = '', value] =
    /^(\S+) +(\S+)$/.exec(headerOf(request, 'authorization') ?? '') ?? [];
  if (name.toLowerCase() !== (type === 'http' && scheme !== undefined ? scheme : 'bearer'))
    return undefined;
  // the syntax that every authentication scheme shares: RFC 9110, section 11.2
  return value !== undefined && /^[A-Za-z0-9\-._~+/]+=*$/.test(value) ? value : undefined;
}
