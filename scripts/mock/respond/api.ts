import type { KeyObject } from 'node:crypto';
import type { Credentials } from '../../../conformance/core/auth/credentials.ts';
import { readRequest, type ReadRequest } from '../../../conformance/core/http/read-request.ts';
import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import type { Readable } from '../../../conformance/core/http/runtime-expression.ts';
import type { Gate } from './credentials.ts';
import { faultOf } from './request-error.ts';
import type { Context } from './bindings.ts';
import type { Memories } from '../state/memory.ts';
import type { Answer, Outcome } from './outcome.ts';
import { loadOutcomes } from './outcomes.ts';
import { readPrefer, type Preference } from './prefer.ts';
import type { Received } from '../http/read-request.ts';
import { inPlainText, violationHeader, type Reply } from '../http/write-response.ts';
import type { Scenario } from '../state/scenario.ts';
import type { Sessions } from '../state/sessions.ts';
import { problemOf, wantedFor } from './select-response.ts';

/** Answers a request for one operation of an API. `target` is the path as it was asked for, the request's own is the documented one. */
export type MockedApi = (operation: Operation, received: Received, target: string) => Reply;

export type ApiOptions = {
  /** Exactly these credentials are good. Without them any that is well-formed is. */
  readonly credentials: Credentials | undefined;
  readonly verifySignatures: boolean;
  readonly publicKey: KeyObject | undefined;
  /** Whether answers are made anew, and where their values begin. */
  readonly dynamic: boolean;
  readonly seed: number;
  readonly sessions: Sessions;
  readonly scenario: Scenario;
  /** What is remembered; nothing where there is none. */
  readonly memories: Memories | undefined;
};

/** Prepares the mock of one API: from here on a request is judged, an answer chosen, and its echoes filled in. */
export function mockApi(contract: Contract, options: ApiOptions): MockedApi {
  const { credentials, verifySignatures, publicKey, dynamic, seed, sessions, scenario, memories } =
    options;
  const outcomes = loadOutcomes(contract, seed);
  const gate: Gate = {
    credentials,
    verifySignatures,
    publicKeyOf: (session) => sessions.publicKeyOf(session) ?? publicKey,
  };

  return (operation, received, target) => {
    const { request } = received;
    const read = readRequest(operation, request);
    const fault = faultOf(contract, operation, received, target, read, gate);
    const effect = scenario.effectOn(operation);
    const preference = preferenceOf(readPrefer(request), effect.answer, contract, operation);
    const wanted = wantedFor(contract, operation, preference, fault, dynamic);
    const told = { api: contract.api, operation: operation.id, violation: fault?.reason };
    const violation = fault ? violationHeader(fault.reason) : undefined;
    if ('problem' in wanted)
      return inPlainText(wanted.status, `${wanted.problem}\n`, wanted.problem, violation, told);

    const outcome = outcomes(operation, wanted, request);
    const context = fault ? { request: repeatable(read), fault } : { request: read };
    const answer = fault ? outcome.answer(context) : remembered(outcome, context);
    if (!fault && verifySignatures) sessions.remember(operation.id, read.body, answer.body());
    return {
      status: answer.status,
      headers: violation ? { ...answer.headers, ...violation } : answer.headers,
      body: answer.text,
      ...(effect.latency === undefined ? {} : { latency: effect.latency }),
      ...(effect.connection === undefined ? {} : { connection: effect.connection }),
      told: { ...told, example: outcome.example },
    };
  };

  /** The answer, with what is remembered of the thing that it speaks of. */
  function remembered(outcome: Outcome, context: Context): Answer {
    const documented = outcome.answer(context);
    const memory = outcome.mediaType?.memory;
    if (!memories || !memory) return documented;
    const recalled = memories.recall(contract.api, memory, context.request, documented.body());
    const answer = recalled ? outcome.answer({ ...context, recalled }) : documented;
    memories.keep(contract.api, memory, context.request, answer.body());
    return answer;
  }
}

/** What the client asks for, else what a scenario does; one for every operation leaves those alone that do not document it. */
function preferenceOf(
  asked: Preference,
  byScenario: Preference | undefined,
  contract: Contract,
  operation: Operation,
): Preference {
  if (!byScenario || asked.code !== undefined || asked.example !== undefined) return asked;
  return problemOf(contract, operation, byScenario) === undefined
    ? { ...asked, ...byScenario }
    : asked;
}

/** What an answer may repeat of a request that breaks the contract: only its good header fields, which tell answers apart. */
function repeatable({ parameters, violations }: ReadRequest): Readable {
  const wrong = new Set(violations.map(({ in: place, pointer }) => `${place}${pointer}`));
  const header = Object.fromEntries(
    Object.entries(parameters.header).filter(([name]) => !wrong.has(`header/${name}`)),
  );
  return { parameters: { path: {}, query: {}, cookie: {}, header } };
}
