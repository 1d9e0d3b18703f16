import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { unmadeHeader } from '../../../conformance/core/http/unmade-response.ts';
import type { Entry } from '../cli/log.ts';
import type { Handled } from '../control/requests.ts';
import type { Dispatch } from '../route/dispatch.ts';
import type { Origins } from './cors.ts';
import { readRequest, targetOf, type Received } from './read-request.ts';
import { UnmadeBody } from './unmade-body.ts';
import { inPlainText, writeResponse, type LogFields, type Reply } from './write-response.ts';

/** The exchanges of a server. */
export type Exchanges = {
  readonly listener: RequestListener;
  /** Resolves when the responses that are delayed now are sent. */
  readonly pending: () => Promise<unknown>;
};

/** Who is told of each exchange. */
export type Listeners = {
  readonly log?: ((entry: Entry) => void) | undefined;
  readonly record?: ((handled: Handled) => void) | undefined;
};

/**
 * Reads and dispatches requests, sends each response after its latency, and logs it. No request
 * ends the server.
 */
export function createExchanges(
  dispatch: Dispatch,
  origins: Origins,
  { log, record }: Listeners,
  read = readRequest,
): Exchanges {
  const delayed = new Set<Promise<void>>();

  function listener(incoming: IncomingMessage, response: ServerResponse): void {
    const started = performance.now();
    const tell = ({ status, fields }: Sent, received?: Received, reply?: Reply) => {
      const milliseconds = performance.now() - started;
      log?.({
        method: incoming.method ?? '',
        path: targetOf(incoming).replace(/\?.*/s, '?…'),
        ...fields,
        ...(status === undefined ? {} : { status }),
        milliseconds,
      });
      if (received && reply)
        record?.({ request: received.request, fields, status, milliseconds, reply });
    };
    read(incoming, (received) => {
      if (!received) return tell({ fields: { note: 'the client hung up' } });
      const answer = (reply: Reply): void => {
        const act = () => {
          const sent = deliver(incoming, response, reply);
          const told = (what: Sent) => tell(what, received, reply);
          return sent instanceof Promise ? sent.then(told) : told(sent);
        };
        const latency = reply.connection === 'stall' ? undefined : reply.latency;
        const working = latency === undefined ? act() : setTimeout(latency).then(act);
        if (working) later(working);
      };
      const reply = failSafe(() => dispatch(received, incoming));
      if (reply instanceof Promise) later(reply.catch(failed).then(answer));
      else answer(reply);
    });
  }

  /** Waits for what is sent later before the server ends. */
  function later(work: Promise<void>): void {
    const sent = work.finally(() => delayed.delete(sent));
    delayed.add(sent);
  }

  /** Sends a reply, has a real server respond, or closes the connection or leaves it open. */
  function deliver(
    incoming: IncomingMessage,
    response: ServerResponse,
    reply: Reply,
  ): Sent | Promise<Sent> {
    const { connection, logFields, pass } = reply;
    if (connection === 'stall') return { fields: { ...logFields, note: 'stalled' } };
    if (response.destroyed) return { fields: { ...logFields, note: 'the client hung up' } };
    if (connection === 'drop') {
      incoming.socket.destroy();
      return { fields: { ...logFields, note: 'dropped' } };
    }
    if (pass)
      return pass(incoming, response).then(
        ({ status, ...fields }) => (status === undefined ? { fields } : { fields, status }),
        (error: Error) => {
          response.destroy();
          return { fields: { ...logFields, note: `The mock failed: ${error.message}` } };
        },
      );
    const sent = failSafe(() => {
      writeResponse(incoming, response, reply, origins);
      return reply;
    });
    // a reply that can't be written, for example because of an invalid header name
    if (sent !== reply) writeResponse(incoming, response, sent, origins);
    return { fields: sent.logFields, status: sent.status };
  }

  return { listener, pending: () => Promise.all(delayed) };
}

/** What was sent: no status, if the connection was closed or left open. */
type Sent = { readonly fields: LogFields; readonly status?: number };

/** A reply, or a 500 with the reason why there is none. */
function failSafe<Made>(make: () => Made): Made | Reply {
  try {
    return make();
  } catch (error) {
    return failed(error);
  }
}

function failed(error: unknown): Reply {
  const { message } = error as Error;
  if (error instanceof UnmadeBody)
    return inPlainText(500, `${message}\n`, message, { [unmadeHeader]: message.slice(0, 500) });
  return inPlainText(500, `The mock failed: ${message}\n`, message);
}
