import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UserError } from '../../conformance/user-error.ts';

/** Listens, and gives the server's URL. Throws a `UserError` where that can't be. */
export async function listen(server: Server, port: number, host: string): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new UserError(reasonOf(error, port, host))));
    server.listen(port, host, resolve);
  });
  return `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
}

function reasonOf({ code = '', message }: NodeJS.ErrnoException, port: number, host: string): string {
  const reasons: { readonly [code: string]: string } = {
    EADDRINUSE: `Port ${port} is taken: stop what uses it, or choose another with --port.`,
    EACCES: `Port ${port} may not be used: choose one above 1023 with --port.`,
    EADDRNOTAVAIL: `This machine has no address ${host}: choose another with --host.`,
    ENOTFOUND: `There is no host ${host}: choose another with --host.`,
  };
  return reasons[code] ?? `The mock can't listen: ${message}`;
}

/** Stops at once: who waits for an answer, or keeps a connection for the next request, is cut off. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
