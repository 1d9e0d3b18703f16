import { Readable } from 'node:stream';
import { EnvHttpProxyAgent, Pool, type Dispatcher } from 'undici';
import { withoutEncoding } from '../../core/http/content-encoding.ts';
import { joinedFields } from '../../core/http/header-name.ts';
import type { Reply, WireRequest } from '../../core/http/messages.ts';
import { userAgent } from '../../core/http/user-agent.ts';
import { proxyFor, trusted } from '../../core/http/network.ts';
import { cut, interruptedBy, late, outcomeOf, unconnected, type Outcome } from './outcome.ts';

/** Sends requests to one target through a pool of connections. */
export type Sender = {
  /** Never throws for what a server does; throws an Error for a request that can't be sent. */
  readonly send: (request: WireRequest) => Promise<Outcome>;
  readonly close: () => Promise<void>;
};

/** The largest response that is read, in bytes, with its Content-Encoding and without. */
const largest = 32 * 1024 * 1024;

/**
 * Opens a connection pool to a target. It does not follow redirects.
 * @param timeout how long one exchange may take, in milliseconds
 */
export function openSender(
  target: string,
  timeout: number,
  signal?: AbortSignal,
  maximumSize = largest,
): Sender {
  const { origin, pathname } = new URL(target);
  const base = pathname.replace(/\/+$/, '');
  const limits = { timeout, maximumSize };
  const pool = connect(target, limits);
  const pending = new Set<PendingRequest>();
  const interrupt = () => {
    for (const request of pending) request.end(interruptedBy(signal!));
  };
  signal?.addEventListener('abort', interrupt);

  async function attempt(dispatcher: Dispatcher, request: WireRequest): Promise<Outcome> {
    if (signal?.aborted) return interruptedBy(signal);
    const { method, path, headers, framing, body = null } = request;
    const handler = new PendingRequest(limits);
    pending.add(handler);
    try {
      dispatcher.dispatch(
        {
          origin,
          method: method as Dispatcher.HttpMethod,
          path: `${request.base ?? base}${path}`,
          headers: (namesUserAgent(headers)
            ? headers
            : [['User-Agent', userAgent], ...headers]
          ).flat(),
          // a body of unknown length is sent in chunks
          body: body && framing === 'chunked' ? Readable.from([body]) : body,
        },
        handler,
      );
    } catch (error) {
      handler.onResponseError(undefined, error as Error);
    }
    try {
      return await handler.outcome;
    } catch (cause) {
      const { message } = cause as Error;
      throw new Error(`${method} ${path} can't be sent: ${message}`, { cause });
    } finally {
      pending.delete(handler);
    }
  }

  return {
    async send(request) {
      const first = await attempt(pool, request);
      if (first !== cut) return first;
      // a server may close an idle connection just before it is used again: a fresh one decides
      const fresh = connect(target, limits);
      try {
        const second = await attempt(fresh, request);
        return second.kind === 'unreachable' ? { ...second, wasCut: true } : second;
      } finally {
        await fresh.destroy();
      }
    },
    close() {
      signal?.removeEventListener('abort', interrupt);
      return pool.destroy();
    },
  };
}

/** Whether a request has a User-Agent of its own, as a parameter or as a credential. */
const namesUserAgent = (headers: WireRequest['headers']): boolean =>
  headers.some(([name]) => name.toLowerCase() === 'user-agent');

/** Undici's own timeouts are off, because they restart with each byte: `PendingRequest` has one. */
function connect(target: string, { timeout, maximumSize }: Limits): Dispatcher {
  const ca = trusted(process.env);
  const options = {
    connectTimeout: timeout,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: maximumSize,
    ...(ca ? { connect: { ca }, requestTls: { ca } } : {}),
  };
  return proxyFor(target, process.env) === undefined
    ? new Pool(new URL(target).origin, options)
    : new EnvHttpProxyAgent(options);
}

/** The limits of one exchange: its duration in milliseconds, the size of its response in bytes. */
type Limits = { readonly timeout: number; readonly maximumSize: number };

/** How often the time of a request is counted, in milliseconds. */
const tick = 500;

/** Collects the response to one request; the first of response, error, timeout and `end` decides. */
class PendingRequest implements Dispatcher.DispatchHandler {
  readonly #limits: Limits;
  readonly #result = Promise.withResolvers<Outcome>();
  #timer: NodeJS.Timeout | undefined;
  readonly #chunks: Uint8Array[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #isOver = false;
  #head: Omit<Reply, 'body'> | undefined;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#countDown(limits.timeout);
  }

  /**
   * Ends the request after so many milliseconds. While a check keeps this thread busy, nothing can
   * be read: such a time counts as one tick, so that it does not make a server late.
   */
  #countDown(left: number): void {
    const slice = Math.min(tick, left);
    this.#timer = setTimeout(() => {
      if (left > slice) return this.#countDown(left - slice);
      // the bytes that have arrived are read first
      setImmediate(() => this.end(this.#controller ? late(this.#limits.timeout) : unconnected));
    }, slice);
  }

  /** Rejects if the request can't be sent, which is a mistake of this program. */
  get outcome(): Promise<Outcome> {
    return this.#result.promise;
  }

  /** Settles the outcome, and aborts the request if it is still on its way. */
  end(outcome: Outcome): void {
    this.#finish(() => this.#result.resolve(outcome));
    this.#controller?.abort(new Error('the exchange is over'));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isOver) controller.abort(new Error('the exchange is over'));
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    fields: { readonly [name: string]: string | string[] | undefined },
  ): void {
    // a 1xx response only announces the final one
    if (status < 200) return;
    const headers = Object.entries(fields).map(
      ([name, value = '']) => [name.toLowerCase(), joinedFields(name, [value].flat())] as const,
    );
    this.#head = { status, headers: new Map(headers) };
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Uint8Array): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#finish(() => this.#result.resolve(this.#received()));
  }

  onResponseError(_: unknown, error: Error): void {
    this.#finish(() => {
      const isConnected = this.#controller !== undefined;
      const outcome = outcomeOf(error, { ...this.#limits, isConnected });
      if (outcome) this.#result.resolve(outcome);
      else this.#result.reject(error);
    });
  }

  #received(): Outcome {
    if (!this.#head) return cut;
    const encoding = this.#head.headers.get('content-encoding');
    const { buffer, byteOffset, length } = Buffer.concat(this.#chunks);
    // a large response need not be held twice
    this.#chunks.length = 0;
    const whole = new Uint8Array(buffer, byteOffset, length);
    const decoded = withoutEncoding(whole, encoding, this.#limits.maximumSize);
    return { kind: 'reply', reply: { ...this.#head, ...decoded } };
  }

  #finish(settle: () => void): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    settle();
  }
}
