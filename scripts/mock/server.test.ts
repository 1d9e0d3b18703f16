import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { jsonBody } from '../../conformance/testing.ts';
import { textLine } from './cli/log.ts';
import { startMock } from './server.ts';
import { ask, contracts, documented, type ids, start, startWith } from './testing.ts';

const lines: string[] = [];
const awaited = new Set<{ pattern: RegExp; resolve: (line: string) => void }>();
const mock = await start({
  log: (entry) => {
    const line = textLine(entry);
    lines.push(line);
    for (const wait of awaited) if (wait.pattern.test(line)) wait.resolve(line);
  },
});
afterAll(() => mock.close());

/** The matching line of the log, as soon as it is written. */
const logged = (pattern: RegExp): Promise<string> =>
  new Promise((resolve) => {
    const known = lines.find((line) => pattern.test(line));
    if (known !== undefined) resolve(known);
    else awaited.add({ pattern, resolve });
  });

const { port } = new URL(mock.url);
const head = (id: (typeof ids)[number], more: string[] = []) =>
  [
    `POST ${documented[id].path} HTTP/1.1`,
    'Host: mock',
    ...Object.entries(documented[id].headers).map(([name, value]) => `${name}: ${value}`),
    ...more,
    '',
    '',
  ].join('\r\n');

test('the mock survives a client that hangs up within its body', async () => {
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(`${head('createPin', ['Content-Length: 100'])}{"pin": `, () => socket.destroy());
  expect(await logged(/hung up/)).toMatch(/^POST \/pin\/update the client hung up \(/);
  expect(await ask(mock.url, documented.createPin)).toMatchObject({ status: 200 });
});

test('a body may arrive in pieces', async () => {
  const { body, path, headers } = documented.refreshPushToken;
  const answer = Promise.withResolvers<number | undefined>();
  const sent = request(
    `${mock.url}${path}`,
    { method: 'POST', headers: { ...headers }, agent: false },
    (response) => answer.resolve(response.resume().statusCode),
  );
  for (const letter of String(body))
    await new Promise<void>((resolve) => sent.write(letter, () => setImmediate(resolve)));
  sent.end();
  expect(await answer.promise).toBe(200);
});

test('200 requests at once get their own responses', async () => {
  const numbers = Array.from({ length: 200 }, (_, number) => `device-${number}`);
  const answers = await Promise.all(
    numbers.map((deviceId) =>
      ask(mock.url, {
        ...documented.refreshPushToken,
        body: JSON.stringify({ deviceId, pushToken: 't' }),
      }),
    ),
  );
  expect(
    answers.map(
      ({ json }) => (json as { data: { device: { deviceId: string } } }).data.device.deviceId,
    ),
  ).toEqual(numbers);
});

test('a connection serves one request after another, also invalid and too large ones', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const sockets = new Set<unknown>();
  const over = (body: string | Uint8Array) =>
    new Promise<number | undefined>((resolve, reject) => {
      const { path, headers } = documented.refreshPushToken;
      const sent = request(
        `${mock.url}${path}`,
        { method: 'POST', headers: { ...headers }, agent },
        (response) => {
          sockets.add(response.socket);
          response.resume().on('end', () => resolve(response.statusCode));
        },
      );
      sent.on('error', reject).end(body);
    });
  const good = documented.refreshPushToken.body;
  const statuses = [
    await over(good),
    await over('{'),
    await over(new Uint8Array(20 * 1024 * 1024)),
    await over(''),
    await over(good),
  ];
  agent.destroy();
  expect(statuses).toEqual([200, 400, 400, 400, 200]);
  expect(sockets.size).toBe(1);
});

test('HEAD gets the header fields of GET without the body', async () => {
  const content = jsonBody({}, { example: { text: 'é' } });
  await using other = await startWith({
    things: { '/things': { get: { responses: { 200: { description: '', ...content } } } } },
  });
  const got = await ask(other.url, { path: '/things' }, 'GET');
  const bare = await ask(other.url, { path: '/things' }, 'HEAD');
  expect(got).toMatchObject({
    status: 200,
    json: { text: 'é' },
    headers: { 'content-length': '13' },
  });
  expect({ ...bare, headers: { ...bare.headers, date: '' } }).toEqual({
    ...got,
    text: '',
    json: undefined,
    headers: { ...got.headers, date: '' },
  });
  expect(await ask(mock.url, { path: '/' }, 'HEAD')).toMatchObject({ status: 200, text: '' });
});

test('a documented HEAD gets its documented type without a body', async () => {
  const content = { 'text/plain': { schema: { type: 'string' }, example: 'é' } };
  await using other = await startWith({
    things: { '/things': { head: { responses: { 200: { description: '', content } } } } },
  });
  expect(await ask(other.url, { path: '/things' }, 'HEAD')).toMatchObject({
    status: 200,
    text: '',
    headers: { 'content-type': 'text/plain', 'content-length': '2' },
  });
});

const broken: { why: string; response: object; says: RegExp }[] = [
  {
    why: 'an example',
    response: jsonBody(
      { type: 'object', properties: { a: { type: 'string' } } },
      { example: { a: 1 } },
    ),
    says: /^The mock failed: The documented response 200 of doThing breaks its own contract: "\/a" must be string \(.+\/things\.yaml:\d+:\d+\)\.\n$/,
  },
  {
    why: 'a body for a pattern that nothing matches',
    response: jsonBody({
      type: 'object',
      required: ['a'],
      properties: { a: { type: 'string', pattern: '^(?=b)a$' } },
    }),
    says: /"\/a" must match pattern "\^\(\?=b\)a\$" \(.+\/things\.yaml:\d+:\d+\)/,
  },
  {
    why: 'an echoed value',
    response: jsonBody(
      { type: 'object', properties: { a: { const: 1 } } },
      { example: { a: 1 }, 'x-echo': { '/a': '$request.query.a' } },
    ),
    says: /"\/a" must be 1 /,
  },
];
for (const { why, response, says } of broken) {
  test(`an invalid response becomes a 500 that names the line: ${why}`, async () => {
    const parameters = [{ name: 'a', in: 'query', schema: { type: 'integer' } }];
    const get = {
      operationId: 'doThing',
      parameters,
      responses: { 200: { description: '', ...response } },
    };
    await using other = await startWith(
      { things: { '/things': { get } } },
      { strictExamples: true },
    );
    for (const repetition of [1, 2]) {
      const { status, headers, text } = await ask(other.url, { path: '/things?a=2' }, 'GET');
      expect({ repetition, status, type: headers['content-type'] }).toEqual({
        repetition,
        status: 500,
        type: 'text/plain; charset=utf-8',
      });
      expect(text).toMatch(says);
    }
  });
}

const example = (value: unknown) => ({
  description: '',
  ...jsonBody({}, { examples: { same: { value } } }),
});
const lacking: { why: string; operation: object; says: RegExp }[] = [
  // Prism would choose the success that has an example of this name
  {
    why: 'a refusal with an example that another response has',
    operation: {
      parameters: [{ name: 'a', in: 'query', required: true, schema: {} }],
      responses: {
        200: example(1),
        400: { description: '', ...jsonBody({}, { examples: { other: { value: 2 } } }) },
      },
      'x-refusals': { invalid: { response: '400', example: 'same' } },
    },
    says: /Prism finds no 400 response with the example "same" of doThing/,
  },
];
for (const { why, operation, says } of lacking) {
  test(`a missing response is a 500: ${why}`, async () => {
    await using other = await startWith({
      things: { '/things': { get: { operationId: 'doThing', ...operation } } },
    });
    const { status, text } = await ask(other.url, { path: '/things' }, 'GET');
    expect(status).toBe(500);
    expect(text).toMatch(says);
  });
}

for (const { why, responses, status } of [
  { why: 'no responses', responses: undefined, status: 204 },
  { why: 'an empty map of responses', responses: {}, status: 204 },
  { why: 'refusals only', responses: { 401: {}, '5XX': {} }, status: 204 },
  { why: 'a key that means nothing', responses: { '2xx': example(1), 404: {} }, status: 204 },
  { why: 'a redirect only', responses: { 302: {}, 404: {} }, status: 302 },
  { why: 'a range of redirects', responses: { '3XX': {} }, status: 302 },
  { why: 'a default only', responses: { default: example(1) }, status: 200 },
])
  test(`a valid request succeeds where no success is documented: ${why}`, async () => {
    await using other = await startWith({
      things: { '/things': { get: { ...(responses && { responses }) } } },
    });
    expect((await ask(other.url, { path: '/things' }, 'GET')).status).toBe(status);
  });

test('a refusal without a status is a 500, and the mock continues', async () => {
  const notFound = { mediaType: 'application/json', example: { value: {} } };
  await using other = await startWith({
    things: {
      'x-refusals': { notFound },
      '/things': { get: { responses: { 204: { description: '' } } } },
    },
  });
  expect(await ask(other.url, { path: '/nowhere' }, 'GET')).toMatchObject({ status: 500 });
  expect(await ask(other.url, { path: '/things' }, 'GET')).toMatchObject({ status: 204 });
});

test('the mock sends no documented callbacks', async () => {
  let called = 0;
  await using listener = await startWith(
    { listener: { '/': { post: { responses: { 204: { description: '' } } } } } },
    {
      log: () => {
        called += 1;
      },
    },
  );
  const callbacks = {
    done: { [`${listener.url}/`]: { post: { responses: { 204: { description: '' } } } } },
  };
  await using other = await startWith({
    things: { '/things': { get: { callbacks, responses: { 204: { description: '' } } } } },
  });
  expect(await ask(other.url, { path: '/things' }, 'GET')).toMatchObject({ status: 204 });
  expect(await ask(listener.url, { path: '/' }, 'POST')).toMatchObject({ status: 204 });
  expect(called).toBe(1);
});

test('the log has a line for each request, without credentials', async () => {
  await ask(mock.url, {
    ...documented.refreshPushToken,
    path: '/notifications/devices/refresh-token?key=secret-key',
    body: '{}',
  });
  expect(await logged(/refresh-token\?… 400/)).toMatch(
    /^POST \/notifications\/devices\/refresh-token\?… 400 refreshPushToken · badRequest · body\/deviceId must be present .+ \(\d+\.\d ms\)$/,
  );
  expect(lines.join('\n')).not.toMatch(/secret-key|the-token/);
});

test('the mock survives a request that is not HTTP', async () => {
  const socket = connect(Number(port), '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk)).write('no HTTP\r\n\r\n');
  await new Promise((resolve) => socket.once('close', resolve));
  expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 400 Bad Request/);
  expect(await ask(mock.url, documented.createPin)).toMatchObject({ status: 200 });
});

test('startMock works without options, and the mock ends with its block', async () => {
  let url = '';
  {
    await using own = await startMock();
    url = own.url;
    expect(await ask(own.urlOf('mixin'), documented.createPin)).toMatchObject({ status: 200 });
  }
  await expect(ask(url, documented.createPin)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('reload serves other descriptions and keeps the memory', async () => {
  await using own = await start({ stateful: true });
  await ask(own.url, documented.createPin);
  own.reload(contracts.filter(({ api }) => api === 'mixin'));
  expect((await ask(own.url, documented.registerSession)).status).toBe(202);
  expect((await ask(own.url, documented.registerUser)).json).toMatchObject({
    data: { has_pin: true },
  });
});

test('it closes at once despite an idle connection and an unfinished request', async () => {
  const other = await start();
  const agent = new Agent({ keepAlive: true });
  await new Promise<void>((resolve) =>
    request(`${other.url}/`, { agent }, (response) => response.resume().on('end', resolve)).end(),
  );
  const cut = new Promise((resolve) => {
    const sent = request(`${other.url}/session`, { method: 'POST', agent: false }).on(
      'error',
      resolve,
    );
    sent.write('{', () => void other.close());
  });
  expect(await cut).toMatchObject({ code: 'ECONNRESET' });
  await other.close();
  agent.destroy();
});
