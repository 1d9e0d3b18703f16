import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DescriptionSpec, OperationSpec } from '../contract-server/description.ts';
import { decode, judge, matchPath } from '../contract-server/requests.ts';
import { bearerToken } from '../implementation/credentials.ts';
import { deliver, receive, type Reply, type Request } from '../implementation/http.ts';
import { isObject } from '../implementation/rules.ts';
import type { RunningServer } from '../server.ts';
import type { Answer, Call, StateFault } from './fault.ts';
import { createStore, type Store, type Thing } from './store.ts';

/** What a server is made of. */
export type ServerSpec = {
  /** Read once: many servers are started in tests. */
  readonly description: DescriptionSpec;
  /** The path before all paths of the description. */
  readonly base: string;
  /** The users, by token. */
  readonly users: ReadonlyMap<string, string>;
  readonly kinds: Store['kinds'];
  /** Creates what is there from the start. */
  readonly fill: (store: Store) => void;
  /** By operationId; they get good requests only. */
  readonly operations: { readonly [id: string]: (call: Call, store: Store) => Reply };
  readonly refuse: (status: 400 | 401 | 404 | 405) => Reply;
};

/** A running server, and what it keeps. */
export type StatefulServer = RunningServer & {
  /** Of each user. */
  readonly tokens: readonly string[];
  /** Everything that is kept now, by place. */
  readonly state: () => { readonly [place: string]: readonly Thing[] };
};

/** By default, no fault and a free port. */
export type StatefulOptions = {
  readonly fault?: StateFault | undefined;
  readonly port?: number | undefined;
};

/** Serves a description with a store on loopback, as it should be or with one fault. */
export async function serve(
  spec: ServerSpec,
  { fault, port = 0 }: StatefulOptions,
): Promise<StatefulServer> {
  const kept = createStore(spec.kinds);
  spec.fill(kept);
  const store = fault?.store?.(kept) ?? kept;
  const right: Answer = (call) =>
    call.verdict === 'good'
      ? spec.operations[call.operation]!(call, store)
      : spec.refuse(call.verdict === 'unauthorized' ? 401 : 400);
  const answer = fault?.answer?.(right, kept) ?? right;

  function route(request: Request): Reply {
    if (!request.path.startsWith(`${spec.base}/`)) return spec.refuse(404);
    const inside = { ...request, path: request.path.slice(spec.base.length) };
    const here = spec.description.operations.filter(({ path }) => matchPath(path, inside.path));
    const asked = here.find(({ method }) => method === request.method);
    if (asked) return answer(callOf(spec, asked, inside));
    if (here.length === 0) return spec.refuse(404);
    const { headers, ...refusal } = spec.refuse(405);
    return {
      ...refusal,
      headers: { ...headers, allow: here.map(({ method }) => method).join(', ') },
    };
  }

  const server = createServer(async (message, response) => {
    try {
      deliver(response, route(await receive(message)));
    } catch {
      response.socket?.destroy();
    }
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed).listen(port, '127.0.0.1', listening);
  });
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${spec.base}`,
    tokens: [...spec.users.keys()],
    state: () =>
      Object.fromEntries(kept.places().map((place) => [place, kept.list(place) ?? []] as const)),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function callOf(spec: ServerSpec, operation: OperationSpec, request: Request): Call {
  const token = bearerToken(request) ?? '';
  const user = spec.users.get(token);
  const decoded = decode(operation, request);
  // an unknown token is none of the keys
  const keys = new Map([['token', user === undefined ? `not ${token}` : token]]);
  const verdict = judge(operation, keys, request, decoded);
  const { path = {}, query = {}, header = {} } = decoded.parameters;
  return {
    operation: operation.id,
    user: user ?? '',
    path: Object.fromEntries(Object.entries(path).map(([name, value]) => [name, String(value)])),
    query,
    header,
    body: isObject(decoded.body) ? decoded.body : {},
    verdict,
  };
}
