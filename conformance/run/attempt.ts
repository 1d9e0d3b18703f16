import { isNothingThere } from '../checks/response.ts';
import type { Check, SilenceCause } from '../checks/check.ts';
import type { Transport } from './transport/throttle.ts';
import type { Credentials } from '../core/auth/credentials.ts';
import { authorize, credentialsSent, unpresentable } from '../core/auth/present-credentials.ts';
import { claimsOf } from '../core/auth/claims.ts';
import type { Redactor } from '../core/auth/redact.ts';
import { meaningOf } from '../core/contract/responses.ts';
import { deepest, isTooDeep } from '../core/http/bodies/depth.ts';
import { encode } from '../core/http/encode-request.ts';
import { withFixedFields, type FixedFields } from '../core/http/fixed-fields.ts';
import { echoTrue } from '../checks/echo-true.ts';
import { exchangeOf, type Exchange } from '../checks/exchange.ts';
import type { WireRequest } from '../core/http/messages.ts';
import { unmadeHeader, unmadeReason } from '../core/http/unmade-response.ts';
import { caseOfStep, type Case, type Step } from '../generators/case.ts';
import { answerOf } from '../report/answer.ts';
import type { Answer, CaseOutcome } from '../report/record.ts';
import type { Conflicts } from './conflicts.ts';
import { HookFailure } from './hook-failure.ts';
import type { Hooked, OpenHooks } from './open-hooks.ts';
import { judge, judgeSilence, type JudgedObservation } from './judge.ts';

/** The result of sending one request of a case. */
export type Attempt = {
  /** Why its response was not judged. */
  readonly unjudged?: CaseOutcome['unjudged'];
  readonly applied: readonly string[];
  readonly observations: readonly JudgedObservation[];
  /** Why checks that threw did not judge. */
  readonly failures: readonly string[];
  /** The case with the request that was sent, which is one of several where it is repeated. */
  readonly testCase: Case;
  /** The request without its credentials, and those that it was sent with. */
  readonly request: WireRequest;
  readonly secrets: readonly string[];
  readonly milliseconds: number;
  /** Present if a response can be judged. */
  readonly exchange?: Exchange;
  /** Why no complete response came, though the target answers others. */
  readonly silence?: SilenceCause;
  /** What the response said, without secrets. */
  readonly answer?: Answer;
  /** Why the run must end. */
  readonly fatal?: string;
};

export type AttemptContext = {
  /** The base URL, as reports show it. */
  readonly target: string;
  readonly transport: Transport;
  readonly credentials: Credentials;
  /** For every request. */
  readonly headers: FixedFields;
  readonly hooks?: OpenHooks | undefined;
  /** Those of another user. */
  readonly otherCredentials?: Credentials | undefined;
  readonly checks: readonly Check[];
  /** How long one exchange may take, in milliseconds. */
  readonly limit: number;
  /** What the run created at this target. */
  readonly conflicts: Conflicts;
  readonly redact: Redactor;
  /** Whether the target is the mock of this run, whose word on the description counts. */
  readonly isMock: boolean;
  /** Whether the target ever answered, or answers another request now. */
  readonly answers: () => Promise<boolean>;
};

/** Sends the requests of a case, in turn or at the same time, and judges the responses. */
export async function attempt(
  testCase: Case,
  context: AttemptContext,
): Promise<readonly Attempt[]> {
  const { repeat, steps } = testCase;
  if (steps) return attemptInTurn(testCase, steps, context);
  if (repeat === undefined) return [await attemptOnce(testCase, context)];
  return Promise.all(repeat.map((request) => attemptOnce({ ...testCase, request }, context)));
}

/** Each step rests on the one before, so the first that comes to nothing is the last. */
async function attemptInTurn(
  testCase: Case,
  steps: readonly Step[],
  context: AttemptContext,
): Promise<readonly Attempt[]> {
  const attempts: Attempt[] = [];
  for (const [index, { outcome }] of steps.entries()) {
    const one = await attemptOnce(caseOfStep(testCase, index), context);
    attempts.push(one);
    const status = one.exchange?.reply.status;
    if (status === undefined || meaningOf(testCase.operation, status) !== outcome) break;
    // a server that does not repeat a value has not understood it
    if (one.observations.some(({ check }) => check === echoTrue.id)) break;
  }
  return attempts;
}

const unsent = { secrets: [], milliseconds: 0, applied: [], observations: [], failures: [] };

async function attemptOnce(testCase: Case, context: AttemptContext): Promise<Attempt> {
  const { target, checks, limit, answers } = context;
  const credentials = credentialsIn(testCase, context);
  const planned = encode(testCase.operation, testCase.request);
  const request = withFixedFields(planned, testCase.operation, context.headers);
  const impossible = unpresentable(testCase.operation, testCase.request, credentials);
  if (impossible !== undefined)
    return { ...unsent, testCase, request, unjudged: { kind: 'skip', reason: impossible } };
  const delivered = await deliver({ testCase, request, credentials }, context);
  if ('hookFailure' in delivered) {
    const { hookFailure: fatal } = delivered;
    return { ...unsent, testCase, request, unjudged: { kind: 'error', reason: fatal }, fatal };
  }
  const { outcome, sent, milliseconds, gaveUpReason, secrets, judged: asSent } = delivered;
  const basis = {
    ...unsent,
    testCase: delivered.testCase,
    request,
    secrets,
    milliseconds,
  };
  const failed = (reason: string, fatal?: string): Attempt => ({
    ...basis,
    unjudged: { kind: 'error', reason },
    ...(fatal === undefined ? {} : { fatal }),
  });
  if (outcome.kind === 'unreachable') {
    const fatal = outcome.isInterrupted
      ? outcome.reason
      : `${target} can't be reached: ${outcome.reason}`;
    return failed(fatal, fatal);
  }
  if (outcome.kind === 'silence') {
    if (!(await answers()))
      return failed(outcome.reason, `${target} never responded: ${outcome.reason}`);
    const judged = judgeSilence(testCase, { ...outcome, limit }, checks);
    return { ...basis, silence: outcome.cause, ...judged };
  }
  const { status } = outcome.reply;
  if (gaveUpReason !== undefined) {
    const fatal = `${target} responded with ${status} and ${gaveUpReason}`;
    return failed(fatal, fatal);
  }
  if (status === 429)
    return failed(
      'the target responded with 429, too many requests: use --rate to send more slowly',
    );
  if (isTooDeep(outcome.reply.body))
    return failed(`its response is nested deeper than ${deepest} levels, the limit of the checks`);
  const { reply } = outcome;
  const elsewhere =
    testCase.rule.in === 'method' && meaningOf(testCase.operation, status) === 'success'
      ? await elsewhereOf(testCase, request, { ...context, credentials })
      : undefined;
  // the transport decides what is late: it leaves out the time in which checks kept it from reading
  const exchange = exchangeOf({
    case: testCase,
    request: asSent,
    reply,
    ...(elsewhere ? { elsewhere } : {}),
    milliseconds: Math.min(milliseconds, limit),
    limit,
    credentials: claimsOf(testCase.operation, sent),
  });
  const answer = answerOf(exchange, (text) => context.redact({ text }, basis.secrets).text);
  return { ...basis, ...judgeReply(exchange, context), exchange, answer };
}

const credentialsIn = (
  { isByOther }: Case,
  { credentials, otherCredentials }: AttemptContext,
): Credentials => (isByOther && otherCredentials) || credentials;

type Sending = {
  readonly testCase: Case;
  readonly request: WireRequest;
  readonly credentials: Credentials;
};

/** Sends a request with its credentials, as the hooks want it; says why a hook failed. */
async function deliver(
  { testCase, request, credentials }: Sending,
  { transport, hooks }: Pick<AttemptContext, 'transport' | 'hooks'>,
) {
  let authorized = request;
  let hooked: Hooked | undefined;
  try {
    const delivery = await transport(async () => {
      authorized = authorize(testCase.operation, request, testCase.request, credentials);
      hooked = await hooks?.request(authorized, testCase);
      return hooked?.request ?? authorized;
    });
    const secrets = [...credentialsSent(request, authorized), ...(hooked?.secrets ?? [])];
    // an echo is that of the body as sent
    const { body } = delivery.sent;
    const judged = hooked?.isChanged && body ? { ...request, body } : request;
    const sentCase = hooked?.isChanged ? { ...testCase, isHooked: true as const } : testCase;
    return { ...delivery, secrets, judged, testCase: sentCase };
  } catch (thrown) {
    if (thrown instanceof HookFailure) return { hookFailure: thrown.message };
    throw thrown;
  }
}

/** Why a mock can't answer as documented: no check can judge what the description itself excludes. */
function unmadeIn(exchange: Exchange, { isMock }: Pick<AttemptContext, 'isMock'>) {
  const reason = isMock ? exchange.reply.headers.get(unmadeHeader) : undefined;
  if (reason === undefined) return undefined;
  return { kind: 'skip', reason: unmadeReason(reason) } as const;
}

/** Judges a response, unless what the target holds decides about it instead of the request. */
function judgeReply(
  exchange: Exchange,
  { checks, conflicts, isMock }: Pick<AttemptContext, 'checks' | 'conflicts' | 'isMock'>,
): Pick<Attempt, 'unjudged' | 'applied' | 'observations' | 'failures'> {
  const unmade = unmadeIn(exchange, { isMock });
  if (unmade) return { applied: [], observations: [], failures: [], unjudged: unmade };
  conflicts.enter(exchange);
  const conflict = conflicts.reasonOf(exchange);
  const judgement = judge(
    exchange,
    conflict === undefined ? checks : checks.filter(({ needs }) => needs !== 'state'),
  );
  const isQuiet = judgement.observations.every(({ severity }) => severity === 'notice');
  const reason = conflict ?? (isNothingThere(exchange) ? nothingThere(exchange.case) : undefined);
  return isQuiet && reason !== undefined
    ? { ...judgement, unjudged: { kind: 'skip', reason } }
    : judgement;
}

/** The response to the same request at a path that does not exist, if there is one. */
async function elsewhereOf(
  testCase: Case,
  request: WireRequest,
  context: AttemptContext,
): Promise<Exchange['elsewhere']> {
  const { credentials } = context;
  const [path = '', ...query] = request.path.split('?');
  // two segments deep, where no parameter in a path matches
  const nowhere = path.replace(/[^/]*\/?$/, 'no-such-path/no-such-path');
  const moved = { ...request, path: [nowhere, ...query].join('?') };
  const delivered = await deliver({ testCase, request: moved, credentials }, context);
  if ('hookFailure' in delivered) return undefined;
  const { outcome } = delivered;
  return outcome.kind === 'reply' ? { request: moved, reply: outcome.reply } : undefined;
}

function nothingThere({ operation: { api, id, parameters } }: Case): string {
  const names = parameters
    .filter((parameter) => parameter.in === 'path')
    .map(({ name }) => `$request.path.${name}`);
  return `nothing exists at its path: give an existing value for ${names.join(', ')}, as targets.${api}.values.${id} in a --config file`;
}
