import type { Reply, WireRequest } from '../core/http/messages.ts';
import { readRequest, type ReadRequest } from '../core/http/read-request.ts';
import type { Case } from '../generators/case.ts';

/** A case and the response to it. */
export type Exchange = {
  readonly case: Case;
  /** The request as sent, without its credentials. */
  readonly request: WireRequest;
  /** The request as sent, read back: checks that compare with the request compare with this. */
  readonly sent: ReadRequest;
  readonly reply: Reply;
  /** The response to the same request at a path that does not exist; for undocumented methods. */
  readonly elsewhere?: { readonly request: WireRequest; readonly reply: Reply };
  readonly milliseconds: number;
  /** How long it may take, in milliseconds. */
  readonly limit: number;
};

/** The parts of an exchange, and what the credentials say that its request was sent with. */
type Parts = Omit<Exchange, 'sent'> & Pick<ReadRequest, 'credentials'>;

/** Makes an exchange. The request is read back once, and only if a check asks for it. */
export function exchangeOf({ credentials = {}, ...parts }: Parts): Exchange {
  let sent: ReadRequest | undefined;
  return {
    ...parts,
    get sent() {
      sent ??= { ...readRequest(parts.case.operation, parts.request), credentials };
      return sent;
    },
  };
}
