import type { RequestListener, ServerOptions } from 'node:http';
import type { Contract } from '../../conformance/core/contract/model.ts';
import { namedContracts } from '../../conformance/core/contract/named-contracts.ts';
import { apis as index } from '../../spec/apis.ts';
import type { Entry } from './cli/log.ts';
import type { Controlled } from './control/controlled.ts';
import { createRequests, type MockRequests } from './control/requests.ts';
import { controlScenario, type MockScenario } from './control/scenario.ts';
import { forTests, openState, type MockState } from './control/state.ts';
import type { StateFile } from './control/state-file.ts';
import { createExchanges } from './http/exchange.ts';
import { close, listen } from './http/listen.ts';
import type { PassThrough } from './pass-through/options.ts';
import type { ResponseOptions, State } from './respond/api.ts';
import { createDispatch, type Dispatch, type Passing } from './route/dispatch.ts';
import { mountOf } from './route/routes.ts';
import { openScenario, type Rule } from './state/scenario.ts';
import { createSessions } from './state/sessions.ts';
import type { CountersOf } from './things/counters.ts';
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
  /**
   * The file that keeps the state from one start to the next. It makes the mock stateful.
   * Throws a `UserError` if it can't be read, or if another mock has it.
   */
  readonly stateFile?: string | undefined;
  /** Told why the state can't be written. */
  readonly complain?: ((problem: string) => void) | undefined;
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
  /** What the mock keeps; it can be seeded, kept and restored with `stateful`. */
  readonly state: MockState;
  /** The last requests, with what the mock found in them. */
  readonly requests: MockRequests;
  /** The rules that choose, delay and drop responses. */
  readonly scenario: MockScenario;
  /** Serves other descriptions; scenario, memory and sessions stay. */
  readonly reload: (contracts: readonly Contract[]) => void;
  /** Stops the mock after it has sent delayed responses. */
  readonly close: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

type Contracts = () => readonly Contract[];

/** What `x-memory` declares, and the things of a mock. The code is loaded only for a mock that needs it. */
async function rememberedState({ seed = 1 }: MockOptions, countersOf?: CountersOf) {
  const [{ createMemories }, { createRemembering }] = await Promise.all([
    import('./state/memory.ts'),
    import('./memory/remember.ts'),
  ]);
  const memories = createMemories();
  const rememberingOf = (contract: Contract) =>
    createRemembering(contract, { memories, seed, countersOf });
  return { memories, rememberingOf };
}

/** What keeps things, and remembers. */
async function livingState(options: MockOptions, contracts: Contracts) {
  const { seed = 1, seedData, tls, stateFile, complain = () => undefined } = options;
  const [{ createStore }, { createThings }, { openKeeping }] = await Promise.all([
    import('./things/store.ts'),
    import('./things/respond.ts'),
    import('./control/keeping.ts'),
  ]);
  const store = createStore();
  const remembered = await rememberedState(options, store.countersOf);
  const { memories } = remembered;
  const thingsOf = (contract: Contract) =>
    createThings(contract, { store, seed, seedData, isSecure: tls !== undefined });
  const keeping = openKeeping({ store, memories, seed, seedData, contracts });
  const living = { ...remembered, store, thingsOf, keeping };
  if (stateFile === undefined) return living;
  const { openStateFile } = await import('./control/state-file.ts');
  const stamp = () => [store.version(), ...memories.all()];
  return { ...living, file: await openStateFile(stateFile, { ...keeping, stamp, complain }) };
}

type Kept = Partial<Awaited<ReturnType<typeof livingState>> & { readonly file: StateFile }>;

/** What a mock keeps: only what `x-memory` declares, or everything, or nothing. */
async function keptState(options: MockOptions, contracts: Contracts): Promise<Kept> {
  const { stateful, remembers, stateFile } = options;
  if (stateful || stateFile !== undefined) return await livingState(options, contracts);
  return remembers ? await rememberedState(options) : {};
}

/** What a mock keeps, and what shows and changes that. */
async function openControl(options: MockOptions, contracts: Contracts) {
  const { store, memories, keeping, file, rememberingOf, thingsOf } = await keptState(
    options,
    contracts,
  );
  const scenario = openScenario(options.scenario);
  const control = {
    scenario: controlScenario(scenario, contracts),
    state: openState({ store, memories, keeping }),
    requests: createRequests(contracts),
  };
  return {
    kept: { control, scenario, rememberingOf, thingsOf },
    reshape: () => store?.reshape(),
    file,
  };
}

/** The way to real servers, and what reads the requests that may go there. */
async function passing({ passThrough, origins }: MockOptions, contracts: Contracts) {
  if (!passThrough) return undefined;
  const [{ openPassThrough }, { readStart }] = await Promise.all([
    import('./pass-through/pass.ts'),
    import('./pass-through/read-start.ts'),
  ]);
  return { ...openPassThrough(passThrough, contracts(), origins), read: readStart };
}

/** A mock without a server: what answers requests below a base URL. */
export type OpenMock = Pick<Mock, 'state' | 'requests' | 'scenario' | 'reload'> & {
  /** Answers one request. The path of its target is that below the base URL. */
  readonly listener: RequestListener;
  /** Resolves when the responses that are delayed now are sent. */
  readonly pending: () => Promise<unknown>;
  /** Writes what is kept in a file. */
  readonly save: () => Promise<void>;
  /** Frees what is used beside the server. */
  readonly close: () => Promise<void>;
};

/** Opens a mock for a server of one's own, which may mount it below a path. @param url its base URL */
export async function openMock(options: MockOptions, url: () => string): Promise<OpenMock> {
  const { origins, log } = options;
  let served = options.contracts ?? namedContracts(index, []);
  const passes = await passing(options, () => served);
  const { kept, reshape, file } = await openControl(options, () => served);
  const { control } = kept;
  const shared: ResponseOptions & State & Controlled & Passing = {
    ...{ ...options, ...kept },
    passesOf: passes?.passesOf,
    sessions: createSessions(),
  };
  let dispatch = createDispatch(served, shared, url);
  // looked up for each request, because `reload` replaces it
  const current: Dispatch = (received, incoming) => dispatch(received, incoming);
  const { record } = control.requests;
  return {
    ...createExchanges(current, origins, { log, record }, passes?.read),
    state: forTests(control.state),
    requests: control.requests,
    scenario: control.scenario,
    reload(others) {
      reshape();
      served = others;
      dispatch = createDispatch(served, shared, url);
    },
    save: async () => await file?.save(),
    async close() {
      passes?.close();
      await file?.close();
    },
  };
}

/** Starts a mock and resolves when it listens. Throws a `UserError`, as for a used port. */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const { host = '127.0.0.1', port = 0, tls } = options;
  const { timeouts = { headers: 10_000, request: 60_000 } } = options;
  const mock = await openMock(options, () => url);
  const serverOptions: ServerOptions = {
    headersTimeout: timeouts.headers,
    requestTimeout: timeouts.request,
    // how often Node checks the timeouts
    connectionsCheckingInterval: Math.min(1000, timeouts.headers),
    keepAliveTimeout: 65_000,
  };
  const server = tls
    ? process
        .getBuiltinModule('node:https')
        .createServer({ ...serverOptions, ...tls }, mock.listener)
    : createServer(serverOptions, mock.listener);

  const url = await listen(server, tls ? 'https' : 'http', port, host).catch(async (error) => {
    await mock.close();
    throw error;
  });
  const end = async () => {
    // what takes long to answer may not keep it from the file
    await mock.save();
    await close(server, mock.pending);
    await mock.close();
  };
  return {
    url,
    urlOf: (api) => `${url}/${mountOf(api)}`,
    state: mock.state,
    requests: mock.requests,
    scenario: mock.scenario,
    reload: mock.reload,
    close: end,
    [Symbol.asyncDispose]: end,
  };
}
