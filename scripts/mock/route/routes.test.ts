import { afterAll, expect, test } from 'vitest';
import { contractOf, description, jsonBody } from '../../../conformance/testing.ts';
import {
  ask,
  contracts,
  documented,
  ids,
  operationNamed,
  operations,
  start,
  startWith,
} from '../testing.ts';

import { startMock } from '../server.ts';

const mock = await start();
afterAll(() => mock.close());

const notFound = { status: 'error', code: 400400, message: 'Resource Not Found.' };
const mixinNotFound = {
  error: { status: 202, code: 404, description: 'The endpoint is not found.' },
};

const refused: {
  why: string;
  method: string;
  path: string;
  status: number;
  json: object;
  allow?: string;
}[] = [
  {
    why: 'an unknown path of Amity',
    method: 'POST',
    path: '/amity/api/v3/nowhere',
    status: 404,
    json: notFound,
  },
  {
    why: 'an unknown path with the first segment of Amity',
    method: 'GET',
    path: '/api/v9',
    status: 404,
    json: notFound,
  },
  { why: "an API's own name", method: 'GET', path: '/amity', status: 404, json: notFound },
  {
    why: 'a trailing slash',
    method: 'POST',
    path: '/amity/api/v3/sessions/',
    status: 404,
    json: notFound,
  },
  {
    why: 'an unknown method of Amity',
    method: 'GET',
    path: '/amity/api/v3/sessions',
    status: 405,
    json: { status: 'error', code: 400000, message: 'Method Not Allowed.' },
    allow: 'POST, OPTIONS',
  },
  {
    why: 'an unknown path of Mixin',
    method: 'GET',
    path: '/mixin/nowhere',
    status: 202,
    json: mixinNotFound,
  },
  {
    why: 'a path of Mixin with an empty parameter',
    method: 'POST',
    path: '/verifications/',
    status: 202,
    json: mixinNotFound,
  },
  {
    why: 'a path of Mixin with another segment',
    method: 'POST',
    path: '/verifications/a/b',
    status: 202,
    json: mixinNotFound,
  },
  {
    why: 'an unknown method of Mixin',
    method: 'PUT',
    path: '/pin/update',
    status: 202,
    json: mixinNotFound,
    allow: 'POST, OPTIONS',
  },
  {
    why: 'an unknown path of Notifications',
    method: 'POST',
    path: '/notifications/devices',
    status: 404,
    json: { message: 'There is nothing at this path', error: 'Not Found', statusCode: 404 },
  },
  {
    why: 'an unknown method of Notifications',
    method: 'DELETE',
    path: '/notifications/devices/refresh-token?a=b',
    status: 405,
    json: {
      message: 'This path does not take this method',
      error: 'Method Not Allowed',
      statusCode: 405,
    },
    allow: 'POST, OPTIONS',
  },
  {
    why: 'an uncommon method',
    method: 'PURGE',
    path: '/notifications/notifications/devices/refresh-token',
    status: 405,
    json: {
      message: 'This path does not take this method',
      error: 'Method Not Allowed',
      statusCode: 405,
    },
    allow: 'POST, OPTIONS',
  },
];
for (const { why, method, path, status, json, allow } of refused) {
  test(`${why} gets the refusal of its API`, async () => {
    const got = await ask(mock.url, { path }, method);
    expect(got).toMatchObject({ status, json, headers: { 'content-type': 'application/json' } });
    expect(got.headers.allow).toBe(allow);
    expect(got.headers['x-contract-violation']).toMatch(
      allow ? /^the path takes POST, OPTIONS$/ : /^\w+ has no such path$/,
    );
  });
}

test('undocumented OPTIONS lists the methods of a path', async () => {
  expect(await ask(mock.url, { path: '/api/v3/sessions' }, 'OPTIONS')).toMatchObject({
    status: 204,
    text: '',
    headers: { allow: 'POST, OPTIONS' },
  });
  expect(await ask(mock.url, { path: '/amity/nowhere' }, 'OPTIONS')).toMatchObject({
    status: 404,
    json: notFound,
  });
});

test('a refusal of HEAD is that of GET without the body', async () => {
  const { text } = await ask(mock.url, { path: '/api/v3/sessions' }, 'GET');
  expect(await ask(mock.url, { path: '/api/v3/sessions' }, 'HEAD')).toMatchObject({
    status: 405,
    text: '',
    headers: { 'content-length': String(text.length) },
  });
});

test('a path of no API gets a 404 that names the index', async () => {
  const { status, headers, text } = await ask(mock.url, { path: '/nowhere/at/all' });
  expect({ status, type: headers['content-type'] }).toEqual({
    status: 404,
    type: 'text/plain; charset=utf-8',
  });
  expect(text).toBe(`No served API has this path. ${mock.url}/ lists all paths.\n`);
});

for (const path of ['/', '/?from=a-bookmark']) {
  test(`${path} lists the operations`, async () => {
    const { status, headers, text } = await ask(mock.url, { path }, 'GET');
    expect({ status, type: headers['content-type'] }).toEqual({
      status: 200,
      type: 'text/plain; charset=utf-8',
    });
    for (const { api, title } of contracts)
      expect(text).toContain(`${title} at ${mock.url}/${api}\n`);
    for (const { method, path: documentedPath, id } of operations)
      expect(text).toContain(`  ${method} ${documentedPath}  ${id}`);
    expect(text).toContain('pinIncorrect (202)');
  });
}

test('the curl lines of the index get a success', async () => {
  const { text } = await ask(mock.url, { path: '/' }, 'GET');
  const calls = text
    .split('\n')
    .filter((line) => line.trim().startsWith('curl') && !line.includes('/__mock'));
  expect(calls).toHaveLength(operations.length);
  for (const line of calls) {
    const headers = [...line.matchAll(/-H (?:'([^:']+): ([^']*)'|"([^:"]+): ([^"]*?)\$\w+")/g)].map(
      ([, name, value, secured, before]) =>
        name === undefined ? [secured, `${before}anything`] : [name, value],
    );
    const [, url = '', body = ''] = /'(http[^']+)'.* --data-binary '(.*)'$/.exec(line) ?? [];
    const response = await fetch(url, {
      method: 'POST',
      headers: Object.fromEntries(headers) as Record<string, string>,
      body,
    });
    expect({ url, status: response.status }).toEqual({ url, status: 200 });
  }
});

const targets: { why: string; of: (path: string) => string }[] = [
  { why: 'a query', of: (path) => `${path}?a=b&c=%2F?` },
  { why: 'an empty query', of: (path) => `${path}?` },
  { why: 'a scheme and a host', of: (path) => `http://example.com${path}` },
];
for (const { why, of } of targets) {
  for (const id of ids) {
    test(`the path of ${id} is found with ${why}`, async () => {
      expect((await fetchTarget(of(documented[id].path), id)).status).toBe(200);
      expect(
        (await fetchTarget(of(`/${operationNamed(id).api}${documented[id].path}`), id)).status,
      ).toBe(200);
    });
  }
}

test('percent-encoding does not matter', async () => {
  for (const path of [
    '/notifications/devices/refresh%2Dtoken',
    '/notifications/notifications/%64evices/refresh%2dtoken',
  ]) {
    expect(await fetchTarget(path, 'refreshPushToken')).toMatchObject({ status: 200 });
  }
});

/** Sends a request target literally: the base URL has no path. */
const fetchTarget = (path: string, id: (typeof ids)[number]) =>
  ask(mock.url, { ...documented[id], path });

const says = (value: unknown) => ({
  responses: { 200: { description: '', ...jsonBody({}, { example: value }) } },
});
/** The path parameter of an operation. */
const byId = {
  parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
};
const shared = await startWith({
  first: {
    '/session': { get: says('first') },
    '/only/first': { get: says('only first') },
    '/second/session': { get: says('in the way') },
  },
  second: {
    '/session': { get: says('second'), post: says('second too') },
    '/{id}/first': { ...byId, get: says('any') },
  },
});
afterAll(() => shared.close());

const ways: { why: string; path: string; method?: string; status: number; text: string }[] = [
  {
    why: 'the path below the name of the first',
    path: '/first/session',
    status: 200,
    text: '"first"',
  },
  {
    why: 'the path below the name of the second, although the first documents it',
    path: '/second/session',
    status: 200,
    text: '"second"',
  },
  {
    why: 'the plain path is ambiguous',
    path: '/session',
    status: 404,
    text: 'first and second both have this path: ask below /first/ or /second/.\n',
  },
  {
    why: 'the plain path is ambiguous for a method of one API too',
    path: '/session',
    method: 'POST',
    status: 404,
    text: 'first and second both have this path: ask below /first/ or /second/.\n',
  },
  {
    why: 'a template of the other API matches too',
    path: '/only/first',
    status: 404,
    text: 'first and second both have this path: ask below /first/ or /second/.\n',
  },
  { why: 'a template alone', path: '/any/first', status: 200, text: '"any"' },
  {
    why: 'an unknown path, without x-refusals',
    path: '/first/nowhere',
    status: 404,
    text: 'first has no such path\n',
  },
  {
    why: 'an unknown method, without x-refusals',
    path: '/second/session',
    method: 'PUT',
    status: 405,
    text: 'the path takes GET, POST, HEAD, OPTIONS\n',
  },
];
for (const { why, path, method = 'GET', status, text } of ways) {
  test(`two APIs with the same path: ${why}`, async () => {
    const got = await ask(shared.url, { path }, method);
    expect({ status: got.status, text: got.text }).toEqual({ status, text });
  });
}

test('a template without a parameter is preferred, and a single API has its plain paths', async () => {
  await using lone = await startWith({
    things: {
      '/things/{id}': { ...byId, get: says('template'), delete: says('gone') },
      '/things/mine': { get: says('concrete') },
    },
  });
  expect(await ask(lone.url, { path: '/things/mine' }, 'GET')).toMatchObject({
    status: 200,
    json: 'concrete',
  });
  expect(await ask(lone.url, { path: '/things/a%2Fb' }, 'GET')).toMatchObject({
    status: 200,
    json: 'template',
  });
  expect(await ask(lone.url, { path: '/things/mine' }, 'DELETE')).toMatchObject({
    status: 405,
    headers: { allow: 'GET, HEAD, OPTIONS' },
  });
  expect(await ask(lone.url, { path: '/' }, 'POST')).toMatchObject({
    status: 404,
    text: 'things has no such path\n',
  });
});

test('a path with spaces and letters beyond ASCII works, and so does its curl line', async () => {
  const parameters = [
    { name: 'id', in: 'path', required: true, schema: { type: 'string', enum: ['ö'] } },
  ];
  await using lone = await startWith({
    things: { '/my größe/{id}': { get: { parameters, ...says('found') } } },
  });
  expect(await ask(lone.url, { path: '/my%20gr%c3%b6%C3%9Fe/%C3%B6' }, 'GET')).toMatchObject({
    status: 200,
    json: 'found',
  });
  const [, shown = ''] =
    /'(http[^']+)'/.exec((await ask(lone.url, { path: '/' }, 'GET')).text) ?? [];
  expect(shown).toBe(`${lone.url}/things/my%20gr%C3%B6%C3%9Fe/%C3%B6`);
  expect((await fetch(shown)).status).toBe(200);
});

for (const api of ['my api', 'würfel', 'die#1']) {
  test(`the API "${api}" is served below its percent-encoded name`, async () => {
    const roll = { get: { operationId: 'roll', responses: { 200: { description: 'Rolled.' } } } };
    const contract = contractOf(description({ '/roll': roll }));
    await using own = await startMock({ contracts: [{ ...contract, api }, contract] });
    expect((await fetch(`${own.urlOf(api)}/roll`)).status).toBe(200);
    expect(await (await fetch(own.url)).text()).toContain(`Things at ${own.urlOf(api)}\n`);
    expect(await (await fetch(`${own.url}/roll`)).text()).toContain(
      `ask below /${encodeURIComponent(api)}/ or /things/`,
    );
  });
}
