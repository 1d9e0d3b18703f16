import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { UserError } from '../../../conformance/core/user-error.ts';

/** Starts to listen and returns the server's URL. Throws a `UserError` if that is not possible. */
export async function listen(
  server: Server,
  scheme: 'http' | 'https',
  port: number,
  host: string,
): Promise<string> {
  const reasons: { readonly [code: string]: string } = {
    EADDRINUSE: `Port ${port} is taken: stop what uses it, or choose another with --port.`,
    EACCES: `Port ${port} may not be used: choose one above 1023 with --port.`,
    EADDRNOTAVAIL: `This machine has no address ${host}: choose another with --host.`,
    ENOTFOUND: `There is no host ${host}: choose another with --host.`,
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', ({ code = '', message }: NodeJS.ErrnoException) =>
      reject(new UserError(reasons[code] ?? `The mock can't listen: ${message}`)),
    );
    // the number of connections that may wait to be accepted
    server.listen({ port, host, backlog: 4096 }, resolve);
  });
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
}

/** The longest wait for delayed responses when a server closes, in milliseconds. */
const grace = 1500;

/**
 * Stops accepting connections, waits for `pending` responses for a limited time, and closes all
 * connections.
 */
export async function close(server: Server, pending: () => Promise<unknown>): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  await Promise.race([pending(), setTimeout(grace, undefined, { ref: false })]);
  server.closeAllConnections();
  await closed;
}
