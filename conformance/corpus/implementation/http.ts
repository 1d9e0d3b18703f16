import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request as an operation reads it. */
export type Request = {
  readonly method: string;
  /** Path and query exactly as sent; Mixin signs them. */
  readonly target: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** Header names as sent, for mutants only: letter case is irrelevant. */
  readonly headerNames: readonly string[];
  /** Empty when too large to keep. */
  readonly body: Uint8Array;
  readonly tooLarge: boolean;
  /** `undefined` when the body is not JSON. */
  readonly json: unknown;
};

export type Reply = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string | Uint8Array;
};

/** No response: the connection stays open, or is closed. Only mutants use it. */
export type Silence = 'hang' | 'cut';

const bodyLimit = 2 * 1024 * 1024;

/** Reads a whole request, with at most 2 MiB of body. */
export async function receive(message: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  let size = 0;
  // reads an oversized body to its end: a client that is still sending would miss the response
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= bodyLimit) chunks.push(chunk);
  }
  const target = message.url ?? '/';
  const tooLarge = size > bodyLimit;
  const body = tooLarge ? new Uint8Array() : Buffer.concat(chunks);
  const headers = Object.entries(message.headersDistinct).map(
    ([name, values]) => [name, values?.join(', ') ?? ''] as const,
  );
  return {
    method: message.method ?? 'GET',
    target,
    path: target.split('?', 1)[0] ?? target,
    headers: new Map(headers),
    headerNames: message.rawHeaders.filter((_, index) => index % 2 === 0),
    body,
    tooLarge,
    json: parseJson(body),
  };
}

/** Writes a reply, or hangs, or closes the connection. */
export function deliver(response: ServerResponse, reply: Reply | Silence): void {
  if (reply === 'hang') return;
  if (reply === 'cut') {
    response.socket?.destroy();
    return;
  }
  response.writeHead(reply.status, { ...reply.headers });
  response.end(reply.body);
}

/** A reply with a JSON body. */
export function jsonReply(status: number, body: unknown, headers: Reply['headers'] = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

/** Parses JSON in UTF-8; `undefined` for anything else, including a byte-order mark. */
export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
  } catch {
    return undefined;
  }
}
