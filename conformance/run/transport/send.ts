import { EnvHttpProxyAgent, Pool, type Dispatcher } from 'undici';
import type { Reply, WireRequest } from '../../core/http/messages.ts';
import type { Outcome } from './outcome.ts';
import { withoutEncoding } from '../../core/http/content-encoding.ts';
import { proxyFor, trusted } from './network.ts';
import { userAgent } from './user-agent.ts';

/** Sends requests to one target and closes its connections when disposed of. */
export type Sender = {
  /**
   * Never throws for anything that a server does; throws an Error for a request that can't be sent.
   */
  readonly send: (request: WireRequest) => Promise<Outcome>;
  readonly close: () => Promise<void>;
};

/** What is said of a run that its user ended. */
export const interruption = 'the run was interrupted';

/** The largest answer that is read, in bytes, with its Content-Encoding and without. */
const maximumSize = 32 * 1024 * 1024;

/**
 * Opens a connection pool to a target. Redirects are not followed: they are answers.
 * @param timeout how long one exchange may take, in milliseconds
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: the exchanges of a pool share its options, its signal and its list of running ones
export function openSender(target: string, timeout: number, interrupted?: AbortSignal): Sender {
  const { origin, pathname } = new URL(target);
  const base = pathname.replace(/\/+$/, '');
  // one timer for each exchange takes the place of undici's own, which a slow drip of bytes would
  // start anew
  const ca = trusted(process.env);
  const options = {
    connectTimeout: timeout,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: maximumSize,
    ...(ca ? { connect: { ca }, requestTls: { ca } } : {}),
  };
  const open = (): Dispatcher =>
    proxyFor(target, process.env) === undefined
      ? new Pool(origin, options)
      : new EnvHttpProxyAgent(options);
  const pool = open();
  const running = new Set<() => void>();
  const interrupt = () => {
    for (const end of [...running]) end();
  };
  interrupted?.addEventListener('abort', interrupt);

  // biome-ignore lint/complexity/noExcessiveLinesPerFunction: one exchange: its timer, its answer and its end share state
  function attempt(
    dispatcher: Dispatcher,
    { method, path, headers, body }: WireRequest,
  ): Promise<Outcome> {
    // biome-ignore lint/complexity/noExcessiveLinesPerFunction: one exchange: its timer, its answer and its end share state
    return new Promise((resolve, reject) => {
      let controller: Dispatcher.DispatchController | undefined;
      let isOver = false;
      let answer: Omit<Reply, 'body'> | undefined;
      const chunks: Uint8Array[] = [];
      const finish = (give: () => void) => {
        if (isOver) return;
        isOver = true;
        clearTimeout(timer);
        running.delete(end);
        give();
      };
      const stop = (outcome: Outcome) => {
        finish(() => resolve(outcome));
        controller?.abort(new Error('nobody waits for it any more'));
      };
      const end = () => stop({ kind: 'unreachable', reason: interruption, isInterrupted: true });
      const timer = setTimeout(
        () =>
          stop(
            controller
              ? { kind: 'silence', reason: `no complete answer came within ${timeout / 1000} s` }
              : unconnected,
          ),
        timeout,
      );
      running.add(end);
      const fail = (error: Error & { code?: string }) =>
        finish(() => {
          const outcome = failure(error, controller !== undefined);
          if (outcome) resolve(outcome);
          else
            reject(
              new Error(`${method} ${path} can't be sent: ${error.message}`, { cause: error }),
            );
        });
      if (interrupted?.aborted) return end();
      try {
        dispatcher.dispatch(
          {
            origin,
            method: method as Dispatcher.HttpMethod,
            path: `${base}${path}`,
            headers: [['User-Agent', userAgent], ...headers].flat(),
            body: body ?? null,
          },
          {
            onRequestStart(started) {
              controller = started;
              if (isOver) started.abort(new Error('nobody waits for it any more'));
            },
            onResponseStart(_, status, fields) {
              // 1xx only announces the answer
              if (status >= 200)
                answer = {
                  status,
                  headers: new Map(
                    Object.entries(fields).map(([name, value]) => [
                      name.toLowerCase(),
                      Array.isArray(value) ? value.join(', ') : (value ?? ''),
                    ]),
                  ),
                };
            },
            onResponseData(_, chunk) {
              chunks.push(chunk);
            },
            onResponseEnd() {
              finish(() => {
                const whole = new Uint8Array(Buffer.concat(chunks));
                resolve(
                  answer
                    ? {
                        kind: 'reply',
                        reply: {
                          ...answer,
                          ...withoutEncoding(
                            whole,
                            answer.headers.get('content-encoding'),
                            maximumSize,
                          ),
                        },
                      }
                    : { kind: 'silence', reason: cut },
                );
              });
            },
            onResponseError: (_, error) => fail(error),
          },
        );
      } catch (error) {
        fail(error as Error);
      }
      return undefined;
    });
  }

  return {
    async send(request) {
      const first = await attempt(pool, request);
      if (first.kind !== 'silence' || first.reason !== cut) return first;
      // a server may close an idle connection just when it is used again: that is no fault, so a
      // fresh one decides
      const fresh = open();
      try {
        return await attempt(fresh, request);
      } finally {
        await fresh.destroy();
      }
    },
    close() {
      interrupted?.removeEventListener('abort', interrupt);
      return pool.destroy();
    },
  };
}

const cut = 'the connection was cut before the answer was complete';
const unconnected: Outcome = { kind: 'unreachable', reason: 'no connection could be made' };

/**
 * What an error says of the target; `undefined` where the request is to blame, which is our mistake
 * and must be seen as such.
 */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one case for each error code
function failure(error: Error & { code?: string }, isConnected: boolean): Outcome | undefined {
  const code = error.code ?? (error.cause as { code?: string } | undefined)?.code ?? '';
  if (
    [
      'UND_ERR_INVALID_ARG',
      'UND_ERR_NOT_SUPPORTED',
      'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
    ].includes(code)
  )
    return undefined;
  if (code === 'ECONNREFUSED') return { kind: 'unreachable', reason: 'the connection was refused' };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return { kind: 'unreachable', reason: 'there is no host of that name' };
  if (
    code === 'UND_ERR_CONNECT_TIMEOUT' ||
    code === 'EHOSTUNREACH' ||
    code === 'ENETUNREACH' ||
    code === 'ETIMEDOUT'
  )
    return unconnected;
  if (/CERT|TLS|SSL|SELF_SIGNED|ERR_OSSL|EPROTO/.test(code))
    return { kind: 'unreachable', reason: `no secure connection could be made (${error.message})` };
  // ERR_ASSERTION: undici takes for granted that a 101 names the protocol it switches to
  if (
    error.name === 'HTTPParserError' ||
    code === 'UND_ERR_HEADERS_OVERFLOW' ||
    code === 'ERR_ASSERTION'
  ) {
    return {
      kind: 'silence',
      reason: `what came back is no HTTP (${error.message.split('\n')[0]})`,
    };
  }
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')
    return {
      kind: 'silence',
      reason: `the answer is larger than ${maximumSize / 1024 / 1024} MiB`,
    };
  // undici reads every 1xx but this one, with no other sign of it than these words
  if (code === 'UND_ERR_SOCKET' && error.message === 'bad response')
    return {
      kind: 'silence',
      reason: 'an answer 100 came that nobody had asked for, which can not be read here',
    };
  if (
    code === 'UND_ERR_SOCKET' ||
    code === 'ECONNRESET' ||
    code === 'EPIPE' ||
    code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'
  )
    return { kind: 'silence', reason: cut };
  // before the request is on its way nobody has failed to answer it
  if (!isConnected)
    return { kind: 'unreachable', reason: `no connection could be made (${error.message})` };
  return { kind: 'silence', reason: `the exchange broke off (${error.message.split('\n')[0]})` };
}
