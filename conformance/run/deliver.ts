import type { Credentials, FetchedCredential } from '../core/auth/credentials.ts';
import { authorize, fetchedFor, type Presentation } from '../core/auth/present-credentials.ts';
import type { Operation } from '../core/contract/model.ts';
import type { WireRequest } from '../core/http/messages.ts';
import type { Delivery, Transport } from './transport/throttle.ts';

export type Sending = {
  readonly credentials: Credentials;
  /** Whether a wait that the target asks for is left to the caller. */
  readonly leaves?: boolean | undefined;
  /** Changes the request after its credentials are in it. */
  readonly change?: (authorized: WireRequest) => Promise<WireRequest>;
};

/** Sends a request with the credentials that it is to have, or says why there are none. */
export type Deliver = (
  operation: Operation,
  request: WireRequest,
  presentation: Presentation,
  sending: Sending,
) => Promise<Delivery | { readonly missing: string }>;

/**
 * Sends requests with credentials that are fresh. A 401 to one with a good credential that was fetched
 * may mean that the server takes it no more: another one is fetched, and the request sent again, once.
 */
export function delivering(transport: Transport): Deliver {
  /** What refuses a fresh credential too, so that its 401 has another cause: operations, spellings, users. */
  const refusing = new Set<string>();
  return async (operation, request, presentation, { credentials, leaves = false, change }) => {
    const fetched = fetchedFor(operation, presentation, credentials);
    const missing = await reasonIn(fetched, (one) => one.ready());
    if (missing !== undefined) return { missing };
    let used: readonly string[] = [];
    const make = () => {
      used = fetched.map(({ value }) => value);
      const authorized = authorize(operation, request, presentation, credentials);
      return change ? change(authorized) : authorized;
    };
    const owner = { id: operation.id, leaves };
    const first = await transport(make, owner);
    const { credentials: use, schemeName, headerNames } = presentation;
    const whose = fetched.map(({ origin }) => origin.name);
    const asked = [operation.id, schemeName, headerNames, ...whose].join(' ');
    const mayHaveExpired = fetched.length > 0 && use === 'good' && !refusing.has(asked);
    if (!isRefused(first) || !mayHaveExpired) return first;
    const lost = await reasonIn(fetched, (one, index) => one.renew(used[index]!));
    if (lost !== undefined) return { missing: lost };
    const second = await transport(make, owner);
    if (isRefused(second)) refusing.add(asked);
    return second;
  };
}

/** The first reason why a credential can't be had. */
async function reasonIn(
  fetched: readonly FetchedCredential[],
  get: (one: FetchedCredential, index: number) => Promise<string | undefined>,
): Promise<string | undefined> {
  for (const [index, one] of fetched.entries()) {
    const reason = await get(one, index);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2 */
const isRefused = ({ outcome }: Delivery): boolean =>
  outcome.kind === 'reply' && outcome.reply.status === 401;
