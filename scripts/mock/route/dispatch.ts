import type { IncomingMessage } from 'node:http';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { mockApi, type ApiOptions, type MockedApi } from '../respond/api.ts';
import { control, controlPath, type Controlled } from '../state/control.ts';
import { isPreflight, preflightHeaders } from '../http/cors.ts';
import { indexPage } from './index-page.ts';
import type { Received } from '../http/read-request.ts';
import { inPlainText, type Reply } from '../http/write-response.ts';
import { loadRoutes, refuseRoute } from './routes.ts';

/** Answers any request that reaches the server. */
export type Dispatch = (received: Received, incoming: IncomingMessage) => Reply;

export type DispatchOptions = {
  readonly optionsOf: (api: string) => ApiOptions;
  readonly url: () => string;
  readonly controlled: Omit<Controlled, 'contracts'>;
};

/** Prepares what is served of some descriptions, all on one port. */
export function createDispatch(
  contracts: readonly Contract[],
  { optionsOf, url, controlled }: DispatchOptions,
): Dispatch {
  const apis = new Map(
    contracts.map((contract): [string, MockedApi] => [
      contract.api,
      mockApi(contract, optionsOf(contract.api)),
    ]),
  );
  const routeOf = loadRoutes(contracts);
  return (received, incoming) => {
    if (isPreflight(incoming))
      return { status: 204, headers: preflightHeaders(incoming), logFields: { note: 'preflight' } };
    const { method, path } = received.request;
    if (path.startsWith(controlPath) && /^\/__mock([/?]|$)/.test(path))
      return control(received, incoming, { ...controlled, contracts });
    const isRoot = path === '/' || path.startsWith('/?');
    if (isRoot && (method === 'GET' || method === 'HEAD'))
      return inPlainText(200, indexPage(contracts, url(), controlled.scenario), 'index');
    if (method === 'OPTIONS' && path === '*')
      return { status: 204, headers: {}, logFields: { note: 'options' } };
    const route = routeOf(method, path);
    if (route.kind !== 'operation')
      return method === 'OPTIONS' && route.kind === 'methodNotAllowed'
        ? methodsOf(route.allowed)
        : refuseRoute(route, url());
    const { request } = received;
    return apis.get(route.contract.api)!(
      route.operation,
      route.path === path ? received : { ...received, request: { ...request, path: route.path } },
      path,
    );
  };
}

/** What OPTIONS asks for where no operation documents it. @see https://www.rfc-editor.org/rfc/rfc9110#section-9.3.7 */
const methodsOf = (allowed: readonly string[]): Reply => ({
  status: 204,
  headers: {
    allow: [
      ...allowed,
      ...(allowed.includes('GET') && !allowed.includes('HEAD') ? ['HEAD'] : []),
      'OPTIONS',
    ].join(', '),
  },
  logFields: { note: 'options' },
});
