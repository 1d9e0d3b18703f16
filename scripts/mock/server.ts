import { mountOf } from './route/routes.ts';
import { apis as index } from '../../spec/apis.ts';
import type { KeyObject } from 'node:crypto';
import type { ServerOptions } from 'node:http';
import type { Credentials } from '../../conformance/core/auth/credentials.ts';
import type { Contract } from '../../conformance/core/contract/model.ts';
import { namedContracts } from '../../conformance/core/contract/named-contracts.ts';
import { createExchanges } from './http/exchange.ts';
import { createDispatch, type Dispatch } from './route/dispatch.ts';
import { close, listen } from './http/listen.ts';
import type { Entry } from './cli/log.ts';
import { createMemories } from './state/memory.ts';
import { openScenario, type Rule } from './state/scenario.ts';
import { rememberSessions } from './state/sessions.ts';

// an import would also load fetch and WebSocket, a tenth of the start time
const { createServer } = process.getBuiltinModule('node:http');

export type MockOptions = {
  /** The served descriptions; by default every API of `spec/apis.ts`. */
  readonly contracts?: readonly Contract[];
  /** The port; 0, the default, means any free port. */
  readonly port?: number;
  readonly host?: string;
  /**
   * The only accepted credentials, by API. Without them every well-formed credential is accepted.
   */
  readonly credentials?: ReadonlyMap<string, Credentials>;
  /** Verifies signed requests with the keys of the sessions of this mock and with `publicKey`. */
  readonly verifySignatures?: boolean;
  /** Verifies signed requests of sessions that the mock does not know. */
  readonly publicKey?: KeyObject;
  /** Generates the bodies of successes. The same seed generates the same bodies. */
  readonly dynamic?: boolean;
  readonly seed?: number;
  /** Remembers the values that `x-memory` declares. */
  readonly stateful?: boolean;
  readonly scenario?: readonly Rule[];
  /** The origins whose pages may call the mock; by default every origin. */
  readonly origins?: readonly string[];
  /** Serves HTTPS with this certificate, in PEM form. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Timeouts for the header fields and for the whole request, in milliseconds. */
  readonly timeouts?: { readonly headers: number; readonly request: number };
  readonly log?: (entry: Entry) => void;
};

export type Mock = {
  /** The URL of the server; each API is at `/<api>` below it. */
  readonly url: string;
  readonly urlOf: (api: string) => string;
  /** Serves other descriptions; scenario, memory and sessions stay. */
  readonly reload: (contracts: readonly Contract[]) => void;
  /** Stops the mock after it has sent delayed responses. */
  readonly close: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/** Timeouts against slow clients, in milliseconds. */
const defaultTimeouts = { headers: 10_000, request: 60_000 };

/**
 * Starts a mock of every API on one port. Resolves when it listens. Throws a `UserError` if it
 * can't listen, for
 * example because the port is taken.
 */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const {
    contracts = namedContracts(index, []),
    host = '127.0.0.1',
    port = 0,
    origins,
    tls,
    log,
    timeouts = defaultTimeouts,
  } = options;
  const scenario = openScenario(options.scenario);
  const memories = options.stateful ? createMemories() : undefined;
  const sessions = new Map<string, ReturnType<typeof rememberSessions>>();
  const optionsOf = (api: string) => {
    const ofApi = sessions.get(api) ?? rememberSessions(api);
    sessions.set(api, ofApi);
    const { credentials, verifySignatures = false, publicKey, dynamic = false, seed = 1 } = options;
    return {
      credentials: credentials?.get(api),
      verifySignatures,
      publicKey,
      dynamic,
      seed,
      sessions: ofApi,
      scenario,
      memories,
    };
  };
  const dispatchOf = (served: readonly Contract[]): Dispatch =>
    createDispatch(served, {
      optionsOf,
      url: () => url,
      controlled: { scenario, memories },
    });
  let dispatch = dispatchOf(contracts);
  // looked up for each request, because `reload` replaces it
  const { listener, pending } = createExchanges(
    (received, incoming) => dispatch(received, incoming),
    origins,
    log,
  );
  const serverOptions: ServerOptions = {
    headersTimeout: timeouts.headers,
    requestTimeout: timeouts.request,
    // how often Node checks the timeouts
    connectionsCheckingInterval: Math.min(1000, timeouts.headers),
    keepAliveTimeout: 65_000,
  };
  const server = tls
    ? process.getBuiltinModule('node:https').createServer({ ...serverOptions, ...tls }, listener)
    : createServer(serverOptions, listener);

  const url = await listen(server, tls ? 'https' : 'http', port, host);
  const end = () => close(server, pending);
  return {
    url,
    urlOf: (api) => `${url}/${mountOf(api)}`,
    reload: (others) => {
      dispatch = dispatchOf(others);
    },
    close: end,
    [Symbol.asyncDispose]: end,
  };
}
