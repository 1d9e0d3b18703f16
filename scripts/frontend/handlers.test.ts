import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as amity from '../../generated/amity/handlers.ts';
import * as mixin from '../../generated/mixin/handlers.ts';
import * as notifications from '../../generated/notifications/handlers.ts';
import * as validators from '../../generated/notifications/validators.ts';
import type { Operation } from '../../conformance/core/contract/model.ts';
import { documented, examplesOf, operations, start, type Got } from '../mock/testing.ts';
import type { OperationId } from '../../conformance/corpus/calls.ts';
import type { Mock } from '../mock/server.ts';
import type { HandlerMaker } from './handlers.ts';

const apis = { amity, mixin, notifications } as const;
/** Not the mock, whose answers are the others. */
const baseUrl = 'https://api.example.test/v1';
const server = setupServer();
let mock: Mock;

beforeAll(async () => {
  mock = await start();
  // the mock's own answers
  server.listen({ onUnhandledFrame: 'bypass' });
});
afterEach(() => server.resetHandlers());
afterAll(async () => {
  server.close();
  await mock.close();
});

const makerOf = ({ api, id }: Operation) =>
  (
    apis[api as keyof typeof apis] as unknown as {
      readonly [id: string]: HandlerMaker<string | number>;
    }
  )[id]!;

/** What only an HTTP server says. */
const ofServer = [
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'vary',
  'x-content-type-options',
];

async function send(url: string, { headers, body }: Sent): Promise<Omit<Got, 'json'>> {
  const response = await fetch(url, { method: 'POST', headers, body: body as string });
  const fields = [...response.headers].filter(([name]) => !ofServer.includes(name));
  return {
    status: response.status,
    headers: Object.fromEntries(fields),
    text: await response.text(),
  };
}

type Sent = Pick<(typeof documented)[OperationId], 'headers' | 'body'>;

/** The documented request, and one with each documented body, each with an id of its own. */
function requestsOf({ id, requestBody }: Operation): readonly Sent[] {
  const { headers, body } = documented[id as OperationId];
  const examples = requestBody!.content[0]!.examples.map(({ value }) => JSON.stringify(value));
  return [body, ...examples].map((each, index) => ({
    body: each,
    headers: index === 0 ? headers : { ...headers, 'X-Request-Id': `request-${index}` },
  }));
}

describe.each(operations)('$id', (operation) => {
  const { api, id, responses } = operation;
  const { path } = documented[id as OperationId];
  const answers = [
    ...examplesOf(operation).map(({ example: { name } }) => ({
      ...{ answer: name, prefer: `example=${name}` },
    })),
    ...responses
      .map(({ status }) => Number(status.replace('XX', '00')))
      .map((status) => ({ answer: status, prefer: `code=${status}` })),
  ];

  test.each(answers)('$answer is answered as by the mock', async ({ answer, prefer }) => {
    server.use(makerOf(operation)(answer, { baseUrl }));
    for (const { headers, body } of requestsOf(operation)) {
      const ours = await send(`${baseUrl}${path}`, { headers, body });
      const preferring = { headers: { ...headers, prefer }, body };
      expect(ours).toEqual(await send(`${mock.urlOf(api)}${path}`, preferring));
    }
  });

  test('the default is the success', async () => {
    server.use(makerOf(operation)(undefined, { baseUrl }));
    const [sent] = requestsOf(operation);
    const ours = await send(`${baseUrl}${path}`, sent!);
    const preferring = { ...sent!, headers: { ...sent!.headers, prefer: 'code=200' } };
    expect(ours).toEqual(await send(`${mock.urlOf(api)}${path}`, preferring));
  });
});

const device = { deviceId: 'device-7', pushToken: 'token-7' };
const refresh = (url = 'https://any.example/api/notifications/devices/refresh-token', init = {}) =>
  fetch(url, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    ...{ body: JSON.stringify(device), ...init },
  });

test('all handlers of an API answer at any origin, below any path', async () => {
  server.use(...notifications.allHandlers());
  const { data } = (await (await refresh()).json()) as { data: { device: object } };
  expect(data.device).toMatchObject(device);
});

test('a base URL limits a handler to one origin and path', async () => {
  server.use(...notifications.allHandlers());
  server.use(notifications.refreshPushToken('forbidden', { baseUrl: 'https://one.example/api/' }));
  server.use(notifications.refreshPushToken('unauthorized', { baseUrl: '/other' }));
  const path = '/notifications/devices/refresh-token';
  expect((await refresh(`https://one.example/api${path}`)).status).toBe(403);
  expect((await refresh(`https://two.example/other${path}?a=b`)).status).toBe(401);
  expect((await refresh(`https://two.example/api${path}`)).status).toBe(200);
});

test('several answers are given in turn, and the last one stays', async () => {
  server.use(notifications.refreshPushToken(['internalServerError', 'documented']));
  const statuses = [];
  for (let count = 0; count < 3; count += 1) statuses.push((await refresh()).status);
  expect(statuses).toEqual([500, 200, 200]);
});

test('an answer that is given once leaves further requests to other handlers', async () => {
  server.use(...notifications.allHandlers());
  server.use(notifications.refreshPushToken(403, { once: true }));
  expect((await refresh()).status).toBe(403);
  expect((await refresh()).status).toBe(200);
});

test('a function chooses the answer by the request', async () => {
  server.use(
    notifications.refreshPushToken(({ body, parameters }) =>
      validators.refreshPushToken.requestBody(body) && 'x-fingerprint-id' in parameters.header
        ? 'documented'
        : 'badRequest',
    ),
  );
  expect((await refresh()).status).toBe(400);
  const headers = { 'content-type': 'application/json', 'X-Fingerprint-Id': 'any' };
  expect((await refresh(undefined, { headers })).status).toBe(200);
  expect((await refresh(undefined, { headers, body: '{"deviceId":""}' })).status).toBe(400);
});

test('an infinite delay never answers', async () => {
  server.use(notifications.refreshPushToken('documented', { delay: 'infinite' }));
  const aborted = new AbortController();
  const answer = refresh(undefined, { signal: aborted.signal });
  aborted.abort();
  await expect(answer).rejects.toThrow('abort');
});

test('a program without types is told which answers there are', () => {
  expect(() => notifications.refreshPushToken('nowhere' as 'forbidden')).toThrow(
    'refreshPushToken documents no answer "nowhere". There are 200, 400, 401, 403, 500, documented,',
  );
});
