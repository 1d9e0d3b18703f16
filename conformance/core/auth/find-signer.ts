import type { Operation } from '../contract/model.ts';
import * as signers from './signers/index.ts';
import type { Forgery, Signer } from './signers/signer.ts';

/** The signer of a security scheme; `undefined` if the scheme takes a fixed value. */
export const signerOf = (api: string, scheme: string): Signer | undefined =>
  Object.values(signers).find((signer) => signer.api === api && signer.scheme === scheme);

/** The signers of an API, one for each security scheme that needs one. */
export const signersOf = (api: string): readonly Signer[] =>
  Object.values(signers).filter((signer) => signer.api === api);

/**
 * The ways to forge the credentials of an operation: those of the signers of its security schemes.
 */
export const forgeriesOf = ({
  api,
  security,
}: Operation): readonly (Forgery & { readonly scheme: string })[] =>
  [...new Set(security.flat().map(({ name }) => name))].flatMap((scheme) =>
    (signerOf(api, scheme)?.forgeries ?? []).map((forgery) => ({ ...forgery, scheme })),
  );
