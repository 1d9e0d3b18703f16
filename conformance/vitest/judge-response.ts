import { meaningOf, responseFor } from '../core/contract/responses.ts';
import type { Check } from '../checks/check.ts';
import * as checks from '../checks/index.ts';
import { redactor, type Redactor } from '../core/auth/redact.ts';
import { findOperation } from './find-operation.ts';
import { expectationOf, type Expectation } from './input/expectation.ts';
import { refusesContent } from './input/refused-content.ts';
import { wireRequestOf, type RequestInput } from './input/request.ts';
import { replyOf } from './input/response.ts';
import { secretsIn } from './input/secrets.ts';
import type { Exchange } from '../checks/exchange.ts';
import type { Contract, Operation } from '../core/contract/model.ts';
import type { Reply, WireRequest } from '../core/http/messages.ts';
import type { Case } from '../generators/case.ts';
import type { RecordedObservation } from '../report/record.ts';
import { UserError } from '../core/user-error.ts';
import { judge, type JudgedObservation, type Judgement } from '../run/judge.ts';

/** What a test may say besides the response. */
export type JudgeOptions = {
  /**
   * The request that the response answers. What the contract obliges the server to do follows from
   * it.
   */
  readonly request?: RequestInput;
  /**
   * What the test knows better than a request shows: `valid` vouches for its credentials and for
   * the state that it
   * meets, so that any refusal is wrong but that nothing is at its path; `invalid` says that it is
   * to be refused; `unspecified` that nothing follows from it.
   */
  readonly intent?: Case['intent'];
  /** Whether members that the contract does not document are wrong. */
  readonly strict?: boolean;
};

/** One thing that the checks have to say of a response, with all that a reader needs. */
export type ResponseFinding = Omit<RecordedObservation, 'curl' | 'defect'> & {
  readonly occurrences: number;
};

/** What came of judging one response. */
export type JudgedResponse = {
  readonly operation: Operation;
  readonly status: number;
  /** Whether no finding is an error. */
  readonly conforms: boolean;
  readonly findings: readonly ResponseFinding[];
  /** The checks that had something to judge. */
  readonly applied: readonly string[];
  /** What was concluded of the request, as a sentence. */
  readonly basis: string;
};

/**
 * Judges one response by the checks of the runner. Throws a `UserError` for what can't be judged: a
 * name that there
 * is not, a response or a request in no known form, an answer that says nothing of the contract.
 * Throws an `Error`
 * where a check fails by a mistake in this program: a test must not pass by it.
 */
export async function judgeResponse(
  response: unknown,
  api: string,
  operationId: string,
  { request, intent, strict = false }: JudgeOptions = {},
): Promise<JudgedResponse> {
  const { contract, operation } = findOperation(api, operationId);
  const wire = request && (await wireRequestOf(request, operation));
  const reply = await replyOf(response);
  if (reply.status === 429 && !responseFor(operation, 429))
    throw new UserError(
      `This can't be judged: the server answered 429, it wants fewer requests, and ${operation.id} documents nothing of that.`,
    );
  const expectation = expectationOf(operation, wire, intent);
  const redact = redactor([], wire ? secretsIn(operation, wire) : []);
  const { applied, observations, failures } = judgement(operation, expectation, wire, reply);
  if (failures.length > 0) throw new Error(redact({ message: failures.join('\n') }).message);
  const findings = findingsOf(observations, { contract, operation, strict, redact });
  return {
    operation,
    status: reply.status,
    conforms: findings.every(({ severity }) => severity !== 'error'),
    findings,
    applied,
    basis: expectation.words,
  };
}

function judgement(
  operation: Operation,
  expectation: Expectation,
  wire: WireRequest | undefined,
  reply: Reply,
): Judgement {
  const as = (intent: Case['intent']) => {
    const exchange = exchangeOf(operation, expectation, intent, { wire, reply });
    return judge(exchange, checksFor(exchange, expectation));
  };
  if (expectation.intent !== 'unknown') return as(expectation.intent);
  // what holds whatever the request was is what is found both of one that obliges nobody and of one
  // that is to be refused
  const [open, invalid] = [as('unspecified'), as('invalid')];
  const others = new Set(invalid.observations.map(({ check }) => check));
  return {
    applied: open.applied,
    observations: open.observations.filter(({ check }) => others.has(check)).map(withoutRequest),
    failures: [...open.failures, ...invalid.failures],
  };
}

/** That check speaks of the request, of which nothing is known. */
const withoutRequest = (observation: JudgedObservation): JudgedObservation =>
  observation.check === checks.noServerError.id
    ? { ...observation, message: 'The operation answered with a server error.' }
    : observation;

/**
 * How long the answer took nobody knows here; and a refusal for a reason that no request shows
 * accuses nobody, unless the test vouches for the request.
 */
function checksFor(exchange: Exchange, { isVouchedFor }: Expectation): Check[] {
  const {
    case: { operation },
    reply,
  } = exchange;
  const isTold =
    isVouchedFor || meaningOf(operation, reply.status) === 'success' || refusesContent(exchange);
  return Object.values(checks).filter(
    (check) => check !== checks.withinTime && (check !== checks.validAccepted || isTold),
  );
}

function exchangeOf(
  operation: Operation,
  { broken, reason, read }: Expectation,
  intent: Case['intent'],
  { wire, reply }: { readonly wire: WireRequest | undefined; readonly reply: Reply },
): Exchange {
  // that a request is refused for credentials of which only the test knows can't be told from other
  // refusals
  const isUnseen = broken?.in === 'credentials' && meaningOf(operation, reply.status) !== 'success';
  return {
    case: {
      id: `${operation.id}/given`,
      generator: 'given',
      origin: 'recorded',
      ...(wire ? {} : { topic: 'size' }),
      operation,
      intent,
      // how large an unknown request was is unknown too
      rule: broken ?? { in: 'body', pointer: '', keyword: wire ? 'valid' : 'size' },
      ...(broken && !isUnseen ? { broken } : {}),
      reason,
      request: {
        parameters: read?.parameters ?? nowhere,
        ...(read?.body === undefined ? {} : { body: { documented: '', value: read.body } }),
        credentials: 'good',
      },
    },
    request: wire ?? {
      method: operation.method,
      path: operation.path,
      headers: repeatable(operation, reply),
    },
    sent: read ?? { parameters: nowhere, violations: [] },
    reply,
    milliseconds: 0,
    limit: 0,
  };
}

/** The parameters of an unknown request. */
const nowhere = { path: {}, query: {}, header: {}, cookie: {} };

/**
 * Header fields that an unknown request may have had just so: an answer that repeats what a client
 * sent is not to blame for it.
 */
const repeatable = ({ parameters }: Operation, { headers }: Reply): WireRequest['headers'] =>
  parameters
    .filter((parameter) => parameter.in === 'header')
    .flatMap(({ name }) => {
      const value = headers.get(name.toLowerCase());
      return value === undefined ? [] : [[name, value] as const];
    });

function findingsOf(
  observations: readonly JudgedObservation[],
  {
    contract,
    operation,
    strict,
    redact,
  }: {
    readonly contract: Contract;
    readonly operation: Operation;
    readonly strict: boolean;
    readonly redact: Redactor;
  },
): ResponseFinding[] {
  // elements of one list break one rule, however many there are
  const groups = Map.groupBy(observations, ({ check, defect }) => `${check} ${defect}`);
  return [...groups.values()].map((group): ResponseFinding => {
    const { check, severity = 'error', message, expected, actual, source } = group[0]!;
    return {
      check,
      severity: strict && severity === 'notice' ? 'error' : severity,
      pointer: source.pointer,
      source: `${source.file}:${contract.line(source)}`,
      evidence: contract.evidence(source) || operation.evidence,
      ...redact({ message, expected, actual }),
      occurrences: group.length,
    };
  });
}
