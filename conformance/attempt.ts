import type { Check } from './checks/check.ts';
import * as checks from './checks/index.ts';
import { authorize, credentialsSent, type Credentials } from './exchange/credentials.ts';
import { encode } from './exchange/encode.ts';
import type { Sender } from './exchange/send.ts';
import type { Case, Exchange, Verdict, WireRequest } from './model.ts';
import { judge, judgeSilence, type Judged } from './verdict/judge.ts';

/** What came of sending one case. */
export type Attempt = {
  readonly verdict: Verdict;
  readonly observations: readonly Judged[];
  /** The request without its credentials, and those that it was sent with. */
  readonly request: WireRequest;
  readonly secrets: readonly string[];
  /** Where there was an answer that can be judged. */
  readonly exchange?: Exchange;
  /** Why there is no use in sending more. */
  readonly fatal?: string;
};

/** Sends one case and judges what comes back. `answered` says whether the target ever did. */
export async function attempt(testCase: Case, target: string, sender: Sender, credentials: Credentials, answered: boolean): Promise<Attempt> {
  const request = encode(testCase.operation, testCase.request);
  const sent = authorize(testCase.operation, request, testCase.request, credentials, new Date());
  const begun = performance.now();
  const outcome = await sender.send(sent);
  const milliseconds = performance.now() - begun;
  const basis = { request, secrets: credentialsSent(request, sent) };
  // outside of any try: a bug in a check must crash, not pose as a dead target
  if (outcome.kind === 'unreachable') {
    const fatal = outcome.isInterrupted ? outcome.reason : `${target} can't be reached: ${outcome.reason}`;
    return { ...basis, verdict: { kind: 'error', reason: fatal }, observations: [], fatal };
  }
  if (outcome.kind === 'silence') {
    const judged = judgeSilence(testCase, outcome.reason, answered);
    return answered ? { ...basis, ...judged } : { ...basis, ...judged, fatal: `${target} never answered: ${outcome.reason}` };
  }
  if (outcome.reply.status === 429) {
    return { ...basis, verdict: { kind: 'error', reason: 'the target answered 429: it wants fewer requests' }, observations: [] };
  }
  const exchange: Exchange = { case: testCase, request, reply: outcome.reply, milliseconds };
  return { ...basis, ...judge(exchange, Object.values(checks) as Check[]), exchange };
}
