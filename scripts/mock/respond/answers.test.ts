import { afterAll, expect, test } from 'vitest';
import { withBody, withHeaders, type OperationId } from '../../../conformance/corpus/calls.ts';
import { jsonBody } from '../../../conformance/testing.ts';
import {
  ask,
  documented,
  exampleOf,
  examplesOf,
  ids,
  jsonOf,
  operationNamed,
  start,
  startWith,
} from '../testing.ts';

const mock = await start();
afterAll(() => mock.close());

const firstOf = (id: OperationId) => jsonOf(operationNamed(id), '200').examples[0]!.name;

for (const id of ids) {
  const operation = operationNamed(id);

  test(`the documented call of ${id} gets the documented answer, below the API's name and at the plain path`, async () => {
    const mounted = await ask(mock.urlOf(operation.api), documented[id]);
    const plain = await ask(mock.url, documented[id]);
    const example = exampleOf(operation, '200', firstOf(id)) as object;
    expect(mounted).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
    // of what is repeated, the documents' own values are those of the documented answers, but for Amity's placeholders
    if (id === 'registerSession')
      expect(mounted.json).toMatchObject({
        ...example,
        users: [{ userId: '<string>', displayName: '<string>' }],
      });
    else expect(mounted.json).toEqual(example);
    expect(mounted.headers).not.toHaveProperty('x-contract-violation');
    expect({ ...plain, headers: null }).toEqual({ ...mounted, headers: null });
  });

  test(`the document's own answer of ${id} comes word for word`, async () => {
    const { status, json } = await ask(
      mock.urlOf(operation.api),
      withHeaders(documented[id], { Prefer: 'code=200, example=documented' }),
    );
    expect(status).toBe(200);
    expect(json).toEqual(exampleOf(operation, '200', 'documented'));
  });

  for (const { name, value } of operation.requestBody!.content[0]!.examples) {
    test(`the example request ${name} of ${id} gets a valid success`, async () => {
      const { status, json, headers } = await ask(mock.urlOf(operation.api), {
        ...documented[id],
        body: JSON.stringify(value),
      });
      expect({
        status,
        type: headers['content-type'],
        violation: headers['x-contract-violation'],
      }).toEqual({ status: 200, type: 'application/json' });
      expect(jsonOf(operation, '200').schema!.validate(json as never)).toEqual([]);
    });
  }

  for (const { status, mediaType, example } of examplesOf(operation)) {
    const code = /^\d+$/.test(status) ? Number(status) : 418;
    const Prefer = `code=${code}, example=${example.name}`;

    test(`the example ${example.name} (${status}) of ${id} comes as it is described, and is valid`, async () => {
      // a request that breaks the contract is repeated in nothing
      const got = await ask(mock.url, { path: documented[id].path, headers: { Prefer } });
      expect(got.status).toBe(code);
      expect(got.headers['content-type']).toBe(mediaType.name);
      expect(got.json).toEqual(example.value);
      expect(mediaType.schema!.validate(got.json as never)).toEqual([]);
    });

    test(`the example ${example.name} (${status}) of ${id} is valid with what it repeats of a valid request`, async () => {
      const got = await ask(mock.url, withHeaders(documented[id], { Prefer }));
      expect({ status: got.status, violation: got.headers['x-contract-violation'] }).toEqual({
        status: code,
      });
      expect(mediaType.schema!.validate(got.json as never)).toEqual([]);
    });
  }
}

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

const node = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string' }, next: { $ref: '#/components/schemas/Node' } },
};
const json = (schema: unknown) => ({ 'application/json': { schema } });
const made: { why: string; content: object; type: string; text: string }[] = [
  {
    why: 'a schema that holds itself',
    content: json({ $ref: '#/components/schemas/Node' }),
    type: 'application/json',
    text: '{"name":"value"}',
  },
  {
    why: 'a list of such',
    content: json({ type: 'array', minItems: 2, items: { $ref: '#/components/schemas/Node' } }),
    type: 'application/json',
    text: '[{"name":"value"},{"name":"value"}]',
  },
  { why: 'the schema true', content: json(true), type: 'application/json', text: 'true' },
  { why: 'no schema', content: { 'application/json': {} }, type: 'application/json', text: '{}' },
  { why: 'text without a schema', content: { 'text/csv': {} }, type: 'text/csv', text: '' },
  {
    why: 'a range of texts',
    content: { 'text/*': { schema: { type: 'string' }, example: 'hello' } },
    type: 'text/plain',
    text: 'hello',
  },
  {
    why: 'a range of applications',
    content: { 'application/*': { example: 'hello' } },
    type: 'application/json',
    text: '"hello"',
  },
  { why: 'a range of images', content: { 'image/*': {} }, type: 'image/example', text: '' },
  {
    why: 'any media type',
    content: { '*/*': { example: { a: 1 } } },
    type: 'application/json',
    text: '{"a":1}',
  },
];
for (const { why, content, type, text } of made) {
  test(`an answer without a good example has a documented type, and a body that is valid: ${why}`, async () => {
    await using other = await startWith(
      { things: { '/things': { get: { responses: { 200: { description: '', content } } } } } },
      {},
      { components: { schemas: { Node: node } } },
    );
    const got = await ask(other.url, { path: '/things' }, 'GET');
    expect({ status: got.status, type: got.headers['content-type'], text: got.text }).toEqual({
      status: 200,
      type,
      text,
    });
  });
}

const accepts: { accept: string | undefined; type: string; text: string }[] = [
  { accept: undefined, type: 'application/json', text: '{"a":1}' },
  { accept: 'text/plain', type: 'text/plain', text: 'a is 1' },
  { accept: 'text/plain;q=0.5, application/json', type: 'application/json', text: '{"a":1}' },
  { accept: '*/*', type: 'application/json', text: '{"a":1}' },
  { accept: 'image/png', type: 'application/json', text: '{"a":1}' },
  { accept: 'no type; at=all,,', type: 'application/json', text: '{"a":1}' },
];
for (const { accept, type, text } of accepts) {
  test(`of several documented types the one comes that is accepted: ${accept}`, async () => {
    const content = {
      'application/json': { example: { a: 1 } },
      'text/plain': { example: 'a is 1' },
    };
    await using other = await startWith({
      things: { '/things': { get: { responses: { 200: { description: '', content } } } } },
    });
    const got = await ask(
      other.url,
      { path: '/things', headers: accept === undefined ? {} : { Accept: accept } },
      'GET',
    );
    expect({ status: got.status, type: got.headers['content-type'], text: got.text }).toEqual({
      status: 200,
      type,
      text,
    });
  });
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

test('an answer is found whatever else is in the description that Prism cannot read', async () => {
  const schemas = { Thing: { $anchor: 'thing', type: 'object' } };
  const responses = { 200: { $ref: '#/components/responses/Done' } };
  const paths = {
    '/things': { post: { requestBody: jsonBody({ $ref: '#thing' }), responses }, patch: null },
  };
  const Done = {
    description: '',
    headers: { 'X-Kind': { $ref: '#/components/headers/Kind' } },
    ...jsonBody({ $ref: '#thing' }, { examples: { one: { $ref: '#/components/examples/One' } } }),
  };
  const components = {
    schemas,
    responses: { Done },
    headers: { Kind: { schema: { type: 'string' }, example: 'plain' } },
    examples: { One: { value: { a: 1 } } },
  };
  await using other = await startWith({ things: paths }, {}, { components });
  expect(await ask(other.url, { path: '/things' })).toMatchObject({
    status: 200,
    json: { a: 1 },
    headers: { 'x-kind': 'plain' },
  });
  expect(
    await ask(other.url, {
      path: '/things',
      headers: { 'Content-Type': 'application/json' },
      body: '1',
    }),
  ).toMatchObject({ status: 400, text: expect.stringContaining('must be object') });
});
