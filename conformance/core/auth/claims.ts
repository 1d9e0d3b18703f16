import type { Operation } from '../contract/model.ts';
import type { WireRequest } from '../http/messages.ts';
import { headerOf } from '../http/read-request.ts';
import type { Json } from '../json.ts';
import { setMember } from '../pointer.ts';
import { signerOf } from './find-signer.ts';

/**
 * What the credentials of a request say of their owner, by security scheme: the claims of a signed
 * token. A fixed value says nothing. Reads and does not verify.
 * @see https://www.rfc-editor.org/rfc/rfc7519#section-4
 */
export function claimsOf(
  { api, security }: Pick<Operation, 'api' | 'security'>,
  request: WireRequest,
): { readonly [scheme: string]: Json } {
  const field = headerOf(request, 'authorization');
  const [, token] = /^bearer +(\S+)$/i.exec(field ?? '') ?? [];
  const found: { [scheme: string]: Json } = {};
  if (token === undefined) return found;
  for (const schemes of security) {
    for (const { name } of schemes) {
      const claims = signerOf(api, name)?.claims(token);
      if (claims) setMember(found, name, claims);
    }
  }
  return found;
}
