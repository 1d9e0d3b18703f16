import { generateKeyPairSync } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { mixinToken } from '../../../conformance/core/auth/signers/mixin-token.ts';
import { withBody, withHeaders } from '../../../conformance/corpus/calls.ts';
import { jsonBody } from '../../../conformance/testing.ts';
import { ask, documented, exampleOf, operationNamed, start, startWith } from '../testing.ts';

const mock = await start();
afterAll(() => mock.close());

test('refreshPushToken repeats the device id and the push token', async () => {
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
  test(`registerSession repeats ${why}`, async () => {
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
    ['a success', documented[id].body],
    ['a refusal', '{}'],
  ] as const) {
    test(`${why} of ${id} has no X-Request-Id if the request has none`, async () => {
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
    why: 'a nested member',
    place: '/a/b/c',
    expression: '$request.body#/x/y',
    example: { a: { b: { c: 'old', d: 1 } } },
    gets: { a: { b: { c: 'new', d: 1 } } },
  },
  {
    why: 'an element of an array by its index',
    place: '/list/1/name',
    expression: '$request.query.name',
    example: { list: [{ name: 'a' }, { name: 'b' }] },
    gets: { list: [{ name: 'a' }, { name: 'ada' }] },
  },
  {
    why: 'the first element of an array in an array',
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
    why: 'an empty array, which stays empty',
    place: '/list/*/id',
    expression: '$request.path.id',
    example: { list: [] },
    gets: { list: [] },
  },
];
for (const { why, place, expression, example, gets } of nested) {
  test(`an echo is filled in: ${why}`, async () => {
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

test('a later echo replaces a part of an earlier one', async () => {
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
    why: 'a matching pattern',
    schema: { type: 'string', pattern: '^a' },
    sent: 'ab',
    status: 200,
  },
  {
    why: 'another pattern',
    schema: { type: 'string', pattern: '^a' },
    sent: 'b',
    status: 500,
  },
  {
    why: 'an enum in an allOf',
    schema: { allOf: [{ type: 'string' }, { enum: ['a', 'b'] }] },
    sent: 'c',
    status: 500,
  },
  {
    why: 'no branch of a oneOf',
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
    why: 'a type alone',
    schema: { type: 'string', description: 'Anything.' },
    sent: 'anything',
    status: 200,
  },
];
for (const { why, schema, sent, status } of tight) {
  test(`echoed values are validated, also after a valid one: ${why}`, async () => {
    const parameters = [{ name: 'v', in: 'query', schema: { type: 'string' } }];
    const content = jsonBody(
      { type: 'object', properties: { v: schema } },
      { example: { v: 'a' }, 'x-echo': { '/v': '$request.query.v' } },
    );
    await using other = await startWith({
      things: {
        '/things': { get: { parameters, responses: { 200: { description: '', ...content } } } },
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

for (const id of ['updateDeviceInfo', 'createPin'] as const) {
  const session = mixinToken.ephemeral();
  const { path, body, headers } = documented[id];
  const sign = (signed: typeof session) =>
    signed.sign(
      { method: 'POST', path: path.replace(/^\/mixin/, ''), body: Buffer.from(body ?? '') },
      new Date(),
    );

  test(`${id} responds about the user and the session of the token`, async () => {
    const token = sign(session);
    const { json } = await ask(mock.url, {
      path,
      body,
      headers: { ...headers, Authorization: `Bearer ${token}` },
    });
    const { uid } = mixinToken.claims(token)!;
    expect(json).toMatchObject({ data: { user_id: uid, session_id: session.id } });
  });

  test(`${id} responds about the documented user where the token's ids are none`, async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const token = sign(mixinToken.open({ uid: 'ada', sid: 'session', privateKey: pem }));
    const { status, json } = await ask(mock.url, {
      path,
      body,
      headers: { ...headers, Authorization: `Bearer ${token}` },
    });
    expect(status).toBe(200);
    expect(json).toMatchObject({ data: { user_id: '06aed1e3-bd77-4a59-991a-5bb5ae6fbb09' } });
  });
}

test('a header field is repeated as it was sent', async () => {
  const described = {
    '/echo': {
      post: {
        operationId: 'echo',
        parameters: [
          {
            name: 'X-Id',
            in: 'header',
            schema: { type: 'string', format: 'uuid' },
            'x-source': { strength: 'usage', document: 'a-client' },
          },
        ],
        responses: {
          200: {
            description: 'ok',
            headers: { 'X-Id': { schema: { type: 'string', format: 'uuid' } } },
            ...jsonBody(
              {},
              {
                example: {},
                'x-echo': { '$response.header.X-Id': '$request.header.X-Id' },
              },
            ),
          },
        },
      },
    },
  };
  await using other = await startWith({ doubtful: described });
  const asked = (id: string) =>
    ask(other.url, { path: '/doubtful/echo', headers: { 'X-Id': id }, body: '' });
  for (const id of ['0B7E8A64-7C0F-4F0A-9A53-0D8A4F2F6F11', 'my-request'])
    expect(await asked(id)).toMatchObject({ status: 200, headers: { 'x-id': id } });
});
