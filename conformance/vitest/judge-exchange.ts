import type { Check } from '../checks/check.ts';
import type { Exchange } from '../checks/exchange.ts';
import * as checks from '../checks/index.ts';
import { claimsOf } from '../core/auth/claims.ts';
import { redactor } from '../core/auth/redact.ts';
import type { Contract, Operation } from '../core/contract/model.ts';
import { meaningOf } from '../core/contract/responses.ts';
import type { Reply, WireRequest } from '../core/http/messages.ts';
import type { Case } from '../generators/case.ts';
import { idOf } from '../report/findings.ts';
import type { RecordedObservation } from '../report/record.ts';
import { severityOf } from '../report/weigh.ts';
import { judge, type Judgement } from '../run/judge.ts';
import { expectationOf, type Expectation } from './input/expectation.ts';
import { refusesContent } from './input/refused-content.ts';
import { secretsIn } from './input/secrets.ts';

/** One departure from the contract, with all that a reader needs. */
export type ResponseFinding = Omit<RecordedObservation, 'curl' | 'defect' | 'times'> & {
  /** As the runner names it. */
  readonly id: string;
  readonly occurrences: number;
};

/** What the checks say of a response. */
export type JudgedResponse = {
  readonly operation: Operation;
  readonly status: number;
  /** Whether no finding is an error. */
  readonly conforms: boolean;
  readonly findings: readonly ResponseFinding[];
  /** The reason of each check that threw. */
  readonly failures: readonly string[];
  /** The checks that applied. */
  readonly applied: readonly string[];
  /** The conclusion from the request, as a sentence. */
  readonly basis: string;
};

/** A response of an operation, and what is known of its request. */
export type GivenExchange = {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly wire: WireRequest | undefined;
  readonly reply: Reply;
  readonly intent?: Case['intent'] | undefined;
  readonly strict?: boolean;
  /** Whether a check is asked; by default all are. */
  readonly asks?: (check: Check) => boolean;
};

/**
 * Judges a response, whoever got it, by the checks of the runner. Credentials of the request are masked.
 * Throws a `UserError` for an intent that the request does not have.
 */
export function judgeExchange(given: GivenExchange): JudgedResponse {
  const { contract, operation, wire, reply, intent, strict = false } = given;
  const expectation = expectationOf(operation, wire, intent);
  const redact = redactor([], wire ? secretsIn(operation, wire) : []);
  const { applied, observations, failures } = judgement({ ...given, expectation });
  // elements of one array break one rule, however many there are
  const groups = Map.groupBy(observations, ({ check, defect }) => `${check} ${defect}`);
  const findings = [...groups.values()].map((group): ResponseFinding => {
    const { check, defect, severity = 'error', strength, source, ...texts } = group[0]!;
    const { message, expected, actual } = texts;
    return {
      check,
      severity: severityOf({ check, severity, ...(strength ? { strength } : {}) }, { strict }),
      pointer: source.pointer,
      source: contract.place(source),
      evidence: contract.evidence(source) || operation.evidence,
      ...redact({ id: idOf({ api: contract.api, operation: operation.id }, { check, defect }) }),
      ...redact({ message, expected, actual }),
      occurrences: group.reduce((sum, { times = 1 }) => sum + times, 0),
    };
  });
  return {
    operation,
    status: reply.status,
    conforms: findings.every(({ severity }) => severity !== 'error'),
    findings,
    failures: failures.map((message) => redact({ message }).message),
    applied,
    basis: expectation.words,
  };
}

/** A response, the known parts of its request, and what follows from them. */
type Input = GivenExchange & { readonly expectation: Expectation };

function judgement(input: Input): Judgement {
  const as = (intent: Case['intent']) => {
    const exchange = exchangeOf(input, intent);
    return judge(exchange, checksFor(exchange, input.expectation).filter(input.asks ?? all));
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

const all = () => true;

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
