import type { IncomingMessage } from 'node:http';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { isPreflight, preflightHeaders } from '../http/cors.ts';
import { hasSeveralHosts, type Received } from '../http/read-request.ts';
import { inPlainText, type Reply } from '../http/write-response.ts';
import type { PassesOf } from '../pass-through/pass.ts';
import { mockApi, type ResponseOptions, type State } from '../respond/api.ts';
import { control } from '../control/control.ts';
import type { Controlled } from '../control/controlled.ts';
import { indexPage } from './index-page.ts';
import { loadRoutes, refuseRoute } from './routes.ts';

/** Responds to any request that reaches the server. */
export type Dispatch = (received: Received, incoming: IncomingMessage) => Reply | Promise<Reply>;

/** What sends requests on to real servers; `undefined` unless the mock passes some. */
export type Passing = {
  readonly passesOf?: PassesOf | undefined;
};

/** Prepares the responses of several descriptions on one port. */
export function createDispatch(
  contracts: readonly Contract[],
  options: ResponseOptions & State & Controlled & Passing,
  url: () => string,
): Dispatch {
  const passes = options.passesOf?.(contracts);
  const answering = passes ? { ...options, pass: passes.documented } : options;
  const apis = new Map(contracts.map((contract) => [contract.api, mockApi(contract, answering)]));
  const routeOf = loadRoutes(contracts);
  // a documented operation goes before the page of the mock
  const isRootDocumented = routeOf('GET', '/').kind === 'operation';
  const page = isRootDocumented ? '/__mock/index' : '/';
  const pages = new Set([page, '/__mock/index']);

  /** The reply of the mock itself, for requests that are not for an API. */
  function ownReply(
    received: Received,
    incoming: IncomingMessage,
  ): ReturnType<Dispatch> | undefined {
    const { method, path } = received.request;
    if (hasSeveralHosts(incoming))
      return inPlainText(400, 'A request has one Host field.\n', 'several Host fields');
    if (isPreflight(incoming)) return optionsReply(preflightHeaders(incoming), 'preflight');
    if ((method === 'GET' || method === 'HEAD') && pages.has(path.split('?', 1)[0]!))
      return inPlainText(200, indexPage(contracts, url(), options.scenario), 'index');
    if (path.startsWith('/__mock') && /^\/__mock([/?]|$)/.test(path))
      return control(received, incoming, { control: options.control, contracts, url: url() });
    return method === 'OPTIONS' && path === '*' ? optionsReply({}, 'options') : undefined;
  }

  return (received, incoming) => {
    const own = ownReply(received, incoming);
    if (own) return own;
    const { request } = received;
    const { method, path } = request;
    const route = routeOf(method, path);
    if (route.kind === 'operation') {
      const routed = { ...received, request: { ...request, path: route.path } };
      return apis.get(route.contract.api)!(route.operation, routed, path);
    }
    const passed = passes?.undocumented(route, received, routeOf);
    if (passed) return passed;
    return method === 'OPTIONS' && route.kind === 'methodNotAllowed'
      ? optionsReply({ allow: route.allowed.join(', ') }, 'options')
      : refuseRoute(route, `${url()}${page}`);
  };
}

const optionsReply = (headers: Reply['headers'], note: string): Reply => ({
  status: 204,
  headers,
  logFields: { note },
});
