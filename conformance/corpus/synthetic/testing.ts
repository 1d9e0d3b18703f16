/** A server of the synthetic description, and requests to it. */

import { request as send, type OutgoingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { serveContract } from '../contract-server.ts';
import { readDescription } from '../contract-server/description.ts';
import type { RunningServer } from '../server.ts';

const description = readDescription(join(import.meta.dirname, 'openapi.yaml'));
const keys = new Map([
  ['headerKey', 'k1'],
  ['queryKey', 'k 2'],
  ['cookieKey', 'k3'],
  ['token', 't1'],
  ['password', 'ada:love:lace'],
]);
let server: RunningServer;

/** Starts the server before the tests of a file, and stops it after them. */
export function useServer(): void {
  beforeAll(async () => {
    server = await serveContract({ description, keys });
  });
  afterAll(() => server.close());
}

export type Sent = {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Uint8Array;
};
export type Answer = {
  readonly status: number;
  readonly headers: { readonly [name: string]: unknown };
  readonly text: string;
};

/** Sends a request as it is: no default Content-Type, no normalized path. */
export const ask = (
  path: string,
  { method = 'GET', headers = {}, body }: Sent = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const sent = send(
      {
        hostname,
        port,
        path,
        method,
        headers: {
          ...headers,
          ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    sent.on('error', reject).end(body);
  });

export const json = (value: unknown): Sent => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});
export const form = (body: string): Sent => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body,
});
export const text = (body: string | Uint8Array, type = 'text/plain'): Sent => ({
  method: 'POST',
  headers: { 'content-type': type },
  body,
});
export const part = (name: string, value: string, more = '') =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
export const upload = (...parts: readonly string[]): Sent => ({
  method: 'POST',
  headers: { 'content-type': 'multipart/form-data; boundary=b' },
  body: `${parts.join('')}--b--\r\n`,
});
export const file = part(
  'file',
  'content',
  '; filename="a.bin"\r\nContent-Type: application/octet-stream',
);
