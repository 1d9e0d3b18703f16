import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OperationSpec } from '../../corpus/contract-server/description.ts';
import type { ReceivedRequest } from '../../corpus/contract-server/fault.ts';
import { elsewhere, replyTo } from '../../corpus/contract-server/replies.ts';
import { decode, judge, matchPath } from '../../corpus/contract-server/requests.ts';
import {
  deliver,
  jsonReply,
  receive,
  type Reply,
  type Request,
} from '../../corpus/implementation/http.ts';
import type { Described } from '../../corpus/subjects.ts';

/** Servers with one cause for many findings, and how each answers a request to an operation. */
const answers = {
  'validates nothing': (operation, request) => {
    const seen = received(operation, request, 'good');
    return replyTo(operation, 'good', { echoed: seen });
  },
  'fails always': () => jsonReply(500, { message: 'The module `db` is missing.', code: 500 }),
  'fails in one operation': (operation, request, { description, keys }) => {
    if (operation === description.operations[0]) return jsonReply(500, { error: 'No `pg_trgm`.' });
    const seen = received(operation, request, 'good');
    const verdict = judge(operation, keys, request, seen);
    const isGood = verdict === 'good';
    return replyTo(operation, verdict, { echoed: isGood ? seen : undefined });
  },
} satisfies {
  [kind: string]: (operation: OperationSpec, request: Request, subject: Described) => Reply;
};

export type Kind = keyof typeof answers;
export const kinds = Object.keys(answers) as Kind[];

function received(
  operation: OperationSpec,
  request: Request,
  truth: ReceivedRequest['truth'],
): ReceivedRequest {
  return {
    request,
    operation,
    ...decode(operation, request),
    truth,
    keys: new Map(),
    before: { good: 0, same: 0 },
    together: 0,
  };
}

/** Serves a description with one cause for many findings; only tests use it. */
export async function brokenServer(kind: Kind, subject: Described) {
  const { operations } = subject.description;
  const server = createServer(async (message, response) => {
    try {
      const request = await receive(message);
      const here = operations.filter(({ path }) => matchPath(path, request.path));
      const operation = here.find(({ method }) => method === request.method) ?? here[0];
      const isKnown = operation?.method === request.method || kind !== 'fails in one operation';
      deliver(
        response,
        !operation
          ? elsewhere(subject.description, 'notFound')
          : isKnown
            ? answers[kind](operation, request, subject)
            : elsewhere(
                subject.description,
                'methodNotAllowed',
                here.map(({ method }) => method),
              ),
      );
    } catch {
      response.socket?.destroy();
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
