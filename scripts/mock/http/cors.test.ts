import { afterAll, expect, test } from 'vitest';
import { withHeaders } from '../../../conformance/corpus/calls.ts';
import { ask, documented, ids, start, startWith } from '../testing.ts';

const mock = await start();
afterAll(() => mock.close());

const page = 'https://app.example.com';

for (const id of ids) {
  test(`a preflight of ${id} is granted, with credentials`, async () => {
    const headers = {
      Origin: page,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization,content-type,prefer,x-api-key',
    };
    expect(await ask(mock.url, { path: documented[id].path, headers }, 'OPTIONS')).toMatchObject({
      status: 204,
      text: '',
      headers: {
        'access-control-allow-origin': page,
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'authorization,content-type,prefer,x-api-key',
        vary: 'Origin',
      },
    });
  });
}

test('a preflight to a private network is granted', async () => {
  const headers = {
    Origin: page,
    'Access-Control-Request-Method': 'POST',
    'Access-Control-Request-Private-Network': 'true',
  };
  const got = await ask(mock.url, { path: '/session', headers }, 'OPTIONS');
  expect(got.headers['access-control-allow-private-network']).toBe('true');
  expect(got.headers).not.toHaveProperty('access-control-allow-headers');
});

const refreshed = withHeaders(documented.refreshPushToken, { Origin: page });
const answers: {
  why: string;
  call: { path: string };
  method?: string;
  status: number;
  readable: string[];
}[] = [
  {
    why: 'a success',
    call: withHeaders(documented.createPin, {
      Origin: page,
      'X-Request-Id': '0b7e8a64-7c0f-4f0a-9a53-0d8a4f2f6f11',
    }),
    status: 200,
    readable: ['x-request-id'],
  },
  {
    why: 'a deprecated success',
    call: withHeaders(documented.registerSession, { Origin: page }),
    status: 200,
    readable: ['deprecation'],
  },
  {
    why: 'a refusal',
    call: { ...refreshed, body: '{' },
    status: 400,
    readable: ['x-contract-violation'],
  },
  {
    why: 'missing credentials',
    call: withHeaders(refreshed, { Authorization: undefined }),
    status: 401,
    readable: ['x-contract-violation'],
  },
  {
    why: 'a failure',
    call: withHeaders(refreshed, { Prefer: 'code=500' }),
    status: 500,
    readable: [],
  },
  {
    why: 'an unknown path',
    call: { ...refreshed, path: '/notifications/nowhere' },
    status: 404,
    readable: ['x-contract-violation'],
  },
  {
    why: 'an unknown method',
    call: refreshed,
    method: 'PUT',
    status: 405,
    readable: ['x-contract-violation', 'allow'],
  },
  { why: 'a path of no API', call: { ...refreshed, path: '/nowhere' }, status: 404, readable: [] },
  { why: 'the index', call: { ...refreshed, path: '/' }, method: 'GET', status: 200, readable: [] },
];
for (const { why, call, method, status, readable } of answers) {
  test(`a page can read ${why}`, async () => {
    const got = await ask(mock.url, call, method);
    expect(got).toMatchObject({
      status,
      headers: {
        'access-control-allow-origin': page,
        'access-control-allow-credentials': 'true',
        vary: 'Origin',
      },
    });
    const exposed = got.headers['access-control-expose-headers']!.split(', ');
    for (const name of readable) expect(exposed).toContain(name);
  });
}

test('the origin null of a local file is allowed', async () => {
  expect(await ask(mock.url, withHeaders(refreshed, { Origin: 'null' }))).toMatchObject({
    headers: { 'access-control-allow-origin': 'null' },
  });
});

test('a request without an origin gets no CORS header fields', async () => {
  const { headers } = await ask(mock.url, documented.refreshPushToken);
  expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  expect(headers.vary).toBe('Origin');
});

test('documented CORS header fields are sent once', async () => {
  const headers = { 'Access-Control-Allow-Origin': { schema: { type: 'string' }, example: '*' } };
  await using own = await startWith({
    things: { '/a': { get: { responses: { 200: { description: '', headers } } } } },
  });
  for (const [origin, allowed] of [
    [undefined, '*'],
    ['http://localhost:3000', 'http://localhost:3000'],
  ] as const) {
    const sent = origin === undefined ? {} : { Origin: origin };
    const got = await ask(own.url, { path: '/a', headers: sent }, 'GET');
    expect(got.headers['access-control-allow-origin']).toBe(allowed);
  }
});
