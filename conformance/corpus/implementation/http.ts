import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request as the operations see it. */
export type Request = {
  readonly method: string;
  /** Path and query exactly as sent: Mixin's tokens sign them. */
  readonly target: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** Header names as sent; a conforming implementation never looks at their letter case. */
  readonly headerNames: readonly string[];
  /** Empty when it was too large to keep. */
  readonly body: Uint8Array;
  readonly tooLarge: boolean;
  /** The parsed body; `undefined`, which JSON cannot say, when it does not parse. */
  readonly json: unknown;
};

/** What an operation answers. */
export type Reply = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string | Uint8Array;
};

/** Ways of not answering, which only mutants use. */
export type Silence = 'hang' | 'cut';

const bodyLimit = 2 * 1024 * 1024;

/** Reads a whole request, with at most 2 MiB of body. */
export async function receive(message: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  let size = 0;
  // An oversized body is read to its end, but not kept: a client that is still sending would miss
  // the answer.
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

/** Writes a reply, or stays silent in the given way. */
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

/** Parses UTF-8 JSON; `undefined` when the bytes are anything else, a byte-order mark included. */
export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
  } catch {
    return undefined;
  }
}
