import { variableOf } from '../../../conformance/core/auth/credentials.ts';
import { signerOf } from '../../../conformance/core/auth/find-signer.ts';
import { isBasic } from '../../../conformance/core/auth/present-credentials.ts';
import type { Operation, SecurityScheme } from '../../../conformance/core/contract/model.ts';

/** A credential in a sample, which only names it. */
export type SampleCredential = {
  /** What stands for it in the texts of a request: no encoding changes it. */
  readonly placeholder: string;
  /** The environment variable that has it: `NOTIFICATIONS_BEARER_AUTH`. */
  readonly variable: string;
  /** The constant that has it: `token`, `apiKey` or `credentials`. */
  readonly constant: string;
  /** The value of that constant that a reader replaces. */
  readonly example: string;
  /** Whether it is `user:password`, which is sent in base64. */
  readonly isBasic: boolean;
  /** Whether it is good for one request only, so that it is made for that. */
  readonly isSigned: boolean;
  /** Whether it stands in a query or a cookie, where it is percent-encoded. */
  readonly isPercentEncoded: boolean;
};

/** The credentials of all schemes of an operation, with placeholders that begin with a stem. */
export function sampleCredentials(
  { api, security, offered = [] }: Operation,
  stem: string,
): ReadonlyMap<string, SampleCredential> {
  const schemes = new Map([...security, ...offered].flat().map((scheme) => [scheme.name, scheme]));
  const counts = new Map<string, number>();
  return new Map(
    [...schemes.values()].map((scheme, index) => {
      const [word, example] = namesOf(scheme);
      const count = (counts.get(word) ?? 0) + 1;
      counts.set(word, count);
      const number = count > 1 ? String(count) : '';
      return [
        scheme.name,
        {
          placeholder: `${stem}${index}-`,
          variable: variableOf(api, scheme.name),
          constant: `${word}${number}`,
          example: example.replaceAll(/(?=:|$)/g, number),
          isBasic: isBasic(scheme),
          isSigned: signerOf(api, scheme.name) !== undefined,
          isPercentEncoded: scheme.type === 'apiKey' && scheme.in !== 'header',
        },
      ];
    }),
  );
}

function namesOf(scheme: SecurityScheme): readonly [constant: string, example: string] {
  if (scheme.type === 'apiKey') return ['apiKey', 'YOUR_API_KEY'];
  return isBasic(scheme) ? ['credentials', 'YOUR_USER:YOUR_PASSWORD'] : ['token', 'YOUR_TOKEN'];
}

/** A text in pieces: what is written as it is, and the credentials between. */
export type Piece = string | SampleCredential;

/** Divides a text at the placeholders of credentials. */
export function piecesOf(text: string, credentials: readonly SampleCredential[]): readonly Piece[] {
  const [first, ...others] = credentials;
  if (!first) return text === '' ? [] : [text];
  return text
    .split(first.placeholder)
    .flatMap((part, at) => [...(at > 0 ? [first] : []), ...piecesOf(part, others)]);
}
