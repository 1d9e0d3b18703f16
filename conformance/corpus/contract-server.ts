import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Keys } from './contract-server/credentials.ts';
import type { DescriptionSpec, OperationSpec } from './contract-server/description.ts';
import type { Fault, ReceivedRequest } from './contract-server/fault.ts';
import { fits } from './contract-server/judge.ts';
import { remember, type Memory } from './contract-server/memory.ts';
import { elsewhere, replyTo } from './contract-server/replies.ts';
import { decode, judge, matchPath } from './contract-server/requests.ts';
import { deliver, receive } from './implementation/http.ts';
import type { Reply, Request, Silence } from './implementation/http.ts';
import type { RunningServer } from './server.ts';

/** What to serve, the good credentials, and the fault. */
export type ContractServerOptions = {
  readonly description: DescriptionSpec;
  readonly keys: Keys;
  readonly fault?: Fault;
};

/** How long each request waits for concurrent ones, in milliseconds, where the fault needs them. */
const waiting = 5;

/**
 * Serves any description on loopback as a conforming implementation, or with one fault. It shares
 * no code with the runner: it reads, decodes and judges on its own.
 */
export async function serveContract(options: ContractServerOptions): Promise<RunningServer> {
  const memory: Memory = new Map();
  const operations = new Map(
    options.description.operations.map((operation) => [
      operation.id,
      serveOperation(operation, options, memory),
    ]),
  );
  const server = createServer(async (message, response) => {
    try {
      const request = await receive(message);
      deliver(response, await route(options.description, operations, request));
    } catch {
      response.socket?.destroy();
    }
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed).listen(0, '127.0.0.1', listening);
  });
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      // idle and hanging connections would keep the server open
      server.closeAllConnections();
    });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close,
    [Symbol.asyncDispose]: close,
  };
}

type Served = {
  readonly respond: (request: Request) => Promise<Reply | Silence>;
  readonly takes: (method: string) => boolean;
};

function route(
  description: DescriptionSpec,
  operations: ReadonlyMap<string, Served>,
  request: Request,
): Promise<Reply | Silence> | Reply {
  const here = description.operations.filter(({ path }) => matchPath(path, request.path));
  if (here.length === 0) return elsewhere(description, 'notFound');
  const asked = here.find(({ id }) => operations.get(id)?.takes(request.method));
  return asked
    ? operations.get(asked.id)!.respond(request)
    : elsewhere(
        description,
        'methodNotAllowed',
        here.map(({ method }) => method),
      );
}

function serveOperation(
  operation: OperationSpec,
  { keys, fault }: ContractServerOptions,
  memory: Memory,
): Served {
  const wrong = fault?.operation === operation.id ? fault : undefined;
  const implemented = wrong?.edit?.(operation) ?? operation;
  const open = new Set<ReceivedRequest>();
  const times = new Map<string, number>();
  let good = 0;
  let first: ReceivedRequest | undefined;
  let previous: ReceivedRequest | undefined;

  function see(request: Request): ReceivedRequest {
    const decoded = decode(operation, request);
    const truth = judge(operation, keys, request, decoded);
    const key = `${request.method} ${request.target} ${Buffer.from(request.body).toString('latin1')}`;
    const same = times.get(key) ?? 0;
    const seen: ReceivedRequest = {
      request,
      operation,
      ...decoded,
      truth,
      keys,
      before: { good, same },
      together: open.size,
      ...(first ? { first } : {}),
      ...(previous ? { previous } : {}),
    };
    if (truth === 'good') {
      times.set(key, same + 1);
      good += 1;
      first ??= seen;
      previous = seen;
    }
    return seen;
  }

  return {
    takes: (method) => method === operation.method || (wrong?.methods ?? []).includes(method),
    async respond(request) {
      const own = see(request);
      open.add(own);
      if (wrong?.isConcurrent) await new Promise((waited) => setTimeout(waited, waiting));
      const neighbour = [...open].find((other) => other !== own);
      const seen: ReceivedRequest = {
        ...own,
        together: open.size - 1,
        ...(neighbour ? { neighbour } : {}),
      };
      open.delete(own);
      const honest =
        implemented === operation ? seen.truth : judge(implemented, keys, request, seen);
      const verdict = wrong?.judge?.(honest, seen) ?? honest;
      const echoed = wrong?.echoes ? wrong.echoes(seen) : repeatable(seen);
      const recalled = remember(memory, operation, seen, (isKnown) =>
        wrong?.keeps ? wrong.keeps(seen, isKnown) : seen.truth === 'good',
      );
      const reply = replyTo(operation, verdict, {
        echoed,
        ...(verdict === 'good' && seen.truth === 'good' && !wrong?.echoes ? { recalled } : {}),
      });
      return wrong?.reply?.(reply, seen, verdict) ?? reply;
    },
  };
}

/** What a response may repeat: of an invalid request, only its valid header fields. */
function repeatable(seen: ReceivedRequest): ReceivedRequest {
  if (seen.truth === 'good') return seen;
  const fields = Object.entries(seen.parameters.header ?? {}).filter(([name, value]) =>
    seen.operation.parameters.some(
      (parameter) =>
        parameter.in === 'header' &&
        parameter.name === name &&
        fits(parameter.schema, value, 'request'),
    ),
  );
  return {
    ...seen,
    request: { ...seen.request, headers: new Map() },
    body: undefined,
    parameters: { header: Object.fromEntries(fields) },
  };
}
