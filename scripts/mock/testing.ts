import { request } from 'node:http';
import { join } from 'node:path';
import { loadContract } from '../../conformance/core/contract/load.ts';
import { calls, type Call, type OperationId } from '../../conformance/corpus/calls.ts';
import type {
  Contract,
  MediaType,
  NamedExample,
  Operation,
} from '../../conformance/core/contract/model.ts';
import type { Json } from '../../conformance/core/json.ts';
import { description, folderWith } from '../../conformance/testing.ts';
import { apis } from '../../spec/apis.ts';
import { startMock, type Mock, type MockOptions } from './server.ts';

/** Helpers for the tests of the mock. */

export const contracts: readonly Contract[] = Object.entries(apis).map(([api, file]) =>
  loadContract(api, file),
);
export const operations: readonly Operation[] = contracts.flatMap(
  (contract) => contract.operations,
);

export const operationNamed = (id: OperationId): Operation =>
  operations.find((operation) => operation.id === id)!;

/** Starts a mock, by default of all APIs of this repository. */
export const start = (options: Partial<MockOptions> = {}): Promise<Mock> =>
  startMock({ contracts, ...options });

/** Starts a mock of the descriptions of one test, given by API as Paths Objects. */
export const startWith = (
  apisByName: { readonly [api: string]: object },
  options: Partial<MockOptions> = {},
  more: object = {},
): Promise<Mock> => {
  const folder = folderWith(
    Object.fromEntries(
      Object.entries(apisByName).map(([api, paths]) => [`${api}.yaml`, description(paths, more)]),
    ),
  );
  return start({
    ...options,
    contracts: Object.keys(apisByName).map((api) => loadContract(api, join(folder, `${api}.yaml`))),
  });
};

/** The tokens of the documented requests. They have expired. */
const documentedTokens = {
  updateDeviceInfo:
    'eyJhbGciOiJSUzUxMiIsInR5cCI6IkpXVCJ9.eyJleHAiOjE1MzMxMTA2OTQsImlhdCI6MTUyNTMzNDY5NCwianRpIjoiYTdmNzI1NDMtYWE3NC00MTFhLWJjNzctNGFkZGY3ODk5NjY2Iiwic2lkIjoiYTM0YzA3YTktNzU1ZC00YjU0LTk0YzUtZTQ1ZTlhMmRkNDNlIiwic2lnIjoiYmQwZTQ0ZDZmZmNjNzgyNjNlZmZlNDk5NDI2MzQzMGQ3YzZiNzBiNjEzMDVjNTUxZjkxNzM3MjU2OGIyZmFlZCIsInVpZCI6IjA2YWVkMWUzLWJkNzctNGE1OS05OTFhLTViYjVhZTZmYmIwOSJ9.ZtoJd5q3Lje6GJ3YBFqE308bViXAt5Gf5-WdITf53r180GQuamj1XXOu4FdOq87Kkh7G0J7crTsvvRMO4Q47_99HU-y46ApcQgzP-fqTncx9igdzCxekuAd_9eLN91fgOYJ4IaBa4C2353jJQ1TOJdf8YWdXxp9jZpHGVkZ9X_0',
  createPin:
    'eyJhbGciOiJSUzUxMiIsInR5cCI6IkpXVCJ9.eyJleHAiOjE1MzMxMDkzMDIsImlhdCI6MTUyNTMzMzMwMiwianRpIjoiZGNjNjM3ZGQtY2UxMi00MTQwLWI2YzItYjU1OGM1MTYxYzQxIiwic2lkIjoiYTM0YzA3YTktNzU1ZC00YjU0LTk0YzUtZTQ1ZTlhMmRkNDNlIiwic2lnIjoiZTdkMThmMDJmZjBhMTBjNzQ1MzI4OGIyYzkyNTMyZGQ5OWZlMWYyYjc1MzQzYWY0NWI4YjMyYjk2MTE1ZWRkOSIsInVpZCI6IjA2YWVkMWUzLWJkNzctNGE1OS05OTFhLTViYjVhZTZmYmIwOSJ9.R7p5uWHQJDldW-W2CK9sdn4rVKgUbV8ITD9oZZRgb_7j7YVTGF4ulJzt9M_GprKkXmNG2Ox9IO6uIQE-RvqHziSemGAoW1__fYnWrZ8ZyOo7EZeAkbGQ1W-gjjZKz9BqxBvakew_xdgQdnGv0aJq8WffnQkyNxy1DkmITR4kehg',
};

/** The documented request of every operation, with its credentials. */
export const documented: { readonly [id in OperationId]: Call } = {
  ...calls,
  updateDeviceInfo: {
    ...calls.updateDeviceInfo,
    headers: {
      ...calls.updateDeviceInfo.headers,
      Authorization: `Bearer ${documentedTokens.updateDeviceInfo}`,
    },
  },
  createPin: {
    ...calls.createPin,
    headers: { ...calls.createPin.headers, Authorization: `Bearer ${documentedTokens.createPin}` },
  },
};
export const ids = Object.keys(documented) as OperationId[]; // the keys of a constant

export type Got = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string | undefined };
  readonly text: string;
  readonly json: unknown;
};

/** Sends a request on a new connection. Its header fields are sent literally. */
export function ask(
  url: string,
  { path, headers, body }: { path: string; headers?: Call['headers']; body?: Call['body'] },
  method = 'POST',
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        path: `${new URL(url).pathname.replace(/\/$/, '')}${path}`,
        method,
        headers: { ...headers },
        agent: false,
        signal: AbortSignal.timeout(10_000),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: response.statusCode!,
            headers: response.headers as Got['headers'],
            text,
            json: parsed(text),
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(method === 'GET' || method === 'HEAD' ? undefined : body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The JSON media type of a documented response. */
export const jsonOf = (operation: Operation, status: string): MediaType =>
  operation.responses
    .find((response) => response.status === status)!
    .content.find(({ name }) => name === 'application/json')!;

export const exampleOf = (operation: Operation, status: string, name: string): Json =>
  jsonOf(operation, status).examples.find((example) => example.name === name)!.value;

/** Every named example of an operation's responses. */
export const examplesOf = ({
  responses,
}: Operation): { status: string; mediaType: MediaType; example: NamedExample }[] =>
  responses.flatMap(({ status, content }) =>
    content.flatMap((mediaType) =>
      mediaType.examples.map((example) => ({ status, mediaType, example })),
    ),
  );
