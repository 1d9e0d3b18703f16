import type { Operation } from '../contract/model.ts';
import * as signers from './signers/index.ts';
import type { Forgery, Signer } from './signers/signer.ts';

const all: readonly Signer[] = Object.values(signers);

/** The signer of a security scheme; `undefined` if the scheme takes a fixed value. */
export const signerOf = (api: string, scheme: string): Signer | undefined =>
  all.find((signer) => signer.api === api && signer.scheme === scheme);

export const signersOf = (api: string): readonly Signer[] =>
  all.filter((signer) => signer.api === api);

/** The forgeries of the signers of an operation's security schemes. */
export const forgeriesOf = ({
  api,
  security,
}: Operation): readonly (Forgery & { readonly scheme: string })[] =>
  [...new Set(security.flat().map(({ name }) => name))].flatMap((scheme) =>
    (signerOf(api, scheme)?.forgeries ?? []).map((forgery) => ({ ...forgery, scheme })),
  );
