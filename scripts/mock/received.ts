import type { IncomingMessage } from 'node:http';
import type { WireRequest } from '../../conformance/model.ts';

/** A request as it arrived, with its whole body, unless that is larger than the mock reads. */
export type Received = { readonly request: WireRequest; readonly isTooLarge: boolean };

/** The largest body that is kept, in bytes. */
export const maximumBody = 16 * 1024 * 1024;

/** Takes a request in. Rejects where the client hangs up before its end. */
export async function receive(incoming: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    // read to its end all the same: a client that still sends does not look for an answer
    if (size <= maximumBody) chunks.push(chunk);
  }
  const isTooLarge = size > maximumBody;
  const request = { method: incoming.method ?? 'GET', path: targetOf(incoming), headers: pairsOf(incoming) };
  return { request: size > 0 && !isTooLarge ? { ...request, body: Buffer.concat(chunks) } : request, isTooLarge };
}

/** Path and query of a request. @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2 for the form that begins with a scheme */
export function targetOf({ url = '/' }: IncomingMessage): string {
  const target = url.replace(/^https?:\/\/[^/?]*/i, '');
  return target.startsWith('/') || target === '*' ? target : `/${target}`;
}

function pairsOf({ rawHeaders }: IncomingMessage): [string, string][] {
  return rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? '']] : []));
}
