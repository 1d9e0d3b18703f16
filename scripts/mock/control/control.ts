import type { IncomingMessage } from 'node:http';
import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import type { Received } from '../http/read-request.ts';
import type { Reply } from '../http/write-response.ts';
import type { Served } from './controlled.ts';
import { isLocal } from './guard.ts';
import { inJson } from './json-reply.ts';

/** Responds to a request below `/__mock`. A client on another machine may read the health only. */
export function control(
  received: Received,
  incoming: IncomingMessage,
  about: Served,
): Reply | Promise<Reply> {
  const { method, path } = received.request;
  const [place = ''] = path.slice('/__mock'.length).split('?');
  if (place === '/health' && (method === 'GET' || method === 'HEAD')) {
    const apis = about.contracts.map((contract) => ({
      api: contract.api,
      operations: mockedOperations(contract).length,
    }));
    return inJson(200, { status: 'ok', apis }, 'health');
  }
  if (!isLocal(incoming)) {
    const error =
      'Only the machine that runs the mock may control it: use 127.0.0.1 or localhost, also as the origin of a page.';
    return inJson(403, { error }, 'control refused');
  }
  // few mocks are ever controlled
  return import('./routes.ts').then(({ respondAt }) => respondAt(place, received, about));
}
