import type { KeyObject } from 'node:crypto';
import type { Credentials } from '../../conformance/exchange/credentials.ts';
import { readRequest, type ReadRequest } from '../../conformance/exchange/read.ts';
import { isJson } from '../../conformance/media-type.ts';
import type { Contract, Operation } from '../../conformance/model.ts';
import type { Readable } from '../../conformance/runtime-expression.ts';
import { loadAnswers } from './answers.ts';
import type { Gate } from './credentials.ts';
import { faultOf } from './fault.ts';
import { readPrefer } from './prefer.ts';
import type { Answer } from './prism.ts';
import type { Received } from './received.ts';
import { inPlainText, violationHeader, type Reply } from './reply.ts';
import { rememberSessions } from './sessions.ts';
import { wantedFor } from './wanted.ts';

/** Answers a request for one operation of an API. `target` is the path as it was asked for, the request's own is the documented one. */
export type MockedApi = (operation: Operation, received: Received, target: string) => Promise<Reply>;

export type GateOptions = {
  /** Exactly these credentials are good. Without them any that is well-formed is. */
  readonly credentials: Credentials | undefined;
  readonly verifySignatures: boolean;
  readonly publicKey: KeyObject | undefined;
};

/** Prepares the mock of one API: from here on a request is judged, an answer chosen, and its echoes filled in. */
export async function mockApi(contract: Contract, { credentials, verifySignatures, publicKey }: GateOptions): Promise<MockedApi> {
  const answerTo = await loadAnswers(contract);
  const sessions = rememberSessions(contract.api);
  const gate: Gate = { credentials, verifySignatures, publicKeyOf: (session) => sessions.publicKeyOf(session) ?? publicKey };

  return async (operation, received, target) => {
    const read = readRequest(operation, received.request);
    const fault = faultOf(contract, operation, received, target, read, gate);
    const violation = fault ? violationHeader(fault.because) : {};
    const wanted = wantedFor(contract, operation, readPrefer(received.request), fault);
    if ('problem' in wanted) return inPlainText(wanted.status, `${wanted.problem}\n`, wanted.problem, violation);

    const answer = await answerTo(operation, wanted, repeatable(read, fault !== undefined));
    if (!fault) sessions.remember(operation.id, read.body, answer.body);
    const note = [operation.id, wanted.example, fault?.because].filter(Boolean).join(' · ');
    return { status: answer.status, headers: { ...answer.headers, ...violation }, body: textOf(answer), note };
  };
}

/** What an answer may repeat: of a request that breaks the contract only its good header fields, which tell answers apart. */
function repeatable({ parameters, body, violations }: ReadRequest, isRefused: boolean): Readable {
  if (!isRefused) return { parameters, ...(body === undefined ? {} : { body }) };
  const wrong = new Set(violations.map(({ in: place, pointer }) => `${place}${pointer}`));
  const header = Object.fromEntries(Object.entries(parameters.header).filter(([name]) => !wrong.has(`header/${name}`)));
  return { parameters: { path: {}, query: {}, cookie: {}, header } };
}

function textOf({ headers, body }: Answer): string {
  if (body === undefined) return '';
  return typeof body === 'string' && !isJson(headers['content-type'] ?? '') ? body : JSON.stringify(body);
}
