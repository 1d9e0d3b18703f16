import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { WireRequest } from '../../core/http/messages.ts';
import type { Outcome } from './outcome.ts';
import { openSender } from './send.ts';

/** What the tests of the transport share; only tests import it. */

export const get: WireRequest = { method: 'GET', path: '/things', headers: [] };

/** No exchange of these tests takes this long, however slow the machine is. */
export const ample = 60_000;

/** Sends one request through a sender of its own. */
export async function sendTo(
  target: string,
  request: WireRequest = get,
  { signal, maximumSize }: { readonly signal?: AbortSignal; readonly maximumSize?: number } = {},
): Promise<Outcome> {
  const sender = openSender(target, ample, signal, maximumSize);
  try {
    return await sender.send(request);
  } finally {
    await sender.close();
  }
}

/** A server below HTTP: it answers the first bytes of each connection, by its number from 1. */
export async function listenRaw(answer: (socket: Socket, nth: number) => unknown) {
  let connections = 0;
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    connections += 1;
    const nth = connections;
    open.add(socket);
    socket.on('error', () => undefined).once('data', () => void answer(socket, nth));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      for (const socket of open) socket.destroy();
    });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
    [Symbol.asyncDispose]: close,
  };
}
