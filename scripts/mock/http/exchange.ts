import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Origins } from './cors.ts';
import type { Dispatch } from '../route/dispatch.ts';
import type { Entry } from '../cli/log.ts';
import { receive, targetOf } from './read-request.ts';
import { inPlainText, write, type Reply, type LogFields } from './write-response.ts';

/** The exchanges of a server. */
export type Exchanges = {
  readonly listener: RequestListener;
  /** Resolves when no answer waits for its time any more; nothing where none does. */
  readonly answering: () => Promise<void> | undefined;
};

/** Takes requests in, has them answered, sends the answers when it is time, and tells of each. Nothing that a client sends ends it. */
export function openExchanges(
  dispatch: Dispatch,
  origins: Origins,
  log: ((entry: Entry) => void) | undefined,
): Exchanges {
  let waiting = 0;
  let lastSent: (() => void) | undefined;

  function listener(incoming: IncomingMessage, response: ServerResponse): void {
    const begun = performance.now();
    const tell = (logFields: LogFields & { readonly status?: number }) =>
      log?.({
        method: incoming.method ?? '',
        path: targetOf(incoming).replace(/\?.*/s, '?…'),
        ...logFields,
        milliseconds: performance.now() - begun,
      });
    receive(incoming, (received) => {
      if (!received) return tell({ note: 'the client hung up' });
      const reply = failSafe(() => dispatch(received, incoming));
      if (reply.connection === 'stall') return tell({ ...reply.logFields, note: 'stalled' });
      if (reply.latency === undefined) return finish(incoming, response, reply, tell);
      waiting += 1;
      setTimeout(() => {
        finish(incoming, response, reply, tell);
        waiting -= 1;
        if (waiting === 0) lastSent?.();
      }, reply.latency);
    });
  }

  function finish(
    incoming: IncomingMessage,
    response: ServerResponse,
    reply: Reply,
    tell: (logFields: LogFields & { readonly status?: number }) => void,
  ): void {
    if (response.destroyed) return tell({ ...reply.logFields, note: 'the client hung up' });
    if (reply.connection === 'drop') {
      incoming.socket.destroy();
      return tell({ ...reply.logFields, note: 'dropped' });
    }
    const sent = failSafe(() => {
      write(incoming, response, reply, origins);
      return reply;
    });
    // what could not be written, for example because of a name that no header field may have
    if (sent !== reply) write(incoming, response, sent, origins);
    tell({ ...sent.logFields, status: sent.status });
  }

  return {
    listener,
    answering: () =>
      waiting === 0
        ? undefined
        : new Promise((resolve) => {
            lastSent = resolve;
          }),
  };
}

/** A reply, or a 500 that says why there is none. */
function failSafe(make: () => Reply): Reply {
  try {
    return make();
  } catch (error) {
    const { message } = error as Error;
    return inPlainText(500, `The mock failed: ${message}\n`, message);
  }
}
