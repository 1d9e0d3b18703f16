import { isNothingThere } from '../checks/nothing-there.ts';
import type { Check, SilenceCause } from '../checks/check.ts';
import type { Credentials } from '../core/auth/credentials.ts';
import { credentialsSent, unpresentable } from '../core/auth/present-credentials.ts';
import { claimsOf } from '../core/auth/claims.ts';
import type { Redactor } from '../core/auth/redact.ts';
import { meaningOf } from '../core/contract/responses.ts';
import { encode } from '../core/http/encode-request.ts';
import { withFixedFields, type FixedFields } from '../core/http/fixed-fields.ts';
import { echoTrue } from '../checks/echo-true.ts';
import { exchangeOf, type Exchange } from '../checks/exchange.ts';
import type { WireRequest } from '../core/http/messages.ts';
import { unmadeHeader, unmadeReason } from '../core/http/unmade-response.ts';
import { caseOfStep, type Case, type Step } from '../generators/case.ts';
import { answerOf } from '../report/answer.ts';
import type { Answer, CaseOutcome } from '../report/record.ts';
import { memoryKeysOf } from '../plan/identity.ts';
import type { Conflicts } from './conflicts.ts';
import type { Deliver } from './deliver.ts';
import { HookFailure } from './hook-failure.ts';
import type { Hooked, OpenHooks } from './open-hooks.ts';
import { judge, judgeSilence, type JudgedObservation } from './judge.ts';
import type { Outcome } from './transport/outcome.ts';
import { whyUnjudged, type Unjudged } from './unjudged-delivery.ts';

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
  /** Whether the server was down after the request. */
  readonly endsServer?: true;
} & Partial<Omit<Unjudged, 'unjudged'>>;

export type AttemptContext = {
  /** The base URL, as reports show it. */
  readonly target: string;
  readonly deliver: Deliver;
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
  /** Whether a case that the target asks to wait for may be put aside. */
  readonly leaves?: boolean | undefined;
};

/** Sends the requests of a case, in turn or at the same time, and judges the responses. */
export async function attempt(
  testCase: Case,
  context: AttemptContext,
): Promise<readonly Attempt[]> {
  const { repeat, steps } = testCase;
  // what was sent of a sequence can't be put aside
  const whole = { ...context, leaves: false };
  if (steps) return attemptInTurn(testCase, steps, whole);
  if (repeat === undefined) return [await attemptOnce(testCase, context)];
  return Promise.all(repeat.map((request) => attemptOnce({ ...testCase, request }, whole)));
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

const credentialsOf = (
  { isByOther }: Case,
  { credentials, otherCredentials }: AttemptContext,
): Credentials => (isByOther && otherCredentials) || credentials;

const unsent = { secrets: [], milliseconds: 0, applied: [], observations: [], failures: [] };

async function attemptOnce(testCase: Case, context: AttemptContext): Promise<Attempt> {
  const { target, limit } = context;
  const credentials = credentialsOf(testCase, context);
  const planned = encode(testCase.operation, testCase.request);
  const request = withFixedFields(planned, testCase.operation, context.headers);
  const impossible = unpresentable(testCase.operation, testCase.request, credentials);
  if (impossible !== undefined)
    return { ...unsent, testCase, request, unjudged: { kind: 'skip', reason: impossible } };
  const delivered = await send({ testCase, request, credentials }, context);
  if ('unsent' in delivered) return { ...unsent, testCase, request, ...delivered.unsent };
  const { outcome, sent, milliseconds, secrets, judged: asSent } = delivered;
  const basis = {
    ...unsent,
    testCase: delivered.testCase,
    request,
    secrets,
    milliseconds,
  };
  const unjudged = whyUnjudged(delivered, target);
  if (unjudged || outcome.kind === 'unreachable') return { ...basis, ...unjudged };
  if (outcome.kind === 'silence')
    return { ...basis, ...(await silenceOf(testCase, outcome, context)) };
  const { reply } = outcome;
  const elsewhere =
    testCase.rule.in === 'method' && meaningOf(testCase.operation, reply.status) === 'success'
      ? await elsewhereOf(testCase, request, { ...context, credentials })
      : undefined;
  if (elsewhere && 'unjudged' in elsewhere) return { ...basis, ...elsewhere };
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

/** Judges a request without a response, if the target answers others. */
async function silenceOf(
  testCase: Case,
  outcome: Extract<Outcome, { kind: 'silence' }>,
  { target, checks, limit, answers }: AttemptContext,
): Promise<Partial<Attempt>> {
  const { reason, cause: silence, endsServer } = outcome;
  const ending = { silence, ...(endsServer ? { endsServer } : {}) };
  if (await answers())
    return { ...ending, ...judgeSilence(testCase, { ...outcome, limit }, checks) };
  const unjudged = { kind: 'error', reason } as const;
  // a server that comes back may answer others
  return endsServer
    ? { ...ending, unjudged }
    : { ...ending, unjudged, fatal: `${target} never responded: ${reason}` };
}

type Request = {
  readonly testCase: Case;
  readonly request: WireRequest;
  readonly credentials: Credentials;
};

/** Sends a request with its credentials, as the hooks want it; says why it was not sent. */
async function send(
  { testCase, request, credentials }: Request,
  { deliver, hooks, leaves }: Pick<AttemptContext, 'deliver' | 'hooks' | 'leaves'>,
) {
  const { operation, request: presentation } = testCase;
  let authorized = request;
  let hooked: Hooked | undefined;
  const change = async (made: WireRequest) => {
    authorized = made;
    hooked = await hooks?.request(made, testCase);
    return hooked?.request ?? made;
  };
  try {
    const sending = { credentials, leaves, change };
    const delivery = await deliver(operation, request, presentation, sending);
    if ('missing' in delivery)
      return { unsent: { unjudged: { kind: 'error', reason: delivery.missing } } } as const;
    const secrets = [...credentialsSent(request, authorized), ...(hooked?.secrets ?? [])];
    // an echo is that of the body as sent
    const { body } = delivery.sent;
    const judged = hooked?.isChanged && body ? { ...request, body } : request;
    const sentCase = hooked?.isChanged ? { ...testCase, isHooked: true as const } : testCase;
    return { ...delivery, secrets, judged, testCase: sentCase };
  } catch (thrown) {
    if (!(thrown instanceof HookFailure)) throw thrown;
    const { message: reason } = thrown;
    return { unsent: { unjudged: { kind: 'error', reason }, fatal: reason } } as const;
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
): Promise<Exchange['elsewhere'] | Unjudged> {
  const { credentials, target } = context;
  const [path = '', ...query] = request.path.split('?');
  // two segments deep, where no parameter in a path matches
  const nowhere = path.replace(/[^/]*\/?$/, 'no-such-path/no-such-path');
  const moved = { ...request, path: [nowhere, ...query].join('?') };
  const delivery = await send(
    { testCase, request: moved, credentials },
    { ...context, leaves: false },
  );
  if ('unsent' in delivery) return undefined;
  const { outcome } = delivery;
  if (outcome.kind === 'reply') return { request: moved, reply: outcome.reply };
  // without its answer, nothing is known of the other one
  return outcome.kind === 'unreachable' ? whyUnjudged(delivery, target) : undefined;
}

function nothingThere({ operation, ...testCase }: Case): string {
  const { api, id, parameters } = operation;
  const isAboutPath = [testCase, ...(testCase.components ?? [])].some(
    ({ rule }) => rule.in === 'path',
  );
  // another value in the configuration changes nothing of it
  if (isAboutPath)
    return 'nothing exists at its path, because the case has a value of its own there';
  const names = parameters
    .filter((parameter) => parameter.in === 'path')
    .map(({ name }) => `$request.path.${name}`);
  const isByPath = names.length > 0;
  const places = isByPath ? names : memoryKeysOf(operation);
  return `${isByPath ? 'nothing exists at its path' : 'what it is about is not there'}: give an existing value for ${places.join(', ')}, as targets.${api}.values.${id} in a --config file`;
}
