import type { ServerOptions } from 'node:http';
import type { Contract } from '../../conformance/core/contract/model.ts';
import { namedContracts } from '../../conformance/core/contract/named-contracts.ts';
import { apis as index } from '../../spec/apis.ts';
import type { Entry } from './cli/log.ts';
import { createExchanges } from './http/exchange.ts';
import type { Origins } from './http/cors.ts';
import { close, listen } from './http/listen.ts';
import type { PassThrough } from './pass-through/options.ts';
import type { ResponseOptions, State } from './respond/api.ts';
import { createDispatch, type Dispatch, type Served } from './route/dispatch.ts';
import { mountOf } from './route/routes.ts';
import { openScenario, type Rule } from './state/scenario.ts';
import { createSessions } from './state/sessions.ts';
import type { SeedData } from './things/seed-data.ts';

// an import would also load fetch and WebSocket, a tenth of the start time
const { createServer } = process.getBuiltinModule('node:http');

export type MockOptions = ResponseOptions & {
  /** The served descriptions; by default every API of `spec/apis.ts`. */
  readonly contracts?: readonly Contract[];
  /** The port; 0, the default, means any free port. */
  readonly port?: number;
  readonly host?: string;
  /** Remembers the values that `x-memory` declares. */
  readonly remembers?: boolean;
  /** Keeps the things that requests make, and remembers. */
  readonly stateful?: boolean;
  /** The things that are there from the start, by the path that lists them. */
  readonly seedData?: SeedData | undefined;
  readonly scenario?: readonly Rule[] | undefined;
  /** Sends on to real servers what is not documented, and the named operations. */
  readonly passThrough?: PassThrough | undefined;
  /** The origins whose pages may call the mock; by default every origin. */
  readonly origins?: readonly string[] | undefined;
  /** Serves HTTPS with this certificate, in PEM form. */
  readonly tls?: { readonly key: string; readonly cert: string } | undefined;
  /** Timeouts for the header fields and for the whole request, in milliseconds. */
  readonly timeouts?: { readonly headers: number; readonly request: number };
  readonly log?: ((entry: Entry) => void) | undefined;
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

/** What keeps things. Its code is loaded only for a mock that needs it. */
async function livingState({ seed = 1, seedData, tls }: MockOptions) {
  const [{ createStore }, { createThings }] = await Promise.all([
    import('./things/store.ts'),
    import('./things/respond.ts'),
  ]);
  const store = createStore();
  const thingsOf = (contract: Contract) =>
    createThings(contract, { store, seed, seedData, isSecure: tls !== undefined });
  return { store, thingsOf };
}

/** The way to real servers, and what reads the requests that may go there. */
async function passing(options: PassThrough, contracts: readonly Contract[], origins: Origins) {
  const [{ openPassThrough }, { readStart }] = await Promise.all([
    import('./pass-through/pass.ts'),
    import('./pass-through/read-start.ts'),
  ]);
  return { ...openPassThrough(options, contracts, origins), read: readStart };
}

/** What `x-memory` declares. Its code is loaded only for a mock that remembers. */
async function rememberedState({ seed = 1 }: MockOptions) {
  const [{ createMemories }, { createRemembering }] = await Promise.all([
    import('./state/memory.ts'),
    import('./memory/remember.ts'),
  ]);
  const memories = createMemories();
  const rememberingOf = (contract: Contract) => createRemembering(contract, { memories, seed });
  return { memories, rememberingOf };
}

/** Starts a mock and resolves when it listens. Throws a `UserError`, as for a used port. */
export async function startMock({
  contracts = namedContracts(index, []),
  host = '127.0.0.1',
  port = 0,
  origins,
  tls,
  timeouts = { headers: 10_000, request: 60_000 },
  log,
  passThrough,
  ...options
}: MockOptions = {}): Promise<Mock> {
  const passes = passThrough && (await passing(passThrough, contracts, origins));
  const shared: ResponseOptions & State & Served = {
    ...options,
    passesOf: passes?.passesOf,
    sessions: createSessions(),
    scenario: openScenario(options.scenario),
    ...(options.stateful || options.remembers ? await rememberedState(options) : {}),
    ...(options.stateful ? await livingState({ ...options, tls }) : {}),
  };
  const dispatchOf = (served: readonly Contract[]) => createDispatch(served, shared, () => url);
  let dispatch = dispatchOf(contracts);
  // looked up for each request, because `reload` replaces it
  const current: Dispatch = (received, incoming) => dispatch(received, incoming);
  const { listener, pending } = createExchanges(current, origins, log, passes?.read);
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
  const end = async () => {
    await close(server, pending);
    passes?.close();
  };
  return {
    url,
    urlOf: (api) => `${url}/${mountOf(api)}`,
    reload: (others) => {
      shared.store?.reshape();
      dispatch = dispatchOf(others);
    },
    close: end,
    [Symbol.asyncDispose]: end,
  };
}
