import { getResponse } from 'msw';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contractOf, description } from '../../../conformance/testing.ts';
import type { HandlerMaker, HandlerOptions, HttpHandler } from '../../frontend/handlers.ts';
import { startMock, type Mock } from '../../mock/server.ts';
import { ask } from '../../mock/testing.ts';
import { handlers } from './handlers.ts';
import { loaded } from './testing.ts';

const object = { type: 'object' };
const named = (name: string, value: unknown) => ({ [name]: { value } });
const json = (examples: object, more: object = {}) => ({
  content: { 'application/json': { schema: object, examples, ...more } },
});
const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
const answers = {
  200: {
    description: 'Found.',
    headers: {
      'Set-Cookie': { schema: { type: 'string' }, example: 'a=1' },
      'X-Trace': { schema: { type: 'string' } },
    },
    ...json(
      { ...named('default', { id: 1, list: [{ by: 'x' }] }), ...named('bare', { id: 2 }) },
      {
        'x-echo': {
          '/id': '$request.path.id',
          '/list/*/by': '$request.query.by',
          '/shown': '$request.query.shown',
          '/key': '$request.cookie.key',
          '$response.header.X-Trace': '$request.header.x-trace',
        },
      },
    ),
  },
  204: { description: 'Nothing.' },
  404: { description: 'None.', ...json(named('default', { error: 'none' })) },
  '4XX': { description: 'Wrong.', content: { 'text/plain': { examples: named('wrong', 'No!') } } },
  default: { description: 'Failed.', ...json({}, { example: { error: 'any' } }) },
};
const paths = {
  '/things/{id}': {
    parameters: [
      id,
      { name: 'by', in: 'query', schema: { type: 'string' } },
      { name: 'shown', in: 'query', schema: { type: 'boolean' } },
      { name: 'key', in: 'cookie', schema: { type: 'string' } },
      { name: 'X-Trace', in: 'header', schema: { type: 'string' } },
    ],
    get: { operationId: 'things/get', responses: answers },
    delete: { operationId: 'delete', responses: { 405: { description: 'Never.' } } },
    head: { operationId: 'look', responses: answers },
  },
  '/parts': { get: { operationId: 'parts', responses: { 200: { description: 'Parts.' } } } },
  '/things/{id}/parts': {
    parameters: [id],
    get: { operationId: 'partsOf', responses: { 202: { description: 'Some.' } } },
  },
};

type Module = {
  readonly [name: string]: HandlerMaker<string | number>;
} & { readonly allHandlers: (options?: HandlerOptions) => HttpHandler[] };

let made: Module;
let mock: Mock;

beforeAll(async () => {
  const contract = contractOf(description(paths));
  made = await loaded<Module>(handlers, contract);
  mock = await startMock({ contracts: [contract] });
});
afterAll(() => mock.close());

const query = '?by=me&shown=true';
const headers = { cookie: 'key=k%201', 'x-trace': 'trace-1' };
const send = (handler: HttpHandler, path: string, init: RequestInit = {}) =>
  getResponse([handler], new Request(`https://any.example/base${path}`, init));

test.each([
  ['default', 'example=default'],
  ['bare', 'example=bare'],
  ['404 default', 'code=404, example=default'],
  ['wrong', 'example=wrong'],
  [200, 'code=200'],
  [204, 'code=204'],
  [404, 'code=404'],
  [400, 'code=400'],
  [500, 'code=500'],
])('%s is answered as by the mock', async (answer, prefer) => {
  for (const { path, sent } of [
    { path: `/things/7${query}`, sent: headers },
    { path: '/things/8', sent: {} },
  ]) {
    const ours = await send(made.thingsGet!(answer), path, { headers: sent });
    const theirs = await ask(mock.urlOf('things'), { path, headers: { ...sent, prefer } }, 'GET');
    expect(ours!.status).toBe(theirs.status);
    expect(await ours!.text()).toBe(theirs.text);
    for (const name of ['content-type', 'x-trace'])
      expect(ours!.headers.get(name) ?? undefined).toBe(theirs.headers[name]);
    expect(ours!.headers.getSetCookie()).toEqual(theirs.headers['set-cookie'] ?? []);
  }
});

test('an answer repeats the request, in the types that are documented', async () => {
  const response = await send(made.thingsGet!(), `/things/7${query}`, { headers });
  expect(await response!.json()).toEqual({
    id: 7,
    list: [{ by: 'me' }],
    shown: true,
    key: 'k 1',
  });
});

test('a response to HEAD has no body, and an operation without a success has one all the same', async () => {
  const head = await send(made.look!(), '/things/7', { method: 'HEAD' });
  expect([head!.status, await head!.text()]).toEqual([200, '']);
  expect((await send(made.delete_!(), '/things/7', { method: 'DELETE' }))!.status).toBe(204);
  expect((await send(made.delete_!(405), '/things/7', { method: 'DELETE' }))!.status).toBe(405);
});

test('an operation may have a name that the module uses itself', async () => {
  const operationIds = ['handlersOf', 'HttpHandler', 'allHandlers'];
  const named = operationIds.map((operationId) => [
    `/${operationId}`,
    { get: { operationId, responses: { 200: { description: 'Found.' } } } },
  ]);
  const contract = contractOf(description(Object.fromEntries(named)));
  const module = await loaded<Record<string, HandlerMaker<number>>>(handlers, contract);
  for (const id of operationIds) expect((await send(module[id]!(200), `/${id}`))!.status).toBe(200);
  expect(module.allHandlers2!()).toHaveLength(3);
});

test('each operation gets its own requests, in whatever order the handlers are', async () => {
  const all = made.allHandlers();
  for (const list of [all, all.toReversed()]) {
    const statusOf = async (path: string) =>
      (await getResponse(list, new Request(`https://any.example${path}`)))?.status;
    expect(await statusOf('/parts')).toBe(200);
    expect(await statusOf('/api/v2/parts')).toBe(200);
    expect(await statusOf('/api/things/1/parts')).toBe(202);
    expect(await statusOf('/others')).toBeUndefined();
  }
});
