import type { KeyObject } from 'node:crypto';
import type { Credentials } from '../../../conformance/core/auth/credentials.ts';
import { readRequest, type ReadRequest } from '../../../conformance/core/http/read-request.ts';
import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import type { Readable } from '../../../conformance/core/http/runtime-expression.ts';
import type { Received } from '../http/read-request.ts';
import { inPlainText, violationHeader, type Reply } from '../http/write-response.ts';
import type { Memories } from '../state/memory.ts';
import type { Effect, Scenario } from '../state/scenario.ts';
import type { Sessions } from '../state/sessions.ts';
import type { Context } from './bindings.ts';
import type { CredentialPolicy } from './credentials.ts';
import { readPrefer, type Preference } from './prefer.ts';
import type { FilledResponse, PreparedResponse } from './prepared-response.ts';
import { requestErrorOf, type RequestError } from './request-error.ts';
import { createResponseCache } from './response-cache.ts';
import { problemOf, selectResponse } from './select-response.ts';

/**
 * Responds to a request for an operation. `target` is the requested path; the path of the request
 * is the documented one.
 */
export type MockedApi = (operation: Operation, received: Received, target: string) => Reply;

export type ApiOptions = {
  /** The only accepted credentials. Without them every well-formed credential is accepted. */
  readonly credentials: Credentials | undefined;
  readonly verifySignatures: boolean;
  readonly publicKey: KeyObject | undefined;
  /** Generates the bodies of successes from this seed. */
  readonly dynamic: boolean;
  readonly seed: number;
  readonly sessions: Sessions;
  readonly scenario: Scenario;
  /** Remembered values; `undefined` without `--stateful`. */
  readonly memories: Memories | undefined;
};

/** Prepares the mock of one API: it validates a request, selects a response and fills it in. */
export function mockApi(contract: Contract, options: ApiOptions): MockedApi {
  const { credentials, verifySignatures, publicKey, dynamic, seed, sessions, scenario, memories } =
    options;
  const responseFor = createResponseCache(contract, seed);
  const policy: CredentialPolicy = {
    credentials,
    verifySignatures,
    publicKeyOf: (session) => sessions.publicKeyOf(session) ?? publicKey,
  };

  return (operation, received, target) => {
    const { request } = received;
    const read = readRequest(operation, request);
    const requestError = requestErrorOf({ contract, operation, received, target, read, policy });
    const effect = scenario.effectOn(operation);
    const preference = preferenceOf(readPrefer(request), effect.answer, contract, operation);
    const selection = selectResponse({ contract, operation, preference, requestError, dynamic });
    const logFields = {
      api: contract.api,
      operation: operation.id,
      violation: requestError?.reason,
    };
    const violation = requestError && violationHeader(requestError.reason);
    if ('problem' in selection) {
      const { status, problem } = selection;
      return {
        ...inPlainText(status, `${problem}\n`, problem, violation),
        logFields: { ...logFields, note: problem },
      };
    }

    const prepared = responseFor(operation, selection, request);
    const response = respond(prepared, read, requestError);
    if (!requestError && verifySignatures)
      sessions.remember(operation.id, read.body, response.body);
    return {
      status: response.status,
      headers: violation ? { ...response.headers, ...violation } : response.headers,
      body: response.text,
      ...delivery(effect),
      logFields: { ...logFields, example: prepared.example },
    };
  };

  function respond(
    prepared: PreparedResponse,
    read: ReadRequest,
    requestError: RequestError | undefined,
  ): FilledResponse {
    if (requestError) return prepared.respond({ request: repeatable(read), requestError });
    const context: Context = { request: read };
    const memory = prepared.mediaType?.memory;
    const response = prepared.respond(context);
    if (!memories || !memory) return response;
    const exchange = { api: contract.api, memory, request: read };
    const recalled = memories.recall({ ...exchange, response: response.body });
    const filled = recalled ? prepared.respond({ ...context, recalled }) : response;
    memories.keep({ ...exchange, response: filled.body });
    return filled;
  }
}

const delivery = ({ latency, connection }: Effect): Pick<Reply, 'latency' | 'connection'> => ({
  ...(latency === undefined ? {} : { latency }),
  ...(connection === undefined ? {} : { connection }),
});

/**
 * The client's preference, else the scenario's. A rule for `*` skips operations that do not
 * document its response.
 */
function preferenceOf(
  requested: Preference,
  byScenario: Preference | undefined,
  contract: Contract,
  operation: Operation,
): Preference {
  if (!byScenario || requested.code !== undefined || requested.example !== undefined)
    return requested;
  return problemOf(contract, operation, byScenario) === undefined
    ? { ...requested, ...byScenario }
    : requested;
}

/** The part of an invalid request that a response may repeat: its valid header fields. */
function repeatable({ parameters, violations }: ReadRequest): Readable {
  const invalid = new Set(violations.map(({ in: place, pointer }) => `${place}${pointer}`));
  const header = Object.fromEntries(
    Object.entries(parameters.header).filter(([name]) => !invalid.has(`header/${name}`)),
  );
  return { parameters: { path: {}, query: {}, cookie: {}, header } };
}
