import { isJson } from '../../../../conformance/core/http/media-type.ts';
import { readBody } from '../../../frontend/bodies.ts';
import type { BuiltRequest } from './request.ts';

/** An answer that a page may read. */
export type Answer = {
  readonly kind: 'answer';
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  /** In milliseconds. */
  readonly time: number;
  readonly body: unknown;
  /** The text of a body of JSON, as it came. */
  readonly text?: string;
  /** Whether a body of JSON is none. */
  readonly isBroken: boolean;
  readonly isEmpty: boolean;
  /** Header fields that a browser does not let a page send. */
  readonly unsent: readonly string[];
};

/** What came of a request. */
export type Outcome =
  | Answer
  | { readonly kind: 'cancelled' | 'timeout' | 'redirect' | 'unreachable' | 'forbidden' }
  | { readonly kind: 'impossible'; readonly reason: string };

/** How much of a stream is read. */
const longestStream = 65_536;

/** Sends a request without cookies, and follows no redirect. Never rejects. */
export async function send(
  { method, url, headers, body }: BuiltRequest,
  { signal, seconds }: { readonly signal: AbortSignal; readonly seconds: number },
): Promise<Outcome> {
  const timeout = AbortSignal.timeout(seconds * 1000);
  let request: Request;
  try {
    request = new Request(url, {
      ...{ method, headers: headers.map(([name, value]) => [name, value]) },
      ...(body !== undefined && { body }),
      ...{ credentials: 'omit', referrerPolicy: 'no-referrer', redirect: 'manual' },
      ...{ cache: 'no-store', signal: AbortSignal.any([signal, timeout]) },
    });
  } catch (error) {
    return { kind: 'impossible', reason: (error as Error).message };
  }
  const unsent = headers.map(([name]) => name).filter((name) => !request.headers.has(name));
  const policy = watchPolicy();
  const start = performance.now();
  try {
    const response = await fetch(request);
    if (response.type === 'opaqueredirect') return { kind: 'redirect' };
    return await answerOf(response, start, unsent);
  } catch {
    if (signal.aborted) return { kind: 'cancelled' };
    if (timeout.aborted) return { kind: 'timeout' };
    return { kind: (await policy.isBroken()) ? 'forbidden' : 'unreachable' };
  } finally {
    policy.end();
  }
}

async function answerOf(
  response: Response,
  start: number,
  unsent: readonly string[],
): Promise<Answer> {
  const { status, statusText, headers } = response;
  const type = headers.get('content-type') ?? '';
  const copy = isJson(type) ? response.clone() : undefined;
  const { body: read, isBroken = false } = await readBody(response, type);
  const body = read instanceof ReadableStream ? await beginningOf(read) : read;
  const text = await copy?.text();
  return {
    ...{ kind: 'answer', status, statusText, headers, unsent },
    time: Math.round(performance.now() - start),
    ...{ body, isBroken: isBroken && text !== '' },
    isEmpty:
      text === '' || body === '' || body === null || (body instanceof Blob && body.size === 0),
    ...(text !== undefined && { text }),
  };
}

/** The beginning of a stream, as text. */
async function beginningOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  let text = '';
  for await (const piece of stream.pipeThrough(new TextDecoderStream())) {
    text += piece;
    if (text.length >= longestStream) break;
  }
  return text;
}

/** How long a browser may take to tell of its policy, in milliseconds. */
const untilTold = 100;

/** Whether the Content Security Policy of the page stopped a request; the browser tells it a little later. */
function watchPolicy() {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const told = () => resolve(true);
  document.addEventListener('securitypolicyviolation', told);
  return {
    isBroken(): Promise<boolean> {
      setTimeout(() => resolve(false), untilTold);
      return promise;
    },
    end: () => document.removeEventListener('securitypolicyviolation', told),
  };
}
