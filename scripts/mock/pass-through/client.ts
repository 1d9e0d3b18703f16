import * as http from 'node:http';
import * as https from 'node:https';
import { pipeline, type Readable } from 'node:stream';
import { proxyFor, trusted, unreachable } from '../../../conformance/core/http/network.ts';

/** A request as it is sent on. */
export type Sent = {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Names and values in turn. */
  readonly fields: readonly string[];
  /** A whole body, or one that still comes. */
  readonly body: Uint8Array | Readable | undefined;
  /** Ends the request. */
  readonly signal: AbortSignal;
};

/** The way to a real server. */
export type Client = {
  /** Resolves when an answer begins. Does not follow redirects. Throws a `PassError`. */
  readonly send: (request: Sent) => Promise<http.IncomingMessage>;
  readonly close: () => void;
};

/** Why there is no answer of a real server, and the status that says so. */
export class PassError extends Error {
  readonly status: 502 | 504;

  constructor(status: 502 | 504, reason: string) {
    super(reason);
    this.status = status;
  }
}

/** Opens the way to the server of a base URL. Throws a `UserError` for a wrong proxy or certificate file. */
export function openClient(base: string, timeout: number): Client {
  const { protocol, hostname, port } = new URL(base);
  const { request: open, Agent } = protocol === 'https:' ? https : http;
  const ca = trusted(process.env);
  const isProxied = proxyFor(base, process.env) !== undefined;
  const options = { ...(ca ? { ca } : {}), ...(isProxied ? { proxyEnv: process.env } : {}) };
  const pool = new Agent({ ...options, keepAlive: true });
  const single = new Agent(options);
  // an IPv6 address stands in brackets in a URL only
  const to = { hostname: hostname.replace(/^\[(.*)\]$/, '$1'), port };

  function attempt(agent: http.Agent, sent: Sent): Promise<http.IncomingMessage> {
    const { method, path, fields: headers, body, signal } = sent;
    return new Promise((resolve, reject) => {
      const request = open({ ...to, agent, method, path, headers, signal });
      const late = new PassError(504, `no answer began within ${timeout / 1000} s`);
      const timer = setTimeout(() => request.destroy(late), timeout);
      request.once('response', (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      // the mock never asks for another protocol
      request.once('upgrade', (_, socket) => {
        clearTimeout(timer);
        socket.destroy();
        reject(new PassError(502, 'the server changed to another protocol, unasked'));
      });
      // it stays to catch what comes after the beginning of the answer, which the answer tells too
      request.on('error', (error) => {
        clearTimeout(timer);
        reject(isStale(request, error, sent) ? stale : error);
      });
      if (body === undefined || body instanceof Uint8Array) request.end(body);
      else pipeline(body, request, () => undefined);
    });
  }

  return {
    async send(sent) {
      try {
        const isRepeatable = sent.body === undefined && /^(GET|HEAD|OPTIONS)$/.test(sent.method);
        if (!isRepeatable) return await attempt(single, sent);
        return await attempt(pool, sent).catch((error: unknown) => {
          if (error !== stale) throw error;
          return attempt(single, sent);
        });
      } catch (error) {
        throw asPassError(error as NodeJS.ErrnoException);
      }
    },
    close: () => {
      pool.destroy();
      single.destroy();
    },
  };
}

/** The server closed an idle connection just before it was used again: a fresh one decides. */
const stale = new Error('the connection was used before');

const isStale = (
  { reusedSocket }: http.ClientRequest,
  { code = '' }: NodeJS.ErrnoException,
  { signal }: Sent,
): boolean => reusedSocket && !signal.aborted && (code === 'ECONNRESET' || code === 'EPIPE');

/** An error of a connection, in words of this program for what happens often. */
export function asPassError(error: NodeJS.ErrnoException): PassError {
  if (error instanceof PassError) return error;
  const { code = '', message } = error;
  const known = unreachable(code, message);
  if (known !== undefined) return new PassError(502, known);
  if (code === 'ETIMEDOUT') return new PassError(504, 'no connection could be made in time');
  if (code === 'ECONNRESET' || code === 'EPIPE')
    return new PassError(502, 'the connection was cut before the answer was complete');
  if (code.startsWith('HPE_')) return new PassError(502, `the answer is not HTTP (${message})`);
  return new PassError(502, message.split('\n')[0]!);
}
