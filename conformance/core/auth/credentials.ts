import type { Contract, Operation, SecurityScheme } from '../contract/model.ts';
import type { SignedSession } from './signers/signer.ts';

/** Where a fixed value was read: a variable, a file, or the file that a variable names. */
export type Origin = {
  readonly kind: 'variable' | 'file' | 'variable-of-file';
  readonly name: string;
};

/** A credential that a server gives for some time. */
export type FetchedCredential = {
  readonly kind: 'fetched';
  /** The value now; it is another one after each renewal. */
  readonly value: string;
  /** Whether it is a cookie, which goes back as the server wrote it. */
  readonly isCookie: boolean;
  readonly origin: Origin;
  /** The file and the line that say how it is fetched. */
  readonly place: string;
  /** What no report may show: all values so far, and what they were fetched with. */
  readonly secrets: readonly string[];
  /** Fetches it where it is missing or expires soon. Gives the reason where there is none to send. */
  readonly ready: () => Promise<string | undefined>;
  /** Fetches it anew after a refusal, unless that was of an earlier value; as `ready` does. */
  readonly renew: (refused: string) => Promise<string | undefined>;
};

/**
 * A credential for a security scheme: a fixed value, one that is fetched, or a session that signs
 * each request.
 */
export type Credential =
  | FetchedCredential
  | { readonly kind: 'value'; readonly value: string; readonly origin?: Origin }
  | {
      readonly kind: 'session';
      readonly session: SignedSession;
      readonly secrets: readonly string[];
      readonly configFile?: string;
    };

/** Credentials by the name of their security scheme. */
export type Credentials = ReadonlyMap<string, Credential>;

/** A well-formed credential that every implementation must reject; the mock rejects it too. */
export const wrongCredential = 'wrong-credential';

/** The names of the security schemes that an API's operations need, or are offered. */
export const schemesOf = ({ operations }: Pick<Contract, 'operations'>): ReadonlySet<string> =>
  new Set(
    operations.flatMap(({ security, offered = [] }) =>
      [...security, ...offered].flat().map(({ name }) => name),
    ),
  );

/** The environment variable of a credential: `AMITY_API_KEY` for `apiKey` of amity. */
export const variableOf = (...names: readonly string[]): string =>
  names
    .map((name) => name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').replaceAll(/[^A-Za-z0-9]+/g, '_'))
    .join('_')
    .toUpperCase();

/** The first alternative of an operation's security that the credentials satisfy, if any. */
export const alternativeFor = (
  operation: Pick<Operation, 'security'>,
  credentials: Credentials,
): readonly SecurityScheme[] | undefined =>
  operation.security.length === 0
    ? []
    : operation.security.find((schemes) => schemes.every(({ name }) => credentials.has(name)));
