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

// an import would also load all that this module offers by the way, fetch and WebSocket with it: a tenth of the start
const { createServer } = process.getBuiltinModule('node:http');

export type MockOptions = {
  /** What is served; every API of `spec/apis.ts` where nothing is said. */
  readonly contracts?: readonly Contract[];
  /** A port of 0, the default, is any free one. */
  readonly port?: number;
  readonly host?: string;
  /** By API: exactly these credentials are good. Without them any that is well-formed is. */
  readonly credentials?: ReadonlyMap<string, Credentials>;
  /** Verifies signed requests against the sessions that were opened with this mock, and the given public key. */
  readonly verifySignatures?: boolean;
  /** A public key that signed requests may also be verified with, whatever their session. */
  readonly publicKey?: KeyObject;
  /** Makes successes anew for each request, in place of the documented examples; the same ones for the same seed. */
  readonly dynamic?: boolean;
  readonly seed?: number;
  /** Remembers what `x-memory` declares. */
  readonly stateful?: boolean;
  readonly scenario?: readonly Rule[];
  /** The origins whose pages may call; every one where nothing is said. */
  readonly origins?: readonly string[];
  /** Serves HTTPS with this certificate, in PEM form. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** How long a client may take for its header fields and for its whole request, in milliseconds. */
  readonly timeouts?: { readonly headers: number; readonly request: number };
  readonly log?: (entry: Entry) => void;
};

export type Mock = {
  /** The server's own address; each API is below it at `/<api>`. */
  readonly url: string;
  readonly urlOf: (api: string) => string;
  /** Serves other descriptions from now on; scenario, memory and sessions stay. */
  readonly reload: (contracts: readonly Contract[]) => void;
  /** Stops. Answers that are on their way are sent. */
  readonly close: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/** Who is slower than this is let go: a client that means no harm sends at once. */
const defaultTimeouts = { headers: 10_000, request: 60_000 };

/**
 * Serves every API on one port, pending as their contracts document. Resolves when it listens.
 * Throws a `UserError` where it can't, for example because the port is taken.
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
  // looked up for each request: another one may take its place
  const { listener, pending } = createExchanges(
    (received, incoming) => dispatch(received, incoming),
    origins,
    log,
  );
  const serverOptions: ServerOptions = {
    headersTimeout: timeouts.headers,
    requestTimeout: timeouts.request,
    // how often that is looked at
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
    urlOf: (api) => `${url}/${api}`,
    reload: (others) => {
      dispatch = dispatchOf(others);
    },
    close: end,
    [Symbol.asyncDispose]: end,
  };
}
