import { spawn } from 'node:child_process';
import { endsWithUs } from '../../conformance/core/signals.ts';
import { once } from 'node:events';
import { join } from 'node:path';
import { plainRequest } from '../../conformance/core/instances/plain-request.ts';
import type { Credential } from '../../conformance/core/auth/credentials.ts';
import { authorize } from '../../conformance/core/auth/present-credentials.ts';
import { encode } from '../../conformance/core/http/encode-request.ts';
import { loadContract } from '../../conformance/core/contract/load.ts';
import { apis } from '../../spec/apis.ts';

/** One request of a load. */
export type LoadRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
};

export type Load = {
  readonly port: number;
  readonly connections: number;
  readonly count: number;
  readonly requests: readonly LoadRequest[];
  /** Whether each request names other things: the hexadecimal ends of names are its number. */
  readonly isDistinct?: boolean;
};

/** Times in milliseconds: of all requests, and percentiles of one. */
export type Sent = { readonly time: number; readonly p50: number; readonly p99: number };

/** Puts load on a server from a process of its own. Throws if a response is no success. */
export async function put(load: Load): Promise<Sent> {
  const child = endsWithUs(
    spawn(process.execPath, [join(import.meta.dirname, 'load-process.ts')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  );
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.end(JSON.stringify(load));
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`the load ended with ${code}`);
  return JSON.parse(Buffer.concat(chunks).toString()) as Sent;
}

/** A valid request of each of our operations, below the name of its API. */
export function ourRequests(): readonly LoadRequest[] {
  return Object.entries(apis).flatMap(([api, file]) =>
    loadContract(api, file).operations.map((operation) => {
      const token: Credential = { kind: 'value', value: 'any-token' };
      const credentials = new Map(operation.security.flat().map(({ name }) => [name, token]));
      const {
        method,
        path,
        headers,
        body = new Uint8Array(),
      } = authorize(
        operation,
        encode(operation, plainRequest(operation)),
        { credentials: 'good' },
        credentials,
      );
      return { method, path: `/${api}${path}`, headers, body: Buffer.from(body).toString() };
    }),
  );
}
