import { afterAll, expect, test } from 'vitest';
import { withBody, withHeaders } from '../../../conformance/corpus/calls.ts';
import { jsonBody } from '../../../conformance/testing.ts';
import { ask, documented, exampleOf, operationNamed, start, startWith } from '../testing.ts';

const mock = await start();
afterAll(() => mock.close());

test('an answer to a device repeats its id and its new push token', async () => {
  const sent = { deviceId: 'my-device ✓', pushToken: 'my-token' };
  const { json } = await ask(mock.url, withBody(documented.refreshPushToken, sent));
  const example = exampleOf(operationNamed('refreshPushToken'), '200', 'documented') as {
    data: { device: object };
  };
  expect(json).toEqual({ statusCode: 200, data: { device: { ...example.data.device, ...sent } } });
});

const sessions: { why: string; sent: object; example: string; repeated: object }[] = [
  {
    why: 'both',
    sent: { userId: 'ada', displayName: 'Ada' },
    example: 'session',
    repeated: { userId: 'ada', displayName: 'Ada' },
  },
  {
    why: 'an empty name',
    sent: { userId: 'ada', displayName: '' },
    example: 'newUser',
    repeated: { userId: 'ada', displayName: '' },
  },
  {
    why: 'no name, so that the example keeps its own',
    sent: { userId: 'ada', displayName: undefined },
    example: 'session',
    repeated: { userId: 'ada' },
  },
];
for (const { why, sent, example, repeated } of sessions) {
  test(`an answer to a session repeats ${why}`, async () => {
    const { json } = await ask(
      mock.url,
      withHeaders(withBody(documented.registerSession, sent), { Prefer: `example=${example}` }),
    );
    const value = exampleOf(operationNamed('registerSession'), '200', example) as {
      users: object[];
    };
    expect(json).toEqual({
      ...value,
      users: [{ ...value.users[0], ...repeated }, ...value.users.slice(1)],
    });
  });
}

for (const id of ['registerUser', 'updateDeviceInfo', 'createPin'] as const) {
  const requestId = '0b7e8a64-7c0f-4f0a-9a53-0d8a4f2f6f11';
  const identified = withHeaders(documented[id], { 'x-REQUEST-id': requestId });
  const table = [
    { why: 'a success', call: identified, status: 200 },
    { why: 'a refusal', call: { ...identified, body: '{}' }, status: 202 },
    { why: 'a chosen failure', call: withHeaders(identified, { Prefer: 'code=500' }), status: 500 },
  ];
  for (const { why, call, status } of table) {
    test(`${why} of ${id} repeats the request's X-Request-Id`, async () => {
      expect(await ask(mock.url, call)).toMatchObject({
        status,
        headers: { 'x-request-id': requestId },
      });
    });
  }
}

for (const id of ['registerUser', 'updateDeviceInfo', 'createPin'] as const) {
  for (const [why, body] of [
    ['an answer', documented[id].body],
    ['a refusal', '{}'],
  ] as const) {
    test(`${why} of ${id} has no X-Request-Id where the request has none`, async () => {
      expect((await ask(mock.url, { ...documented[id], body })).headers).not.toHaveProperty(
        'x-request-id',
      );
    });
  }
}

const nested: {
  why: string;
  place: string;
  expression: string;
  example: unknown;
  gets: unknown;
}[] = [
  {
    why: 'a place further down',
    place: '/a/b/c',
    expression: '$request.body#/x/y',
    example: { a: { b: { c: 'old', d: 1 } } },
    gets: { a: { b: { c: 'new', d: 1 } } },
  },
  {
    why: 'an element of a list by its number',
    place: '/list/1/name',
    expression: '$request.query.name',
    example: { list: [{ name: 'a' }, { name: 'b' }] },
    gets: { list: [{ name: 'a' }, { name: 'ada' }] },
  },
  {
    why: 'some element of a list in some element of a list',
    place: '/list/*/parts/*/id',
    expression: '$request.path.id',
    example: { list: [{ parts: [{ id: 1 }, { id: 2 }] }] },
    gets: { list: [{ parts: [{ id: 7 }, { id: 2 }] }] },
  },
  {
    why: 'a whole object',
    place: '/all',
    expression: '$request.body',
    example: {},
    gets: { all: { x: { y: 'new' } } },
  },
  {
    why: 'a header field in the body',
    place: '/mark',
    expression: '$request.header.X-Mark',
    example: { mark: '' },
    gets: { mark: '"m" \\' },
  },
  {
    why: 'a list that is empty, of which nothing can be filled in',
    place: '/list/*/id',
    expression: '$request.path.id',
    example: { list: [] },
    gets: { list: [] },
  },
];
for (const { why, place, expression, example, gets } of nested) {
  test(`an echo is filled in wherever it stands: ${why}`, async () => {
    const parameters = [
      { name: 'id', in: 'path', required: true, schema: { type: 'integer' } },
      { name: 'name', in: 'query', schema: { type: 'string' } },
      { name: 'X-Mark', in: 'header', schema: { type: 'string' } },
    ];
    const operation = {
      parameters,
      requestBody: jsonBody({ type: 'object' }),
      responses: {
        200: {
          description: '',
          ...jsonBody({ type: 'object' }, { example, 'x-echo': { [place]: expression } }),
        },
      },
    };
    await using other = await startWith({ things: { '/things/{id}': { post: operation } } });
    const got = await ask(other.url, {
      path: '/things/7?name=ada',
      headers: { 'Content-Type': 'application/json', 'X-Mark': '"m" \\' },
      body: '{"x": {"y": "new"}}',
    });
    expect({ status: got.status, json: got.json }).toEqual({ status: 200, json: gets });
  });
}

test('a place within another that is filled in too is filled in last', async () => {
  const echo = { '/all': '$request.body', '/all/x': '$request.query.name' };
  const operation = {
    parameters: [{ name: 'name', in: 'query', schema: { type: 'string' } }],
    requestBody: jsonBody({ type: 'object' }),
    responses: {
      200: { description: '', ...jsonBody({ type: 'object' }, { example: {}, 'x-echo': echo }) },
    },
  };
  await using other = await startWith({ things: { '/things': { post: operation } } });
  expect(
    (
      await ask(other.url, {
        path: '/things?name=ada',
        headers: { 'Content-Type': 'application/json' },
        body: '{"x": 1, "y": 2}',
      })
    ).json,
  ).toEqual({ all: { x: 'ada', y: 2 } });
});

const tight: { why: string; schema: object; sent: string; status: number }[] = [
  {
    why: 'a pattern that it matches',
    schema: { type: 'string', pattern: '^a' },
    sent: 'ab',
    status: 200,
  },
  {
    why: 'a pattern that it does not match',
    schema: { type: 'string', pattern: '^a' },
    sent: 'b',
    status: 500,
  },
  {
    why: 'an enum in another place of an allOf',
    schema: { allOf: [{ type: 'string' }, { enum: ['a', 'b'] }] },
    sent: 'c',
    status: 500,
  },
  {
    why: 'a branch',
    schema: {
      oneOf: [
        { type: 'string', maxLength: 1 },
        { type: 'string', minLength: 3 },
      ],
    },
    sent: 'ab',
    status: 500,
  },
  {
    why: 'its type alone',
    schema: { type: 'string', description: 'Anything.' },
    sent: 'anything',
    status: 200,
  },
];
for (const { why, schema, sent, status } of tight) {
  test(`what is repeated is judged by the schema of the answer, also after a value that was good: ${why}`, async () => {
    const parameters = [{ name: 'v', in: 'query', schema: { type: 'string' } }];
    const answer = jsonBody(
      { type: 'object', properties: { v: schema } },
      { example: { v: 'a' }, 'x-echo': { '/v': '$request.query.v' } },
    );
    await using other = await startWith({
      things: {
        '/things': { get: { parameters, responses: { 200: { description: '', ...answer } } } },
      },
    });
    expect((await ask(other.url, { path: '/things?v=a' }, 'GET')).status).toBe(200);
    for (const repetition of [1, 2])
      expect({
        repetition,
        status: (await ask(other.url, { path: `/things?v=${sent}` }, 'GET')).status,
      }).toEqual({ repetition, status });
  });
}
