import { meaningOf, responseFor } from '../core/contract/responses.ts';
import type { Check } from '../checks/check.ts';
import * as checks from '../checks/index.ts';
import { claimsOf } from '../core/auth/claims.ts';
import { redactor } from '../core/auth/redact.ts';
import { findOperation } from './find-operation.ts';
import { expectationOf, type Expectation } from './input/expectation.ts';
import { refusesContent } from './input/refused-content.ts';
import { wireRequestOf, type RequestInput } from './input/request.ts';
import { replyOf } from './input/response.ts';
import { secretsIn } from './input/secrets.ts';
import type { Exchange } from '../checks/exchange.ts';
import type { Operation } from '../core/contract/model.ts';
import type { Reply, WireRequest } from '../core/http/messages.ts';
import type { Case } from '../generators/case.ts';
import type { RecordedObservation } from '../report/record.ts';
import { severityOf } from '../report/weigh.ts';
import { UserError } from '../core/user-error.ts';
import { judge, type Judgement } from '../run/judge.ts';

/** What a test may state besides the response. */
export type JudgeOptions = {
  /** The request that the response answers; what the server must do follows from it. */
  readonly request?: RequestInput;
  /**
   * What a request does not show. `valid` confirms its credentials and the state that it meets, so
   * any refusal is wrong, except that its path names no resource; `invalid` demands a refusal;
   * `unspecified` demands nothing.
   */
  readonly intent?: Case['intent'];
  /** Whether members that the contract does not document are errors. */
  readonly strict?: boolean;
};

/** One departure from the contract, with all that a reader needs. */
export type ResponseFinding = Omit<RecordedObservation, 'curl' | 'defect' | 'times'> & {
  readonly occurrences: number;
};

export type JudgedResponse = {
  readonly operation: Operation;
  readonly status: number;
  /** Whether no finding is an error. */
  readonly conforms: boolean;
  readonly findings: readonly ResponseFinding[];
  /** The checks that applied. */
  readonly applied: readonly string[];
  /** The conclusion from the request, as a sentence. */
  readonly basis: string;
};

/**
 * Judges one response by the checks of the runner. Throws a `UserError` for what can't be judged,
 * such as an unknown name or form, and an `Error` if a check throws: a test must not pass by it.
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
      `This can't be judged: the server responded with 429, too many requests, which ${operation.id} does not document.`,
    );
  const expectation = expectationOf(operation, wire, intent);
  const redact = redactor([], wire ? secretsIn(operation, wire) : []);
  const { applied, observations, failures } = judgement({ operation, expectation, wire, reply });
  if (failures.length > 0) throw new Error(redact({ message: failures.join('\n') }).message);
  // elements of one array break one rule, however many there are
  const groups = Map.groupBy(observations, ({ check, defect }) => `${check} ${defect}`);
  const findings = [...groups.values()].map((group): ResponseFinding => {
    const { check, severity = 'error', strength, message, expected, actual, source } = group[0]!;
    return {
      check,
      severity: severityOf({ check, severity, ...(strength ? { strength } : {}) }, { strict }),
      pointer: source.pointer,
      source: contract.place(source),
      evidence: contract.evidence(source) || operation.evidence,
      ...redact({ message, expected, actual }),
      occurrences: group.reduce((sum, { times = 1 }) => sum + times, 0),
    };
  });
  return {
    operation,
    status: reply.status,
    conforms: findings.every(({ severity }) => severity !== 'error'),
    findings,
    applied,
    basis: expectation.words,
  };
}

/** A response and the known parts of its request. */
type Input = {
  readonly operation: Operation;
  readonly expectation: Expectation;
  readonly wire: WireRequest | undefined;
  readonly reply: Reply;
};

function judgement(input: Input): Judgement {
  const as = (intent: Case['intent']) => {
    const exchange = exchangeOf(input, intent);
    return judge(exchange, checksFor(exchange, input.expectation));
  };
  if (input.expectation.intent !== 'unknown') return as(input.expectation.intent);
  // without a request, report only findings that hold for both an unspecified and an invalid one
  const [unspecified, invalid] = [as('unspecified'), as('invalid')];
  const others = new Set(invalid.observations.map(({ check }) => check));
  return {
    applied: unspecified.applied,
    observations: unspecified.observations
      .filter(({ check }) => others.has(check))
      .map(({ messageWithoutRequest, message, ...observation }) => ({
        ...observation,
        message: messageWithoutRequest ?? message,
      })),
    failures: [...unspecified.failures, ...invalid.failures],
  };
}

/** All checks but those that need what the matcher does not know. */
function checksFor(exchange: Exchange, { isStated }: Expectation): Check[] {
  const { operation } = exchange.case;
  const isStateKnown =
    isStated ||
    meaningOf(operation, exchange.reply.status) === 'success' ||
    refusesContent(exchange);
  return (Object.values(checks) as Check[]).filter(
    ({ needs }) => needs === undefined || (needs === 'state' && isStateKnown),
  );
}

function exchangeOf(
  { operation, expectation: { broken, reason, read }, wire, reply }: Input,
  intent: Case['intent'],
): Exchange {
  // a refusal for credentials that only the test knows looks like any other refusal
  const isUnseen = broken?.in === 'credentials' && meaningOf(operation, reply.status) !== 'success';
  return {
    case: {
      id: `${operation.id}/given`,
      generator: 'given',
      origin: 'recorded',
      // an unknown request may be large
      ...(wire ? {} : { topic: 'size' }),
      operation,
      intent,
      rule: broken ?? { in: 'body', pointer: '', keyword: wire ? 'valid' : 'size' },
      ...(broken && !isUnseen ? { broken } : {}),
      ...(broken?.latitude ? { basis: 'rfc' } : {}),
      reason,
      request: {
        parameters: read?.parameters ?? noParameters,
        ...(read?.body === undefined ? {} : { body: { documented: '', value: read.body } }),
        credentials: 'good',
      },
    },
    request: wire ?? {
      method: operation.method,
      path: operation.path,
      headers: repeatedHeaders(operation, reply),
    },
    sent: {
      ...(read ?? { parameters: noParameters, violations: [], doubts: [] }),
      ...(wire ? { credentials: claimsOf(operation, wire) } : {}),
    },
    reply,
    milliseconds: 0,
    limit: 0,
  };
}

const noParameters = { path: {}, query: {}, header: {}, cookie: {} };

/** Header parameters that the response may repeat: an unknown request may have had these values. */
const repeatedHeaders = ({ parameters }: Operation, { headers }: Reply): WireRequest['headers'] =>
  parameters
    .filter((parameter) => parameter.in === 'header')
    .flatMap(({ name }) => {
      const value = headers.get(name.toLowerCase());
      return value === undefined ? [] : [[name, value] as const];
    });
