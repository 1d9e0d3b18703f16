import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { headOf, maximumBody, type Received } from '../http/read-request.ts';

/**
 * Reads a request as `readRequest` does. Of a body that is too large, the beginning is kept, and the rest
 * waits until `bodyOf` is read: the real server may take it.
 */
export function readStart(
  incoming: IncomingMessage,
  then: (received: Received | undefined) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  let isOver = false;
  const finish = (received: Received | undefined) => {
    if (isOver) return;
    isOver = true;
    incoming.off('data', take);
    then(received);
  };
  const take = (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size <= maximumBody) return;
    incoming.pause();
    finish({ request: headOf(incoming), isTooLarge: true, start: chunks });
  };
  incoming.on('data', take);
  incoming.on('end', () => {
    const request = headOf(incoming);
    const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {};
    finish({ request: { ...request, ...body }, isTooLarge: false });
  });
  // a connection can also fail after the request has ended
  incoming.on('error', () => finish(undefined));
}

/** The body of a request, as it is sent on. */
export const bodyOf = (
  { request, start }: Received,
  incoming: IncomingMessage,
): Uint8Array | Readable | undefined =>
  start ? Readable.from(withRest(start, incoming)) : request.body;

async function* withRest(start: readonly Uint8Array[], incoming: IncomingMessage) {
  yield* start;
  // a failure at the real server must leave the connection of the client open, for the response
  yield* incoming.iterator({ destroyOnReturn: false });
}
