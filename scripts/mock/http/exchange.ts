import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { unmadeHeader } from '../../../conformance/core/http/unmade-response.ts';
import type { Entry } from '../cli/log.ts';
import type { Dispatch } from '../route/dispatch.ts';
import type { Origins } from './cors.ts';
import { readRequest, targetOf } from './read-request.ts';
import { UnmadeBody } from './unmade-body.ts';
import { inPlainText, writeResponse, type LogFields, type Reply } from './write-response.ts';

/** The exchanges of a server. */
export type Exchanges = {
  readonly listener: RequestListener;
  /** Resolves when the responses that are delayed now are sent. */
  readonly pending: () => Promise<unknown>;
};

/**
 * Reads and dispatches requests, sends each response after its latency, and logs it. No request
 * ends the server.
 */
export function createExchanges(
  dispatch: Dispatch,
  origins: Origins,
  log: ((entry: Entry) => void) | undefined,
  read = readRequest,
): Exchanges {
  const delayed = new Set<Promise<void>>();

  function listener(incoming: IncomingMessage, response: ServerResponse): void {
    const started = performance.now();
    const logExchange = (fields: LogFields & { readonly status?: number }) =>
      log?.({
        method: incoming.method ?? '',
        path: targetOf(incoming).replace(/\?.*/s, '?…'),
        ...fields,
        milliseconds: performance.now() - started,
      });
    read(incoming, (received) => {
      if (!received) return logExchange({ note: 'the client hung up' });
      const reply = failSafe(() => dispatch(received, incoming));
      const { connection, latency, logFields, pass } = reply;
      if (connection === 'stall') return logExchange({ ...logFields, note: 'stalled' });
      const finish = () =>
        pass && connection === undefined
          ? pass(incoming, response).then(logExchange)
          : logExchange(send(incoming, response, reply));
      if (latency === undefined && !pass) return void finish();
      const begun = latency === undefined ? Promise.resolve() : setTimeout(latency);
      const sent = begun.then(finish).finally(() => delayed.delete(sent));
      delayed.add(sent);
    });
  }

  /** Sends a reply, or closes the connection, and returns the fields to log. */
  function send(incoming: IncomingMessage, response: ServerResponse, reply: Reply) {
    if (response.destroyed) return { ...reply.logFields, note: 'the client hung up' };
    if (reply.connection === 'drop') {
      incoming.socket.destroy();
      return { ...reply.logFields, note: 'dropped' };
    }
    const sent = failSafe(() => {
      writeResponse(incoming, response, reply, origins);
      return reply;
    });
    // a reply that can't be written, for example because of an invalid header name
    if (sent !== reply) writeResponse(incoming, response, sent, origins);
    return { ...sent.logFields, status: sent.status };
  }

  return { listener, pending: () => Promise.all(delayed) };
}

/** A reply, or a 500 with the reason why there is none. */
function failSafe(make: () => Reply): Reply {
  try {
    return make();
  } catch (error) {
    const { message } = error as Error;
    if (error instanceof UnmadeBody)
      return inPlainText(500, `${message}\n`, message, { [unmadeHeader]: message.slice(0, 500) });
    return inPlainText(500, `The mock failed: ${message}\n`, message);
  }
}
