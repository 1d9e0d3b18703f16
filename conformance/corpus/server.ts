import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UserError } from '../core/user-error.ts';
import { amity } from './implementation/amity.ts';
import type { MixinSession } from './implementation/credentials.ts';
import { deliver, receive } from './implementation/http.ts';
import type { Reply, Request, Silence } from './implementation/http.ts';
import { mixin } from './implementation/mixin.ts';
import { notifications } from './implementation/notifications.ts';
import { respond } from './implementation/operation.ts';
import type { Api, Operation } from './implementation/operation.ts';
import { mutants } from './mutants.ts';
import type { Mutant } from './mutants/mutant.ts';

/** The implementation to serve, its address, and the good credentials. */
export type ServerOptions = {
  /** The id of a mutant; by default the conforming implementation. */
  readonly mutant?: string;
  readonly port?: number;
  readonly host?: string;
  readonly apiKey: string;
  readonly bearerToken: string;
  readonly mixinSession: MixinSession;
};

/** A running server. Closing ends every connection at once. */
export type RunningServer = {
  readonly url: string;
  readonly close: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/**
 * Serves the conforming implementation of all three APIs at their documented paths, or a mutant.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { port = 0, host = '127.0.0.1' } = options;
  const mutant = options.mutant === undefined ? undefined : findMutant(options.mutant);
  const apis = [
    amity(options.apiKey),
    notifications(options.bearerToken),
    mixin(options.mixinSession),
  ];

  const server = createServer(async (message, response) => {
    try {
      deliver(response, route(apis, mutant, await receive(message)));
    } catch {
      // the client closed the connection
      response.socket?.destroy();
    }
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed).listen(port, host, listening);
  });

  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      // idle and hanging connections would keep the server open
      server.closeAllConnections();
    });
  const address = server.address() as AddressInfo; // a string or null only for pipes and closed servers
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { url: `http://${name}:${address.port}`, close, [Symbol.asyncDispose]: close };
}

function route(
  apis: readonly Api[],
  mutant: Mutant | undefined,
  request: Request,
): Reply | Silence {
  const api = apis.find(({ owns }) => owns(request.path));
  if (api === undefined) throw new Error(`No API owns the path ${request.path}.`);
  const operation = api.operations.find(({ path }) => path.test(request.path));
  if (operation === undefined) return api.pathUnknown(request);
  const isMutated = mutant !== undefined && mutant.operation === operation.id;
  if (operation.method !== request.method) {
    const refusal = api.methodUnknown(request, operation.method);
    return isMutated && mutant.otherMethod ? mutant.otherMethod(refusal, request) : refusal;
  }
  if (!isMutated) return respond(api, operation, request);
  const read =
    mutant.parse === undefined ? request : { ...request, json: mutant.parse(request.body) };
  const reply = respond(api, mutate(operation, mutant), read);
  return mutant.reply === undefined ? reply : mutant.reply(reply, request);
}

function mutate(
  operation: Operation,
  { without = [], instead = {}, also = [] }: Mutant,
): Operation {
  const rules = operation.rules
    .filter(({ id }) => !without.includes(id))
    .map((rule) => ({ ...rule, broken: instead[rule.id]?.(rule.broken) ?? rule.broken }));
  return { ...operation, rules: [...rules, ...also] };
}

function findMutant(id: string): Mutant {
  const mutant = mutants.find((candidate) => candidate.id === id);
  if (mutant === undefined) throw new UserError(`There is no mutant \`${id}\`. --list shows all.`);
  return mutant;
}
