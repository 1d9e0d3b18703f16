import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UserError } from '../../../conformance/core/user-error.ts';

/**
 * Starts to listen and returns the server's URL. Throws a `UserError` if the address can't be used.
 */
export async function listen(
  server: Server,
  scheme: 'http' | 'https',
  port: number,
  host: string,
): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new UserError(reasonOf(error, port, host))),
    );
    // the number of connections that may wait to be accepted
    server.listen({ port, host, backlog: 4096 }, resolve);
  });
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
}

function reasonOf(
  { code = '', message }: NodeJS.ErrnoException,
  port: number,
  host: string,
): string {
  const reasons: { readonly [code: string]: string } = {
    EADDRINUSE: `Port ${port} is taken: stop what uses it, or choose another with --port.`,
    EACCES: `Port ${port} may not be used: choose one above 1023 with --port.`,
    EADDRNOTAVAIL: `This machine has no address ${host}: choose another with --host.`,
    ENOTFOUND: `There is no host ${host}: choose another with --host.`,
  };
  return reasons[code] ?? `The mock can't listen: ${message}`;
}

/** The longest wait for delayed responses when a server closes, in milliseconds. */
const grace = 5000;

/**
 * Closes a server: it accepts no more connections, sends delayed responses for a limited time, and
 * closes all
 * connections. `pending` resolves when the last response is sent.
 */
export async function close(
  server: Server,
  pending: () => Promise<void> | undefined,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const last = pending();
  if (last) {
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([
      last,
      new Promise<void>((resolve) => {
        timer = setTimeout(resolve, grace);
      }),
    ]);
    clearTimeout(timer);
  }
  server.closeAllConnections();
  await closed;
}
