import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The credentials that a server takes. */
export type Secrets = { readonly bearerToken: string; readonly apiKey: string };

/** A running server: where each API is, and how to stop it. */
export type Running = {
  readonly urlOf: (api: string) => string;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/** Notifications and Amity as a team would write them with a framework, by its documentation. */
export type Framework = {
  readonly name: string;
  readonly start: (secrets: Secrets) => Promise<Running>;
};

/** Serves each API on a port of its own, on loopback. */
export async function listen(listeners: {
  readonly [api: string]: RequestListener;
}): Promise<Running> {
  const servers = new Map(
    Object.entries(listeners).map(([api, listener]) => [api, createServer(listener)]),
  );
  for (const server of servers.values())
    await new Promise<void>((listening, failed) => {
      server.once('error', failed).listen(0, '127.0.0.1', listening);
    });
  return {
    urlOf: (api) => `http://127.0.0.1:${(servers.get(api)!.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      for (const server of servers.values())
        await new Promise<void>((closed) => {
          server.close(() => closed());
          server.closeAllConnections();
        });
    },
  };
}
