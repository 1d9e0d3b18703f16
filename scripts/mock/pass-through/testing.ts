import { request, type IncomingMessage, type RequestListener } from 'node:http';
import { jsonBody } from '../../../conformance/testing.ts';
import type { Entry } from '../cli/log.ts';
import { judge } from '../cli/judge.ts';
import type { Mock, MockOptions } from '../server.ts';
import { startWith } from '../testing.ts';
import type { PassThrough } from './options.ts';

/** A description and clients for the tests of this folder. */

const book = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'integer' }, title: { type: 'string' } },
};
const error = { description: '', ...jsonBody({ type: 'object' }, { example: { error: 'no' } }) };
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };

const paths = {
  '/books': {
    get: {
      operationId: 'listBooks',
      tags: ['read'],
      responses: {
        200: {
          description: '',
          ...jsonBody({ type: 'array', items: book }, { example: [{ id: 1 }] }),
        },
        503: error,
      },
    },
    post: {
      operationId: 'addBook',
      requestBody: {
        required: true,
        ...jsonBody({ ...book, required: ['title'] }),
      },
      responses: { 201: { description: '', ...jsonBody(book) }, 400: error },
    },
  },
  '/books/{id}': {
    parameters: [id],
    get: {
      operationId: 'getBook',
      tags: ['read'],
      responses: { 200: { description: '', ...jsonBody(book) }, 404: error },
    },
    delete: { operationId: 'deleteBook', responses: { 204: { description: '' } } },
  },
  '/events': {
    get: {
      operationId: 'events',
      responses: { 200: { description: '', content: { 'text/event-stream': {} } } },
    },
  },
};

/** Starts a mock of a shop whose real server is at `/v1` of a URL. */
export const startPassing = (
  url: string,
  more: Partial<PassThrough> = {},
  options: Partial<MockOptions> = {},
): Promise<Mock> =>
  startWith(
    { shop: paths },
    { ...options, passThrough: { url: `${url}/v1`, judge, patience: 60_000, ...more } },
    { servers: [{ url: 'https://api.example.com/v1' }] },
  );

/** A log to await: it returns its entries one after the other. */
export function openLog(): { log: (entry: Entry) => void; next: () => Promise<Entry> } {
  const entries: Entry[] = [];
  const waiting: ((entry: Entry) => void)[] = [];
  return {
    log: (entry) => {
      const first = waiting.shift();
      if (first) first(entry);
      else entries.push(entry);
    },
    next: () =>
      entries.length > 0
        ? Promise.resolve(entries.shift()!)
        : new Promise((resolve) => waiting.push(resolve)),
  };
}

export type Received = {
  readonly method: string;
  readonly url: string;
  readonly raw: readonly string[];
  readonly body: Buffer;
};

/** A server that keeps what it receives, and answers when a request has come as a whole. */
export function recording(
  answer: RequestListener = (_, response) => response.end('{}'),
): RequestListener & { readonly seen: Received[] } {
  const seen: Received[] = [];
  const listener: RequestListener = (incoming, response) => {
    void bytesIn(incoming).then((body) => {
      const { method = '', url = '', rawHeaders: raw } = incoming;
      seen.push({ method, url, raw, body });
      answer(incoming, response);
    });
  };
  return Object.assign(listener, { seen });
}

export async function bytesIn(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

type Asked = {
  readonly method?: string;
  readonly headers?: readonly string[];
  readonly body?: Buffer | string;
  readonly signal?: AbortSignal;
};

/** Sends a request with literal header fields, and resolves when its response begins. */
export function open(
  mock: Pick<Mock, 'url'>,
  path: string,
  { method = 'GET', headers = [], body, signal }: Asked = {},
): Promise<IncomingMessage> {
  const { host } = new URL(mock.url);
  const length = body === undefined ? [] : ['Content-Length', String(Buffer.byteLength(body))];
  return new Promise((resolve, reject) => {
    const sent = request(
      mock.url,
      {
        ...{ method, path, agent: false },
        headers: ['Host', host, ...headers, ...length],
        signal: signal ?? AbortSignal.timeout(20_000),
      },
      resolve,
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The same, with the whole body of the response. */
export async function ask(mock: Pick<Mock, 'url'>, path: string, asked: Asked = {}) {
  const response = await open(mock, path, asked);
  const body = await bytesIn(response);
  const { statusCode: status, statusMessage: reason, headers, rawHeaders: raw } = response;
  return { status, reason, headers, raw, body, text: body.toString() };
}

/** The values of a field in raw fields, in their order. */
export const valuesOf = (raw: readonly string[], name: string): string[] =>
  raw.filter((_, at) => at % 2 === 1 && raw[at - 1]!.toLowerCase() === name.toLowerCase());
