import { Agent, request as fetchOnce } from 'undici';
import type { Outcome, WireRequest } from '../model.ts';

/** Sends requests to one target and closes its connections when disposed of. */
export type Sender = {
  readonly send: (request: WireRequest) => Promise<Outcome>;
  readonly close: () => Promise<void>;
};

/** What is said of a run that its user ended. */
export const interruption = 'the run was interrupted';

/** The largest answer that is read, in bytes. */
const maximumSize = 32 * 1024 * 1024;

/**
 * Opens a connection pool to a target. Redirects are not followed: they are answers.
 * @param timeout how long one exchange may take, in milliseconds
 */
export function openSender(target: string, timeout: number, interrupted?: AbortSignal): Sender {
  const base = target.replace(/\/+$/, '');
  const options = { connectTimeout: timeout, headersTimeout: timeout, bodyTimeout: timeout, maxResponseSize: maximumSize };
  const agent = new Agent(options);

  async function attempt(dispatcher: Agent, { method, path, headers, body }: WireRequest): Promise<Outcome> {
    try {
      const response = await fetchOnce(`${base}${path}`, {
        dispatcher,
        method,
        headers: [['User-Agent', 'api-contracts-conformance'], ...headers].flat() as string[],
        body: body ?? null,
        signal: AbortSignal.any([AbortSignal.timeout(timeout), ...(interrupted ? [interrupted] : [])]),
      });
      const bytes = new Uint8Array(await response.body.arrayBuffer());
      const names = Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')] as const);
      return { kind: 'reply', reply: { status: response.statusCode, headers: new Map(names), body: bytes } };
    } catch (error) {
      if (interrupted?.aborted) return { kind: 'unreachable', reason: interruption, isInterrupted: true };
      return failure(error as Error & { code?: string }, timeout);
    }
  }

  return {
    async send(request) {
      const first = await attempt(agent, request);
      if (first.kind !== 'silence' || first.reason !== cut) return first;
      // a server may close an idle connection just when it is used again: that is no fault, so a fresh one decides
      const fresh = new Agent(options);
      try {
        return await attempt(fresh, request);
      } finally {
        await fresh.destroy();
      }
    },
    close: () => agent.destroy(),
  };
}

const cut = 'the connection was cut before the answer was complete';

function failure(error: Error & { code?: string }, timeout: number): Outcome {
  const code = error.code ?? (error.cause as { code?: string } | undefined)?.code ?? '';
  if (error.name === 'TimeoutError' || code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return { kind: 'silence', reason: `no complete answer came within ${timeout / 1000} s` };
  }
  if (code === 'ECONNREFUSED') return { kind: 'unreachable', reason: 'the connection was refused' };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return { kind: 'unreachable', reason: 'there is no host of that name' };
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH' || code === 'ETIMEDOUT') {
    return { kind: 'unreachable', reason: 'no connection could be made' };
  }
  if (/CERT|TLS|SSL|SELF_SIGNED|ERR_OSSL|EPROTO/.test(code)) return { kind: 'unreachable', reason: `no secure connection could be made (${error.message})` };
  // ERR_ASSERTION: undici takes for granted that a 101 names the protocol it switches to
  if (error.name === 'HTTPParserError' || code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'ERR_ASSERTION') {
    return { kind: 'silence', reason: `what came back is no HTTP (${error.message.split('\n')[0]})` };
  }
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return { kind: 'silence', reason: `the answer is larger than ${maximumSize / 1024 / 1024} MiB` };
  if (code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH') return { kind: 'silence', reason: cut };
  // anything else is a request that could not be sent, which is our mistake and must be seen as such
  throw error;
}
