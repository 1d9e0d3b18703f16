import { isNothingThere } from './checks/answer.ts';
import type { Check } from './checks/check.ts';
import { authorize, credentialsSent, type Credentials } from './exchange/credentials.ts';
import { encode } from './exchange/encode.ts';
import type { Sender } from './exchange/send.ts';
import type { Case, Exchange, Verdict, WireRequest } from './model.ts';
import { judge, judgeSilence, verdictOf, type Judged } from './verdict/judge.ts';

/** What came of sending one request of a case. */
export type Attempt = {
  readonly verdict: Verdict;
  readonly observations: readonly Judged[];
  /** The case with the request that was sent, which is one of several where it is repeated. */
  readonly testCase: Case;
  /** The request without its credentials, and those that it was sent with. */
  readonly request: WireRequest;
  readonly secrets: readonly string[];
  /** Where there was an answer that can be judged. */
  readonly exchange?: Exchange;
  /** Why there is no use in sending more. */
  readonly fatal?: string;
};

/** What all attempts of a run have in common. */
export type Means = {
  readonly target: string;
  readonly sender: Sender;
  readonly credentials: Credentials;
  readonly checks: readonly Check[];
  /** How long one exchange may take, in milliseconds. */
  readonly limit: number;
  /** Whether the target ever answered. */
  readonly answered: () => boolean;
};

/** Sends a case, as often and as much at once as it asks for, and judges what comes back. */
export async function attempt(testCase: Case, means: Means): Promise<readonly Attempt[]> {
  const { repeat } = testCase;
  if (repeat === undefined) return [await attemptOnce(testCase, means)];
  if (repeat === 'in-turn') {
    const first = await attemptOnce(testCase, means);
    return first.fatal === undefined ? [first, await attemptOnce(testCase, means)] : [first];
  }
  return Promise.all(repeat.map((request) => attemptOnce({ ...testCase, request }, means)));
}

async function attemptOnce(testCase: Case, { target, sender, credentials, checks, limit, answered }: Means): Promise<Attempt> {
  const request = encode(testCase.operation, testCase.request);
  const sent = authorize(testCase.operation, request, testCase.request, credentials, new Date());
  const begun = performance.now();
  const outcome = await sender.send(sent);
  const milliseconds = performance.now() - begun;
  const basis = { testCase, request, secrets: credentialsSent(request, sent) };
  // outside of any try: a bug in a check must crash, not pose as a dead target
  if (outcome.kind === 'unreachable') {
    const fatal = outcome.isInterrupted ? outcome.reason : `${target} can't be reached: ${outcome.reason}`;
    return { ...basis, verdict: { kind: 'error', reason: fatal }, observations: [], fatal };
  }
  if (outcome.kind === 'silence') {
    if (!answered()) return { ...basis, verdict: { kind: 'error', reason: outcome.reason }, observations: [], fatal: `${target} never answered: ${outcome.reason}` };
    const observations = judgeSilence(testCase, outcome.reason, checks);
    return { ...basis, observations, verdict: verdictOf(observations) };
  }
  if (outcome.reply.status === 429) {
    return { ...basis, verdict: { kind: 'error', reason: 'the target answered 429: it wants fewer requests' }, observations: [] };
  }
  const exchange: Exchange = { case: testCase, request, reply: outcome.reply, milliseconds, limit };
  const observations = judge(exchange, checks);
  const verdict = verdictOf(observations);
  if (verdict.kind === 'pass' && isNothingThere(exchange)) {
    const names = testCase.operation.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => `$request.path.${name}`);
    const { api, id } = testCase.operation;
    return { ...basis, observations, exchange, verdict: { kind: 'skip', reason: `there is nothing at its path: give a value that the target holds for ${names.join(', ')}, as targets.${api}.values.${id} in a --config file` } };
  }
  return { ...basis, observations, verdict, exchange };
}
