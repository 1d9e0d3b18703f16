import type { KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Credentials } from '../../conformance/exchange/credentials.ts';
import type { Contract } from '../../conformance/model.ts';
import { mockApi, type MockedApi } from './api.ts';
import { isPreflight, preflightHeaders } from './cors.ts';
import { indexPage } from './index-page.ts';
import { close, listen } from './listen.ts';
import { receive, targetOf } from './received.ts';
import { inPlainText, write, type Reply } from './reply.ts';
import { refuseRoute, routeOf } from './routes.ts';

export type MockOptions = {
  readonly contracts: readonly Contract[];
  /** A port of 0, the default, is any free one. */
  readonly port?: number;
  readonly host?: string;
  /** By API: exactly these credentials are good. Without them any that is well-formed is. */
  readonly credentials?: ReadonlyMap<string, Credentials>;
  /** Verifies signed requests against the sessions that were opened with this mock, and the given public key. */
  readonly verifySignatures?: boolean;
  /** A public key that signed requests may also be verified with, whatever their session. */
  readonly publicKey?: KeyObject;
  readonly log?: (line: string) => void;
};

export type Mock = {
  /** The server's own address; each API is below it at `/<api>`. */
  readonly url: string;
  readonly urlOf: (api: string) => string;
  readonly close: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/**
 * Serves every API on one port, answering as their contracts document. Resolves when it listens.
 * Throws a `UserError` where it can't, for example because the port is taken.
 */
export async function startMock(options: MockOptions): Promise<Mock> {
  const { contracts, host = '127.0.0.1', port = 0, credentials, verifySignatures = false, publicKey, log } = options;
  const apis = new Map(await Promise.all(contracts.map(async (contract): Promise<[string, MockedApi]> =>
    [contract.api, await mockApi(contract, { credentials: credentials?.get(contract.api), verifySignatures, publicKey })])));

  const server = createServer(async (request, response) => {
    const begun = performance.now();
    const reply = await answer(request, response);
    const outcome = reply ? `${reply.status} ${reply.note}` : 'the client hung up';
    // without its query, which may hold a credential
    log?.(`${request.method} ${targetOf(request).replace(/\?.*/s, '?…')} ${outcome} (${(performance.now() - begun).toFixed(1)} ms)`);
  });

  /** What was sent; `undefined` where the client did not wait for it. */
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<Reply | undefined> {
    try {
      return write(request, response, await respond(request));
    } catch (error) {
      const { message } = error as Error;
      return write(request, response, inPlainText(500, `The mock failed: ${message}\n`, message));
    }
  }

  async function respond(request: IncomingMessage): Promise<Reply> {
    if (isPreflight(request)) return { status: 204, headers: preflightHeaders(request), note: 'preflight' };
    const received = await receive(request);
    const { method, path } = received.request;
    if (path.split('?')[0] === '/' && (method === 'GET' || method === 'HEAD')) return inPlainText(200, indexPage(contracts, url), 'index');
    const route = routeOf(contracts, method, path);
    if (route.kind !== 'operation') return refuseRoute(route, url);
    const asked = { ...received, request: { ...received.request, path: route.path } };
    return apis.get(route.contract.api)!(route.operation, asked, path);
  }

  const url = await listen(server, port, host);
  return { url, urlOf: (api) => `${url}/${api}`, close: () => close(server), [Symbol.asyncDispose]: () => close(server) };
}
