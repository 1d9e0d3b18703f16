import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Entry } from '../cli/log.ts';
import type { Dispatch } from '../route/dispatch.ts';
import type { Origins } from './cors.ts';
import { readRequest, targetOf } from './read-request.ts';
import { inPlainText, writeResponse, type LogFields, type Reply } from './write-response.ts';

/** The exchanges of a server. */
export type Exchanges = {
  readonly listener: RequestListener;
  /** Resolves when every delayed response is sent; `undefined` if no response is delayed. */
  readonly pending: () => Promise<void> | undefined;
};

type Log = (fields: LogFields & { readonly status?: number }) => void;

/**
 * Reads requests, has them answered, sends each response after its latency, and logs it. No request
 * ends the server.
 */
export function createExchanges(
  dispatch: Dispatch,
  origins: Origins,
  log: ((entry: Entry) => void) | undefined,
): Exchanges {
  let delayed = 0;
  let lastSent: (() => void) | undefined;

  function listener(incoming: IncomingMessage, response: ServerResponse): void {
    const started = performance.now();
    const logExchange: Log = (fields) =>
      log?.({
        method: incoming.method ?? '',
        path: targetOf(incoming).replace(/\?.*/s, '?…'),
        ...fields,
        milliseconds: performance.now() - started,
      });
    readRequest(incoming, (received) => {
      if (!received) {
        logExchange({ note: 'the client hung up' });
        return;
      }
      const reply = failSafe(() => dispatch(received, incoming));
      if (reply.connection === 'stall') logExchange({ ...reply.logFields, note: 'stalled' });
      else if (reply.latency === undefined) finish(incoming, response, reply, logExchange);
      else {
        delayed += 1;
        setTimeout(() => {
          finish(incoming, response, reply, logExchange);
          delayed -= 1;
          if (delayed === 0) lastSent?.();
        }, reply.latency);
      }
    });
  }

  function finish(
    incoming: IncomingMessage,
    response: ServerResponse,
    reply: Reply,
    logExchange: Log,
  ): void {
    if (response.destroyed) {
      logExchange({ ...reply.logFields, note: 'the client hung up' });
      return;
    }
    if (reply.connection === 'drop') {
      incoming.socket.destroy();
      logExchange({ ...reply.logFields, note: 'dropped' });
      return;
    }
    const sent = failSafe(() => {
      writeResponse(incoming, response, reply, origins);
      return reply;
    });
    // a reply that can't be written, for example because of an invalid header name
    if (sent !== reply) writeResponse(incoming, response, sent, origins);
    logExchange({ ...sent.logFields, status: sent.status });
  }

  return {
    listener,
    pending: () =>
      delayed === 0
        ? undefined
        : new Promise((resolve) => {
            lastSent = resolve;
          }),
  };
}

/** A reply, or a 500 with the reason why there is none. */
function failSafe(make: () => Reply): Reply {
  try {
    return make();
  } catch (error) {
    const { message } = error as Error;
    return inPlainText(500, `The mock failed: ${message}\n`, message);
  }
}
