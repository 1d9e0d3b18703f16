import { signersOf } from '../conformance/core/auth/find-signer.ts';
import { howToGive, readSession } from '../conformance/core/auth/read-credentials.ts';
import * as signers from '../conformance/core/auth/signers/index.ts';
import type { Signed, Signer } from '../conformance/core/auth/signers/signer.ts';
import { orNearest } from '../conformance/core/nearest.ts';
import { UserError } from '../conformance/core/user-error.ts';
import { userPath } from '../conformance/core/user-path.ts';
import { apis } from '../spec/apis.ts';

/** The security scheme, where several of an API sign; a forgery; a configuration with the session. */
export type SignOptions = {
  readonly scheme?: string | undefined;
  readonly forge?: string | undefined;
  readonly config?: string | undefined;
};

/**
 * Makes the credential of one request, with the session of the configuration or the environment.
 * Throws a `UserError` for an unknown API, scheme or forgery, and for a missing or unusable session.
 */
export async function signRequest(
  api: string,
  signed: Signed,
  { scheme, forge, config }: SignOptions,
  environment: { readonly [name: string]: string | undefined },
): Promise<string> {
  if (!/^[A-Z]+$/.test(signed.method))
    throw new UserError(
      `The method is written in capitals, such as POST, not "${signed.method}": it is part of what is signed.`,
    );
  if (!signed.path.startsWith('/'))
    throw new UserError(
      `The path begins with a slash and follows the base URL, such as /session, not "${signed.path}".`,
    );
  const signer = signerFor(api, scheme);
  const use = forge === undefined ? undefined : forgeryOf(signer, forge);
  const configured = config === undefined ? undefined : await configuredSession(config, signer);
  const credential = readSession(signer, configured, environment);
  if (credential?.kind !== 'session')
    throw new UserError(`There is no session to sign with: ${howToGive({ api }, signer.scheme)}.`);
  const { session } = credential;
  return use ? session.forge(use, signed, new Date()) : session.sign(signed, new Date());
}

function signerFor(api: string, scheme: string | undefined): Signer {
  const signing = new Set(Object.values(signers).map((signer) => signer.api));
  const known = [...new Set(Object.keys(apis)).union(signing)];
  if (!known.includes(api)) throw unknown(`API "${api}"`, api, known);
  const own = signersOf(api);
  if (own.length === 0)
    throw new UserError(
      `The requests of ${api} are not signed: its credentials are fixed values. Those of ${[...signing].join(', ')} are.`,
    );
  const schemes = own.map((signer) => signer.scheme);
  if (scheme === undefined && own.length > 1)
    throw new UserError(
      `Several security schemes of ${api} sign: add --scheme with one of ${schemes.join(', ')}.`,
    );
  const signer = scheme === undefined ? own[0] : own.find((one) => one.scheme === scheme);
  if (!signer)
    throw new UserError(
      `No security scheme "${scheme}" of ${api} signs${orNearest(scheme!, schemes)} There are ${schemes.join(', ')}.`,
    );
  return signer;
}

function forgeryOf(signer: Signer, way: string): `forged-${string}` {
  const found = signer.forgeries.find(({ use }) => use === `forged-${way}`);
  if (!found) throw unknown(`forgery "${way}"`, way, waysOf([signer]));
  return found.use;
}

const unknown = (what: string, name: string, known: readonly string[]): UserError =>
  new UserError(`There is no ${what}${orNearest(name, known)} There are ${known.join(', ')}.`);

/** The names of forgeries on the command line. */
export const waysOf = (some: readonly Signer[]): string[] =>
  some.flatMap(({ forgeries }) => forgeries.map(({ use }) => use.replace('forged-', '')));

/** The session in a configuration file. */
async function configuredSession(file: string, { api, scheme }: Signer) {
  // loaded only here, because each pasted line starts this command
  const { readConfig } = await import('../conformance/cli/config.ts');
  const { targets } = readConfig(userPath(file), process.env, (key) =>
    key === api ? api : undefined,
  );
  const credential = targets.get(api)?.credentials[scheme];
  if (credential === undefined)
    throw new UserError(`${file} has no targets.${api}.credentials.${scheme}.`);
  return credential;
}
